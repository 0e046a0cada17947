import type { Attributes, Skills } from "../../Command.ts"
import { type State, Count } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { withField } from "../state/More.ts"

/** What a `SignedIn` row carries beside numbers. */
export interface SignedInSide {
  readonly id: string
  readonly skills: Skills
  readonly slots: ReadonlyArray<number>
  /** -1 = no limit. */
  readonly units: number
  readonly attributes?: Attributes | undefined
}

export function signIn(s: State, a: number, side: SignedInSide): void {
  const { agents } = s
  const counts = s.countsOf(a)
  if (agents.presence[a] === Presence.Named) s.welcome(a)
  agents.skills[a] = side.skills
  agents.capacityOf[a] = side.slots
  agents.units[a] = side.units
  agents.more[a] = withField(agents.more[a], "attributes", side.attributes)
  if (agents.crew[a]! >= 0) s.index.crews.leave(a)
  agents.profile[a] = s.index.profileFor(side.skills, side.slots, side.units, side.attributes)
  agents.occupancy[a] = s.index.profiles[agents.profile[a]!]!.occupancy.stateFor(counts)
  if (agents.presence[a]! <= Presence.SignedOut) {
    rest(s, a)
    present(s, a, Presence.NotReady, undefined)
  }
  s.touchedAgents.add(a)
}

export function present(s: State, a: number, presence: number, reason: string | undefined): void {
  const { agents } = s
  agents.presence[a] = presence
  agents.presenceSinceMs[a] = s.nowMs
  agents.reason[a] = reason
  replace(s, a)
}

/** The agent's state changed: his crew, if he stands in one, is not his any more. */
export function replace(s: State, a: number): void {
  if (s.agents.crew[a]! >= 0) s.place(a)
}

export function rest(s: State, a: number): void {
  s.agents.restedSinceMs[a] = s.nowMs
  s.agents.rest[a] = s.counts[Count.Rest]!++
}
