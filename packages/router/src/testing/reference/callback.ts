import type { DeflectionCause } from "../../Deflection.ts"
import type { Interval } from "../../Interval.ts"
import { gone, rescindAll } from "./acts.ts"
import type { Ledger } from "./Ledger.ts"
import { armLeaving } from "./steps.ts"
import { waitsAgain } from "./waited.ts"
import type { CallbackTerms, Contact } from "./world.ts"

/** The window that has begun or begins next; undefined = there is none. Without windows: from an instant on, for ever. */
export function windowAt({ windows, notBeforeMs }: CallbackTerms, nowMs: number): Interval | undefined {
  const asked = windows ?? [{ fromMs: 0, untilMs: Number.POSITIVE_INFINITY }]
  return asked
    .map(({ fromMs, untilMs }) => ({ fromMs: Math.max(fromMs, notBeforeMs), untilMs }))
    .find(({ fromMs, untilMs }) => fromMs < untilMs && nowMs < untilMs)
}

/** It takes nobody until its window begins; the alarm rings then. */
export function holdBack(ledger: Ledger, contact: Contact): void {
  contact.state = "unreachable"
  ring(ledger, contact)
}

function ring(ledger: Ledger, contact: Contact): void {
  const window = windowAt(contact.callback!, ledger.nowMs)
  ledger.silence("callback", contact.id)
  if (window === undefined) return
  const atMs = window.fromMs <= ledger.nowMs ? window.untilMs : window.fromMs
  if (atMs < Number.POSITIVE_INFINITY) ledger.alarm("callback", contact.id, atMs)
}

export function becomeCallback(
  ledger: Ledger,
  contact: Contact,
  terms: CallbackTerms,
  because: DeflectionCause | undefined
): void {
  const { windows, notBeforeMs, retries, gapMs } = terms
  contact.callback = terms
  ledger.say({
    type: "CallbackRequested",
    atMs: ledger.nowMs,
    contact: contact.id,
    ...(windows === undefined ? {} : { windows }),
    ...(notBeforeMs === 0 ? {} : { notBeforeMs }),
    retries,
    gapMs,
    ...(because === undefined ? {} : { because })
  })
  ledger.silence("waited", contact.id)
  holdBack(ledger, contact)
  armLeaving(ledger, contact)
  takeTurn(ledger, contact)
}

/** A callback that takes nobody competes from now on, if its window has begun; without a window ahead it is over. */
export function takeTurn(ledger: Ledger, contact: Contact): void {
  const names = { atMs: ledger.nowMs, contact: contact.id }
  const window = windowAt(contact.callback!, ledger.nowMs)
  if (window === undefined) {
    gone(ledger, contact)
    ledger.say({ type: "ContactDeflected", ...names, to: "end", because: "callbackExpired" })
  } else if (window.fromMs <= ledger.nowMs) {
    ledger.say({ type: "CallbackDue", ...names })
    ring(ledger, contact)
    waitsAgain(ledger, contact)
  }
}

/** A window begins or ends. */
export function windowTurns(ledger: Ledger, id: string): void {
  const contact = ledger.world.contacts.find((c) => c.id === id)!
  rescindAll(ledger, contact, "callback")
  const window = windowAt(contact.callback!, ledger.nowMs)
  const hasBegun = window !== undefined && window.fromMs <= ledger.nowMs
  if (window !== undefined && (contact.state === "waiting" || !hasBegun)) {
    const untilMs = Math.max(window.fromMs, ledger.nowMs)
    ledger.say({ type: "CallbackHeld", atMs: ledger.nowMs, contact: id, untilMs })
    holdBack(ledger, contact)
  }
  takeTurn(ledger, contact)
}
