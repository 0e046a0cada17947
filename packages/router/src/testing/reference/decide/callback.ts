import type { CallbackFailed, RequestCallback } from "../../../Command.ts"
import { gone, rescindAll, rests } from "../acts.ts"
import { becomeCallback, holdBack, takeTurn, windowAt } from "../callback.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import { armSteps, startSteps } from "../steps.ts"
import { endConsults } from "../work.ts"
import { activeTies, type CallbackTerms, tieOf } from "../world.ts"
import { notServed } from "./contacts.ts"
import { isInOrder } from "./scheduleQueue.ts"

export function requestCallback(ledger: Ledger, command: RequestCallback): Reason | undefined {
  const contact = notServed(ledger, command.contact)
  if (typeof contact === "string") return contact
  if (contact.consultOf !== undefined) return "ContactNotWaiting"
  const { windows, notBeforeMs = 0, retries = 0, gapMs = 300_000 } = command
  if (windows !== undefined && !isInOrder(windows)) return "InvalidValue"
  if (![notBeforeMs, retries, gapMs].every((n) => Number.isInteger(n) && n >= 0)) return "InvalidValue"
  const terms: CallbackTerms = { ...(windows === undefined ? {} : { windows }), notBeforeMs, retries, gapMs }
  if (windowAt(terms, ledger.nowMs) === undefined) return "InvalidValue"
  if (JSON.stringify(contact.callback) === JSON.stringify(terms)) return undefined
  rescindAll(ledger, contact, "callback")
  becomeCallback(ledger, contact, terms, undefined)
  return undefined
}

export function failCallback(ledger: Ledger, command: CallbackFailed): Reason | undefined {
  const contact = ledger.world.contacts.find((c) => c.id === command.contact)
  if (contact === undefined) return "ContactUnknown"
  const agent = ledger.world.agents.find((a) => a.id === command.agent)
  if (agent === undefined) return "AgentUnknown"
  const tie = tieOf(contact, agent)
  const { callback } = contact
  if (tie?.state !== "active" || callback === undefined) return "NotEngaged"
  if (activeTies(contact).length > 1) return "NotEngaged"
  endConsults(ledger, contact, undefined)
  const names = { atMs: ledger.nowMs, contact: contact.id }
  const retries = Math.max(0, callback.retries - 1)
  ledger.say({ type: "CallbackFailed", ...names, agent: agent.id, reason: command.reason, retries })
  contact.callback = { ...callback, retries, notBeforeMs: ledger.nowMs + callback.gapMs }
  contact.ties = contact.ties.filter((other) => other !== tie)
  holdBack(ledger, contact)
  startSteps(ledger, contact)
  armSteps(ledger, contact)
  rests(ledger, agent)
  if (callback.retries > 0) takeTurn(ledger, contact)
  else {
    gone(ledger, contact)
    ledger.say({ type: "ContactDeflected", ...names, to: "end", because: "callbackFailed" })
  }
  return undefined
}
