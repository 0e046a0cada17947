import { whenComes, type WrapUpRule } from "../compile/WrapUp.ts"
import { emit, emitFact } from "../emit.ts"
import { Completion, Kind } from "../log/Rows.ts"
import { wrapUpSaid } from "../log/wrapUps.ts"
import type { State } from "../State.ts"
import { isAlone } from "./offers.ts"

/** Of the queue it was offered from, by the rules in force now (SPEC XFER-2). */
export const ruleOf = (s: State, e: number): WrapUpRule => s.queues[s.engagements.queue[e]!]!.wrapUp

/** What the agent goes into when his part is over: how long, and bits of `Completion`. */
export const wrapUpAfter = (s: State, e: number): { readonly ms: number; readonly y: number } => ({
  ms: wrapUpMsAfter(s, e),
  y: wrapUpBitsAfter(s, e)
})

function wrapUpMsAfter(s: State, e: number): number {
  return comesAfter(s, e) ? Math.max(0, ruleOf(s, e).ms) : 0
}

function wrapUpBitsAfter(s: State, e: number): number {
  if (!comesAfter(s, e)) return 0
  const rule = ruleOf(s, e)
  return (rule.ms < 0 ? Completion.WrapUpOpen : 0) | (rule.keepsCapacity ? 0 : Completion.WrapUpFree)
}

function comesAfter(s: State, e: number): boolean {
  const comes = whenComes(ruleOf(s, e), s.engagements.channel[e]!)
  return comes === "always" || (comes === "onRequest" && s.engagements.wantsWrapUp[e] === 1)
}

/** His part is over; the last to go completes the contact (SPEC XFER-14). */
export function finish(s: State, e: number): void {
  const { engagements } = s
  const contact = engagements.contact[e]!
  const agent = engagements.agent[e]!
  if (isAlone(s, contact))
    emit(s, Kind.Completed, contact, agent, e, wrapUpMsAfter(s, e), wrapUpBitsAfter(s, e), undefined)
  else {
    const { ms, y } = wrapUpAfter(s, e)
    const names = { contact: s.contacts.idOf(contact), agent: s.agents.id[agent]! }
    emitFact(s, { type: "AgentLeft", atMs: s.nowMs, ...names, ...wrapUpSaid(s.nowMs, ms, y) })
  }
}
