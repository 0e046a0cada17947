import type { RouterEvent } from "../../Event.ts"
import type { Ledger } from "./Ledger.ts"
import { type Contact, excludeOneAnother } from "./world.ts"

type Because = Extract<RouterEvent, { type: "HoldEnded" }>["because"]

/** The first preferred agent from rung `from` on who is to be had (SPEC HOLD-4, 5). */
export function climb(ledger: Ledger, contact: Contact, from: number): void {
  const { nowMs, world } = ledger
  const { preferred = [], preferredOnly = false } = contact
  for (let rung = from; rung <= preferred.length; rung++) {
    const { agent, holdMs, lastServedAtMs = 0, maxAgeMs } = preferred[rung - 1]!
    const known = world.agents.find(({ id }) => id === agent)
    const isThere = known !== undefined && known.presence !== "signed-out" && !excludeOneAnother(contact, known)
    const isRecent = maxAgeMs === undefined || nowMs - lastServedAtMs <= maxAgeMs
    const isLast = preferredOnly && rung === preferred.length
    if (!isLast && !(isThere && isRecent)) continue
    const until = isLast ? {} : { untilMs: nowMs + holdMs }
    contact.hold = { agent, rung, ...until }
    const names = { contact: contact.id, agent }
    ledger.say({ type: "HoldBegan", atMs: nowMs, ...names, ...until, rung, because: "preferred" })
    if (!isLast) ledger.alarm("holding", contact.id, nowMs + holdMs)
    return
  }
}

export function endHold(ledger: Ledger, contact: Contact, because: Because): void {
  const { hold } = contact
  if (hold?.untilMs === undefined) return
  delete contact.hold
  ledger.silence("holding", contact.id)
  ledger.say({ type: "HoldEnded", atMs: ledger.nowMs, contact: contact.id, agent: hold.agent, because })
  if (hold.rung !== undefined) climb(ledger, contact, hold.rung + 1)
}

export function endHoldFor(ledger: Ledger, contact: Contact, agent: { readonly id: string }, because: Because): void {
  if (contact.hold?.agent === agent.id) endHold(ledger, contact, because)
}

/** Somebody serves it. */
export function forgetPreferred(ledger: Ledger, contact: Contact): void {
  delete contact.hold
  for (const name of ["holding", "relaxing", "leaving"]) ledger.silence(name, contact.id)
}

/** It is given to one agent first, for so long or without end. */
export function beginHold(
  ledger: Ledger,
  contact: Contact,
  agent: string,
  because: "transfer" | "consult",
  holdMs?: number
) {
  const until = holdMs === undefined ? {} : { untilMs: ledger.nowMs + holdMs }
  contact.hold = { agent, ...until }
  ledger.say({ type: "HoldBegan", atMs: ledger.nowMs, contact: contact.id, agent, ...until, because })
  if (holdMs !== undefined) ledger.alarm("holding", contact.id, ledger.nowMs + holdMs)
}
