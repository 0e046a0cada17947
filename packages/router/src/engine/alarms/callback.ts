import { takeTurn } from "../callback/take.ts"
import { isTooLate, turnOf } from "../callback/turn.ts"
import { rescindOffers } from "../rescind.ts"
import { emitFact } from "../emit.ts"
import { Because } from "../log/Rows.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"

/** A window begins or ends; what rings when it ends is taken back first (SPEC QUEUE-30). */
export function windowTurns(s: State, c: number): void {
  rescindOffers(s, c, Because.Callback)
  const atMs = s.nowMs
  const turn = turnOf(s.contacts.more[c]!.callback!, atMs)
  const competes = s.contacts.state(c) === ContactState.Waiting
  // Told late, one window may be over and the next begun.
  if (!isTooLate(turn) && (competes || !turn.isDue)) {
    const untilMs = turn.isDue ? atMs : turn.changesAtMs!
    emitFact(s, { type: "CallbackHeld", atMs, contact: s.contacts.idOf(c), untilMs })
  }
  takeTurn(s, c)
}
