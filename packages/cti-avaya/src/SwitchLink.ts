import type { MessageOf } from "./messages/Message.ts"

/** What a status message means for us. */
export type SwitchLinkNews = "lost" | "back" | "doubtful" | "nothing"

const unusable = /^(disabled|partiallyDisabled|initializing)$/

/** The link between AE Services and the switch: it may be down while our own link stands. */
export class SwitchLink {
  readonly #switchName: string
  readonly #now: () => number
  #down: { readonly sinceMs: number; readonly detail: string } | undefined

  constructor(switchName: string, now: () => number) {
    this.#switchName = switchName
    this.#now = now
  }

  get down(): { readonly sinceMs: number; readonly detail: string } | undefined {
    return this.#down
  }

  /** A new session is told anew. */
  forget(): void {
    this.#down = undefined
  }

  status({ systemStatus, privateData }: MessageOf<"SystemStatus">): SwitchLinkNews {
    const links = privateData?.switchTlinkStatus ?? []
    const own = links.find(({ switchName }) => switchName?.toLowerCase() === this.#switchName.toLowerCase())
    // Of other switches only; ours is as it was.
    if (links.length > 0 && own === undefined) return "nothing"
    const isDown = own === undefined ? unusable.test(systemStatus) : own.tlinkStatus !== "tlinkUp"
    if (isDown) {
      const detail = `AE Services has no link to ${this.#switchName} (${own?.tlinkStatus ?? systemStatus})`
      const news = this.#down === undefined ? "lost" : "nothing"
      this.#down ??= { sinceMs: this.#now(), detail }
      return news
    }
    const was = this.#down
    this.#down = undefined
    if (was !== undefined) return "back"
    return systemStatus === "messagesLost" ? "doubtful" : "nothing"
  }
}
