import type { Complete, EndWrapUp, ExtendWrapUp, RequestWrapUp } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { isWhole } from "../compile/check.ts"
import { whenComes } from "../compile/WrapUp.ts"
import { emit, emitFact } from "../emit.ts"
import { Kind } from "../log/Rows.ts"
import { refuse } from "../refuse.ts"
import type { State } from "../State.ts"
import { EngagementState } from "../state/Engagements.ts"
import { endConsults } from "./endConsults.ts"
import { finish, ruleOf } from "./finish.ts"
import { engagement } from "./offers.ts"

export function complete(s: State, command: Complete): Refusal | undefined {
  const e = engagement(s, command)
  return typeof e === "number" ? completeWork(s, e) : e
}

export function completeWork(s: State, e: number): Refusal | undefined {
  const { state, contact, agent } = s.engagements
  // What is parked ends without a wrap-up: nobody has it in hand, and none may push him over his capacity (SPEC PARK-4).
  if (state[e] === EngagementState.Parked) {
    emit(s, Kind.Completed, contact[e]!, agent[e]!, e, 0, 0, undefined)
    return undefined
  }
  if (state[e] !== EngagementState.Active)
    return refuse("NotEngaged", `${agentOf(s, e)} does not serve ${contactOf(s, e)}`, "contact")
  endConsults(s, contact[e]!, agentOf(s, e))
  finish(s, e)
  return undefined
}

/** Where one comes anyway there is nothing to ask for; asking twice is asking once (SPEC WRAP-4). */
export function requestWrapUp(s: State, command: RequestWrapUp): Refusal | undefined {
  const e = engagement(s, command)
  if (typeof e !== "number") return e
  const { contact, agent } = command
  if (s.engagements.state[e] !== EngagementState.Active)
    return refuse("NotEngaged", `${agent} does not serve ${contact}: ask while he does`, "contact")
  const comes = whenComes(ruleOf(s, e), s.engagements.channel[e]!)
  if (comes === "never") {
    const queue = s.queueName[s.engagements.queue[e]!]
    return refuse("NoWrapUp", `queue ${queue} has no wrap-up for it: set its mode to optional or requested`, "contact")
  }
  if (comes === "always" || s.engagements.wantsWrapUp[e] === 1) return undefined
  emitFact(s, { type: "WrapUpRequested", atMs: s.nowMs, contact, agent })
  return undefined
}

/** By the rules in force now: the longest is counted from completion (SPEC WRAP-5). */
export function extendWrapUp(s: State, command: ExtendWrapUp): Refusal | undefined {
  const e = inWrapUp(s, command)
  if (typeof e !== "number") return e
  const { contact, agent, byMs = ruleOf(s, e).extendMs } = command
  const timer = s.engagements.timer[e]!
  if (timer < 0) return refuse("WrapUpNotExtendable", "it has no end to put off: end it when it is done", "contact")
  if (command.byMs !== undefined && !isWhole(byMs, 1, 2_592_000_000))
    return refuse("InvalidValue", "byMs must be a whole number of milliseconds from 1 to 30 days", "byMs")
  const wrapUpEndsAtMs = s.timers.dueAtMs(timer) + byMs
  const left = s.engagements.completedAtMs[e]! + ruleOf(s, e).maxMs - s.timers.dueAtMs(timer)
  if (left <= 0 || byMs > left) {
    const most = `the queue's maxMs leaves ${Math.max(0, left)} ms more`
    return refuse("WrapUpNotExtendable", `${byMs} ms are too many: ${most}`, "byMs")
  }
  emitFact(s, { type: "WrapUpExtended", atMs: s.nowMs, contact, agent, wrapUpEndsAtMs })
  return undefined
}

export function endWrapUp(s: State, command: EndWrapUp): Refusal | undefined {
  const e = engagement(s, command)
  return typeof e === "number" ? endWrapUpOf(s, e) : notInWrapUp(e)
}

export function endWrapUpOf(s: State, e: number): Refusal | undefined {
  const refusal = noWrapUp(s, e)
  if (refusal !== undefined) return refusal
  const timer = s.engagements.timer[e]!
  if (ruleOf(s, e).mode === "fixed" && timer >= 0) {
    const left = Math.ceil((s.timers.dueAtMs(timer) - s.nowMs) / 1000)
    return refuse("WrapUpFixed", `this wrap-up ends by time alone, in ${left} s: wait for it`, "contact")
  }
  emit(s, Kind.WrapUpEnded, s.engagements.contact[e]!, s.engagements.agent[e]!, e, 0, 0, undefined)
  return undefined
}

function inWrapUp(s: State, command: ExtendWrapUp): number | Refusal {
  const e = engagement(s, command)
  return typeof e === "number" ? (noWrapUp(s, e) ?? e) : notInWrapUp(e)
}

/** Who has nothing of a contact has no wrap-up of it either. */
export const notInWrapUp = (refusal: Refusal): Refusal =>
  refusal.reason === "NotEngaged" ? { ...refusal, reason: "NotInWrapUp" } : refusal

function noWrapUp(s: State, e: number): Refusal | undefined {
  if (s.engagements.state[e] === EngagementState.WrapUp) return undefined
  return refuse("NotInWrapUp", `${agentOf(s, e)} has no wrap-up of ${contactOf(s, e)} to end`, "contact")
}

const contactOf = (s: State, e: number): string => s.contacts.idOf(s.engagements.contact[e]!)
const agentOf = (s: State, e: number): string => s.agents.id[s.engagements.agent[e]!]!
