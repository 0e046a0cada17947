import { whenComes, type WrapUpRule } from "../compile/WrapUp.ts"
import { emit, emitFact } from "../emit.ts"
import { Completion, Kind } from "../log/Rows.ts"
import { wrapUpSaid } from "../log/wrapUps.ts"
import type { State } from "../State.ts"
import { isAlone } from "./offers.ts"

/** Of the queue it was offered from, by the rules in force now (SPEC XFER-2). */
export const ruleOf = (s: State, e: number): WrapUpRule => s.queues[s.engagements.queue[e]!]!.wrapUp

/** What the agent goes into when his part is over: how long, and bits of `Completion`. */
export function wrapUpAfter(s: State, e: number): { readonly ms: number; readonly y: number } {
  const rule = ruleOf(s, e)
  const comes = whenComes(rule, s.engagements.channel[e]!)
  if (comes === "never" || (comes === "onRequest" && s.engagements.wantsWrapUp[e] === 0)) return { ms: 0, y: 0 }
  const y = (rule.ms < 0 ? Completion.WrapUpOpen : 0) | (rule.keepsCapacity ? 0 : Completion.WrapUpFree)
  return { ms: Math.max(0, rule.ms), y }
}

/** His part is over; the last to go completes the contact (SPEC XFER-14). */
export function finish(s: State, e: number): void {
  const { engagements } = s
  const contact = engagements.contact[e]!
  const agent = engagements.agent[e]!
  const { ms, y } = wrapUpAfter(s, e)
  if (isAlone(s, contact)) emit(s, Kind.Completed, contact, agent, e, ms, y, undefined)
  else {
    const names = { contact: s.contacts.idOf(contact), agent: s.agents.id[agent]! }
    emitFact(s, { type: "AgentLeft", atMs: s.nowMs, ...names, ...wrapUpSaid(s.nowMs, ms, y) })
  }
}
