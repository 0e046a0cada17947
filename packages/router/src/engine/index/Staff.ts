import { Presence } from "../state/Agents.ts"

/** How many agents of each profile are signed in, and ready, whatever they have in hand. */
export class Staff {
  readonly signedIn: number[] = []
  readonly ready: number[] = []
  /** A profile has lost its last since somebody asked. */
  dropped = false

  enter(profile: number, presence: number): void {
    if (presence > Presence.SignedOut) this.signedIn[profile] = (this.signedIn[profile] ?? 0) + 1
    if (presence === Presence.Ready) this.ready[profile] = (this.ready[profile] ?? 0) + 1
  }

  leave(profile: number, presence: number): void {
    if (presence > Presence.SignedOut && --this.signedIn[profile]! === 0) this.dropped = true
    if (presence === Presence.Ready && --this.ready[profile]! === 0) this.dropped = true
  }
}
