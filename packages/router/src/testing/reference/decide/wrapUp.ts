import type { EndWrapUp, ExtendWrapUp, RequestWrapUp } from "../../../Command.ts"
import { endWrapUp as wrapUpEnds, gone, rests } from "../acts.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import { endConsults, finish, isOnRequest, wrapUpOf } from "../work.ts"
import { pairOf } from "./offers.ts"

export function complete(ledger: Ledger, command: { contact: string; agent: string }): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, agent, tie } = pair
  if (tie?.state === "parked") {
    ledger.say({ type: "ContactCompleted", atMs: ledger.nowMs, contact: contact.id, agent: agent.id })
    contact.ties = contact.ties.filter((other) => other !== tie)
    gone(ledger, contact)
    if (!tie.isFree) rests(ledger, agent)
    return undefined
  }
  if (tie?.state !== "active") return "NotEngaged"
  endConsults(ledger, contact, agent.id)
  finish(ledger, contact, tie)
  return undefined
}

export function requestWrapUp(ledger: Ledger, command: RequestWrapUp): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, agent, tie } = pair
  if (tie?.state !== "active") return "NotEngaged"
  const rule = wrapUpOf(ledger, contact, tie)
  if (rule === undefined) return "NoWrapUp"
  if (!isOnRequest(rule) || tie.wantsWrapUp) return undefined
  tie.wantsWrapUp = true
  ledger.say({ type: "WrapUpRequested", atMs: ledger.nowMs, contact: contact.id, agent: agent.id })
  return undefined
}

export function extendWrapUp(ledger: Ledger, command: ExtendWrapUp): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, agent, tie } = pair
  if (tie?.state !== "wrap-up") return "NotInWrapUp"
  if (tie.wrapUpEndsAtMs === undefined) return "WrapUpNotExtendable"
  // By the rule of the queue, whatever channels it now names.
  const { wrapUp, wrapUpMs = 0 } = ledger.world.queues[tie.queue] ?? {}
  const ms = wrapUp === undefined ? wrapUpMs : (wrapUp.ms ?? wrapUp.maxMs)
  if (command.byMs !== undefined && command.byMs < 1) return "InvalidValue"
  const longestMs = wrapUp?.maxMs ?? ms
  if (ms === undefined || longestMs === undefined) return "WrapUpNotExtendable"
  const leftMs = tie.completedAtMs! + longestMs - tie.wrapUpEndsAtMs
  const byMs = command.byMs ?? wrapUp?.extendMs ?? ms
  if (leftMs <= 0 || byMs > leftMs) return "WrapUpNotExtendable"
  const endsAtMs = tie.wrapUpEndsAtMs + byMs
  tie.wrapUpEndsAtMs = endsAtMs
  tie.setAs = ledger.deadlinesEver++
  const names = { contact: contact.id, agent: agent.id }
  ledger.say({ type: "WrapUpExtended", atMs: ledger.nowMs, ...names, wrapUpEndsAtMs: endsAtMs })
  return undefined
}

export function endWrapUp(ledger: Ledger, command: EndWrapUp): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, tie } = pair
  if (tie?.state !== "wrap-up") return "NotInWrapUp"
  const isFixed = ledger.world.queues[tie.queue]?.wrapUp?.mode === "fixed"
  if (isFixed && tie.wrapUpEndsAtMs !== undefined) return "WrapUpFixed"
  wrapUpEnds(ledger, contact, tie, "agent")
  return undefined
}
