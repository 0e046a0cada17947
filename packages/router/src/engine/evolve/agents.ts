import type { Channel } from "../../Channel.ts"
import type { Attributes, Skills } from "../../Command.ts"
import { lost, skillsAlarm } from "../alarmKinds.ts"
import { nextChangeMs, type Terms } from "../compile/skillTerms.ts"
import { sameWishes, type Wishes } from "../compile/Wishes.ts"
import { countStaff } from "../staffLevel.ts"
import { type State, Count } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { type AgentMore, withField } from "../state/More.ts"
import { setVetoes } from "./vetoes.ts"

/** What a `SignedIn` row carries beside numbers. */
export interface SignedInSide extends Wishes {
  readonly id: string
  readonly skills: Skills
  readonly slots: ReadonlyArray<number>
  /** -1 = no limit. */
  readonly units: number
  readonly terms?: Terms | undefined
  readonly attributes?: Attributes | undefined
  readonly excludes?: ReadonlyArray<string> | undefined
  readonly reserveFor?: Readonly<Record<string, 1 | 2>> | undefined
  readonly autoAccept?: true | ReadonlyArray<Channel> | undefined
}

export function signIn(s: State, a: number, side: SignedInSide): void {
  const { agents } = s
  if (agents.presence[a] === Presence.Named) s.welcome(a)
  agents.skills[a] = side.skills
  agents.capacityOf[a] = side.slots
  agents.units[a] = side.units
  agents.more[a] = withField(agents.more[a], "attributes", side.attributes)
  agents.more[a] = withField(agents.more[a], "reserveFor", side.reserveFor)
  setWishes(s, a, side)
  setTerms(s, a, side.terms)
  if (side.excludes !== undefined || agents.more[a]?.excludes !== undefined) setVetoes(s, a, side.excludes)
  agents.more[a] = withField(agents.more[a], "autoAccept", side.autoAccept)
  settleProfile(s, a)
  if (agents.presence[a]! <= Presence.SignedOut) {
    rest(s, a)
    present(s, a, Presence.NotReady, undefined)
  }
}

/** What he had of another allocation counts no more (SPEC SCORE-11). */
function setWishes(s: State, a: number, { prefers, delays, allocation }: Wishes): void {
  let more = s.agents.more[a]
  if (!sameWishes({ allocation: more?.allocation }, { allocation })) {
    more = withField<AgentMore, "allocation">(more, "allocation", allocation)
    more = withField<AgentMore, "taken">(more, "taken", undefined)
  }
  more = withField<AgentMore, "prefers">(more, "prefers", prefers)
  s.agents.more[a] = withField<AgentMore, "delays">(more, "delays", delays)
}

/** What he offers is another: he stands in no crew until match has settled him. */
export function settleProfile(s: State, a: number): void {
  const { agents } = s
  if (agents.crew[a]! >= 0) s.index.crews.leave(a)
  const attributes = agents.more[a]?.attributes
  agents.profile[a] = s.index.profileFor(
    agents.skills[a]!,
    agents.capacityOf[a]!,
    agents.units[a]!,
    attributes,
    s.reserveOf(a),
    s.wishesOf(a)
  )
  s.countDelays(a)
  agents.occupancy[a] = s.index.profiles[agents.profile[a]!]!.occupancy.stateFor(s.countsOf(a))
  countStaff(s, a)
  s.touchedAgents.add(a)
}

/** What still begins or ends of his skills; the next of it is a deadline (SPEC SKILL-11). */
export function setTerms(s: State, a: number, terms: Terms | undefined): void {
  s.agents.more[a] = withField(s.agents.more[a], "terms", terms)
  if (terms === undefined) s.alarms.clear(skillsAlarm, a)
  else s.alarmAt(skillsAlarm, a, nextChangeMs(terms, s.nowMs))
}

/** What was still to come of his skills comes no more: he says them anew at the next sign-in. */
export function signOut(s: State, a: number): void {
  present(s, a, Presence.SignedOut, undefined)
  setTerms(s, a, undefined)
}

export function present(s: State, a: number, presence: number, reason: string | undefined): void {
  const { agents } = s
  if (agents.presence[a] === Presence.Lost) {
    s.alarms.clear(lost, a)
    agents.more[a] = withField(agents.more[a], "before", undefined)
  }
  agents.presence[a] = presence
  countStaff(s, a)
  agents.presenceSinceMs[a] = s.nowMs
  agents.reason[a] = reason
  s.countDelays(a)
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
