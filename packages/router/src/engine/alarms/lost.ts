import { notReady, rescindOffers } from "../decide/agents.ts"
import { endConsults } from "../decide/endConsults.ts"
import { isAlone } from "../decide/offers.ts"
import { emit, emitFact } from "../emit.ts"
import { endHoldsOf } from "../holds.ts"
import { Because, Completion, Kind } from "../log/Rows.ts"
import type { State } from "../State.ts"
import { EngagementState } from "../state/Engagements.ts"

/** He did not come back in time: what he has goes where its channel says, oldest first; he is signed out if nothing is left (SPEC PRES-3). */
export function leaseEnds(s: State, agent: number): void {
  const { engagements, agents } = s
  rescindOffers(s, agent, Because.AgentLost)
  const held: number[] = []
  for (let e = agents.firstEngagement[agent]!; e >= 0; e = engagements.next[e]!) held.push(e)
  held.sort((a, b) => engagements.sequence[a]! - engagements.sequence[b]!)
  for (const e of held) giveUp(s, agent, e)
  if (agents.firstEngagement[agent]! >= 0) return notReady(s, agent, "lost")
  emit(s, Kind.SignedOut, -1, agent, -1, 0, 0, undefined)
  endHoldsOf(s, agent, "signedOut")
}

function giveUp(s: State, agent: number, e: number): void {
  const contact = s.engagements.contact[e]!
  const isParked = s.engagements.state[e] === EngagementState.Parked
  // What ended with a consult that was about something else of his.
  if (s.engagements.state[e] === EngagementState.Over) return
  if (s.engagements.state[e] === EngagementState.WrapUp) {
    emit(s, Kind.WrapUpEnded, contact, agent, e, 0, 2, undefined)
    return
  }
  const policy = s.whenLost[s.engagements.channel[e]!]
  if (policy === "keep" || (policy === "queue" && isParked)) return
  endConsults(s, contact, s.agents.id[agent]!)
  if (!isParked && !isAlone(s, contact)) {
    const names = { contact: s.contacts.idOf(contact), agent: s.agents.id[agent]! }
    emitFact(s, { type: "AgentLeft", atMs: s.nowMs, ...names })
  } else if (policy === "complete") emit(s, Kind.Completed, contact, agent, e, 0, Completion.AgentLost, undefined)
  else {
    const names = { contact: s.contacts.idOf(contact), agent: s.agents.id[agent]! }
    emitFact(s, { type: "ContactRequeued", atMs: s.nowMs, ...names, because: "agentLost" })
  }
}
