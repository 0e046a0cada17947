import { offersOf } from "../engagementOf.ts"
import { invariant } from "../invariant.ts"
import { countStaff } from "../staffLevel.ts"
import { type State, Count } from "../State.ts"
import { ContactState, I, Origin } from "../state/Contacts.ts"
import { Completion } from "../log/Rows.ts"
import { EngagementState } from "../state/Engagements.ts"
import { Due } from "../Timers.ts"
import { replace, rest } from "./agents.ts"
import { disarmWaited } from "./waited.ts"
import { pause, resume } from "./holds.ts"
import { armLeaving } from "./steps.ts"
import { drop, leaveLane, wait } from "./contacts.ts"

export function offer(s: State, c: number, a: number, e: number, offerMs: number): void {
  const { engagements } = s
  invariant(s.contacts.state(c) <= ContactState.Offered, "OFFER-1 only a contact that nobody serves is offered")
  // Before he is put into the crew that the offer makes his.
  s.agents.lastOffer[a] = s.counts[Count.Offer]!
  tie(s, c, a, e)
  engagements.timer[e] = s.timers.start(offerMs, Due.Offer, e)
  leaveLane(s, c)
  pause(s, c)
  s.moveTo(c, ContactState.Offered)
  disarmWaited(s, c)
  if (s.queues[s.contacts.queue[c]!]!.relaxation !== undefined) armLeaving(s, c)
  ringOn(s, c)
}

/** It rings, and at more agents if it may: it stands in a lane of those that do (SPEC OFFER-12). */
function ringOn(s: State, c: number): void {
  if (!s.wantsMore(c) || s.contacts.i[c * 16 + I.Lane]! >= 0) return
  s.contacts.i[c * 16 + I.Origin] = Origin.Ringing
  s.index.enterLane(s.contacts, c)
  s.touchedContacts.add(c)
  if (s.delays.isUsed) s.delays.arm(c, s.nowMs)
}

/** Ties the two by an offer, without a deadline so far, and takes the agent's room. */
function tie(s: State, c: number, a: number, e: number): void {
  const { engagements, agents, contacts } = s
  const channel = contacts.channel[c]!
  engagements.state[e] = EngagementState.Offered
  engagements.contact[e] = c
  engagements.agent[e] = a
  engagements.channel[e] = channel
  engagements.queue[e] = contacts.queue[c]!
  engagements.holds[e] = 1
  engagements.wantsWrapUp[e] = 0
  engagements.next[e] = agents.firstEngagement[a]!
  agents.firstEngagement[a] = e
  engagements.sequence[e] = s.counts[Count.Offer]!++
  engagements.madeAtMs[e] = s.nowMs
  engagements.acceptedAtMs[e] = engagements.completedAtMs[e] = -1
  engagements.timer[e] = -1
  agents.occupancy[a] = s.index.profiles[agents.profile[a]!]!.occupancy.take(agents.occupancy[a]!, channel)
  replace(s, a)
  engagements.nextOfContact[e] = contacts.i[c * 16 + I.FirstEngagement]!
  contacts.i[c * 16 + I.FirstEngagement] = e
}

/** He serves it without having been offered it: a colleague who was asked takes over or joins (SPEC XFER-12, XFER-13). */
export function serve(s: State, c: number, a: number): void {
  const e = s.engagements.take()
  tie(s, c, a, e)
  s.engagements.state[e] = EngagementState.Active
  s.engagements.acceptedAtMs[e] = s.nowMs
}

/** The contact is back at its place unless it rings elsewhere; returns how long the offer had been meant to stay open. */
export function endOffer(s: State, c: number, a: number, e: number): number {
  const { engagements } = s
  const offerMs = s.timers.dueAtMs(engagements.timer[e]!) - engagements.madeAtMs[e]!
  s.timers.clear(engagements.timer[e]!)
  endEngagement(s, a, e)
  if (offersOf(s, c) > 0) ringOn(s, c)
  else {
    leaveLane(s, c)
    wait(s, c, Origin.Returned)
    resume(s, c)
    if (s.queues[s.contacts.queue[c]!]!.relaxation !== undefined) armLeaving(s, c)
  }
  return offerMs
}

/** The contact is over. `y` holds bits of `Completion`. */
export function complete(s: State, c: number, a: number, e: number, wrapUpMs: number, y: number): void {
  endWork(s, a, e, wrapUpMs, y)
  drop(s, c)
}

/** The agent's part in it is over: his wrap-up begins, or he is free. */
export function endWork(s: State, a: number, e: number, wrapUpMs: number, y: number): void {
  const { engagements } = s
  const isOpen = (y & Completion.WrapUpOpen) !== 0
  if (wrapUpMs === 0 && !isOpen) {
    const held = engagements.holds[e] === 1
    endEngagement(s, a, e)
    if (held) rest(s, a)
    return
  }
  engagements.state[e] = EngagementState.WrapUp
  countStaff(s, a)
  engagements.completedAtMs[e] = s.nowMs
  if (!isOpen) engagements.timer[e] = s.timers.start(wrapUpMs, Due.WrapUp, e)
  if ((y & Completion.WrapUpFree) === 0) return
  free(s, a, e)
  rest(s, a)
}

/** Rest begins with the end of what took a slot (SPEC FAIR-2, WRAP-7). */
export function endWrapUp(s: State, c: number, a: number, e: number): void {
  const held = s.engagements.holds[e] === 1
  if (s.engagements.timer[e]! >= 0) s.timers.clear(s.engagements.timer[e]!)
  endEngagement(s, a, e)
  if (s.contacts.state(c) === ContactState.WrapUp) {
    if (s.contacts.i[c * 16 + I.FirstEngagement]! < 0) drop(s, c)
  } else if (s.contacts.isOpen(c)) {
    // It may go to him again.
    s.index.mark(s.contacts, c)
    s.touchedContacts.add(c)
  }
  if (held) rest(s, a)
}

/** Unties the two and gives the agent his room back. */
export function endEngagement(s: State, a: number, e: number): void {
  const { engagements, agents } = s
  unlinkOfContact(s, e)
  if (agents.firstEngagement[a] === e) agents.firstEngagement[a] = engagements.next[e]!
  else {
    let before = agents.firstEngagement[a]!
    while (engagements.next[before] !== e) before = engagements.next[before]!
    engagements.next[before] = engagements.next[e]!
  }
  free(s, a, e)
  if (engagements.state[e] === EngagementState.WrapUp) countStaff(s, a)
  engagements.state[e] = EngagementState.Over
  engagements.give(e)
}

/** Gives the agent the room back that this takes, if it takes any. */
export function free(s: State, a: number, e: number): void {
  const { engagements, agents } = s
  if (engagements.holds[e] === 0) return
  engagements.holds[e] = 0
  const automaton = s.index.profiles[agents.profile[a]!]!.occupancy
  agents.occupancy[a] = automaton.give(agents.occupancy[a]!, engagements.channel[e]!)
  // His crew is settled by match, which knows whether room is left; until then he stands in none.
  if (agents.crew[a]! >= 0) s.index.crews.leave(a)
  s.touchedAgents.add(a)
}

function unlinkOfContact(s: State, e: number): void {
  const { engagements, contacts } = s
  const at = engagements.contact[e]! * 16 + I.FirstEngagement
  if (contacts.i[at] === e) {
    contacts.i[at] = engagements.nextOfContact[e]!
    return
  }
  let before = contacts.i[at]!
  while (engagements.nextOfContact[before] !== e) before = engagements.nextOfContact[before]!
  engagements.nextOfContact[before] = engagements.nextOfContact[e]!
}
