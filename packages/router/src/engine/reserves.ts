import { emitFact } from "./emit.ts"
import { opens } from "./evolve/reserves.ts"
import { invariant } from "./invariant.ts"
import type { State } from "./State.ts"
import { ContactState } from "./state/Contacts.ts"

/**
 * After everything is matched: the reserve of a queue joins where too many still wait, and leaves where few enough do (SPEC RES-2). Says
 * whether somebody joined, and may take something. It ends: while reserves turn, matching only takes contacts from the waiting, so a
 * level that closed has no more waiting than `closesAt`, which is less than `opensAt`, and does not open again.
 */
export function turnReserves(s: State): boolean {
  let joined = false
  for (const queue of s.reserveQueues) {
    const name = s.queueName[queue]!
    const levels = s.queues[queue]!.reserve
    const waiting = s.census[queue * 8 + ContactState.Waiting]!
    while (s.reserveOpen[queue]! < levels.length && waiting >= levels[s.reserveOpen[queue]!]!.opensAt) {
      const level = (s.reserveOpen[queue]! + 1) as 1 | 2
      emitFact(s, { type: "ReserveOpened", atMs: s.nowMs, queue: name, level })
      invariant(opens(s, queue) === level, "RES-2 the event opens the level")
      joined = true
    }
    while (s.reserveOpen[queue]! > 0 && waiting <= levels[s.reserveOpen[queue]! - 1]!.closesAt) {
      const level = s.reserveOpen[queue]! as 1 | 2
      emitFact(s, { type: "ReserveClosed", atMs: s.nowMs, queue: name, level })
    }
  }
  return joined
}
