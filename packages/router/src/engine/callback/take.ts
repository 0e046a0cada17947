import type { DeflectionCause } from "../../Deflection.ts"
import { emitFact } from "../emit.ts"
import type { State } from "../State.ts"
import type { CallbackTerms } from "../state/More.ts"
import { isTooLate, turnOf } from "./turn.ts"

/** A contact that waits or is unreachable becomes a callback by these terms. */
export function becomeCallback(s: State, c: number, terms: CallbackTerms, because: DeflectionCause | undefined): void {
  const { windows, notBeforeMs, retries, gapMs } = terms
  const said = {
    ...(windows === undefined ? {} : { windows }),
    ...(notBeforeMs === 0 ? {} : { notBeforeMs }),
    ...(because === undefined ? {} : { because })
  }
  const contact = s.contacts.idOf(c)
  emitFact(s, { type: "CallbackRequested", atMs: s.nowMs, contact, retries, gapMs, ...said })
  takeTurn(s, c)
}

/** A callback that takes nobody: it competes now, or its alarm will ring, or it is too late. */
export function takeTurn(s: State, c: number): void {
  const contact = s.contacts.idOf(c)
  const atMs = s.nowMs
  const turn = turnOf(s.contacts.more[c]!.callback!, atMs)
  if (turn.isDue) emitFact(s, { type: "CallbackDue", atMs, contact })
  else if (isTooLate(turn)) {
    emitFact(s, { type: "ContactDeflected", atMs, contact, to: "end", because: "callbackExpired" })
  }
}
