import type { Complete, EndWrapUp, ExtendWrapUp, RequestWrapUp } from "../../../Command.ts"
import type { WrapUp } from "../../../Configuration.ts"
import { endWrapUp as wrapUpEnds, gone, rests } from "../acts.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import type { Contact } from "../world.ts"
import { pairOf } from "./offers.ts"

/** The wrap-up of contacts of this queue and channel by the rules in force; undefined = none. */
function wrapUpOf(ledger: Ledger, { queue, channel }: Contact): WrapUp | undefined {
  const { wrapUp, wrapUpMs = 0 } = ledger.world.queues[queue] ?? {}
  const rule: WrapUp = wrapUp ?? (wrapUpMs > 0 ? { mode: "timed", ms: wrapUpMs } : { mode: "none" })
  return rule.mode === "none" || rule.channels?.includes(channel) === false ? undefined : rule
}

const isOnRequest = ({ mode }: WrapUp) => mode === "optional" || mode === "requested"

export function complete(ledger: Ledger, command: Complete): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, agent, tie } = pair
  if (tie?.state !== "active" && tie?.state !== "parked") return "NotEngaged"
  const { nowMs } = ledger
  const said = { type: "ContactCompleted" as const, atMs: nowMs, contact: contact.id, agent: agent.id }
  const rule = tie.state === "parked" ? undefined : wrapUpOf(ledger, contact)
  if (rule === undefined || (isOnRequest(rule) && !tie.wantsWrapUp)) {
    ledger.say(said)
    gone(ledger, contact)
    if (!tie.isFree) rests(ledger, agent)
    return undefined
  }
  const ms = rule.ms ?? rule.maxMs
  const free = rule.keepsCapacity === false ? { wrapUpFree: true as const } : {}
  ledger.say({ ...said, ...(ms === undefined ? { wrapUpOpen: true } : { wrapUpEndsAtMs: nowMs + ms }), ...free })
  contact.state = "wrap-up"
  tie.state = "wrap-up"
  tie.completedAtMs = nowMs
  if (ms !== undefined) {
    tie.wrapUpEndsAtMs = nowMs + ms
    tie.setAs = ledger.deadlinesEver++
  }
  if (rule.keepsCapacity === false) {
    tie.isFree = true
    rests(ledger, agent)
  }
  return undefined
}

export function requestWrapUp(ledger: Ledger, command: RequestWrapUp): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, agent, tie } = pair
  if (tie?.state !== "active") return "NotEngaged"
  const rule = wrapUpOf(ledger, contact)
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
  const { wrapUp, wrapUpMs = 0 } = ledger.world.queues[contact.queue] ?? {}
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
  const isFixed = ledger.world.queues[contact.queue]?.wrapUp?.mode === "fixed"
  if (isFixed && tie.wrapUpEndsAtMs !== undefined) return "WrapUpFixed"
  wrapUpEnds(ledger, contact, tie, "agent")
  return undefined
}
