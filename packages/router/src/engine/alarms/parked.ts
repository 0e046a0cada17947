import { emit, emitFact } from "../emit.ts"
import { leadingEngagement } from "../engagementOf.ts"
import { Completion, Kind } from "../log/Rows.ts"
import type { State } from "../State.ts"

/** It was parked for as long as its queue allows: it is over, or waits for anybody, as the queue says (SPEC PARK-3). */
export function parkingEnds(s: State, contact: number): void {
  const e = leadingEngagement(s, contact)
  const agent = s.engagements.agent[e]!
  if (s.queues[s.contacts.queue[contact]!]!.parking.atMax === "complete") {
    emit(s, Kind.Completed, contact, agent, e, 0, Completion.ByTime, undefined)
    return
  }
  const names = { contact: s.contacts.idOf(contact), agent: s.agents.id[agent]! }
  emitFact(s, { type: "ContactWoken", atMs: s.nowMs, ...names, because: "time" })
}
