import * as fc from "fast-check"
import { act, arrivalOf, configuration, moveOf, signIn } from "./basics.ts"
import type { History, Move } from "./History.ts"

export { configuration, needs } from "./basics.ts"

/** One move of the common rules. */
export const move: fc.Arbitrary<Move> = moveOf(act)

/** Begins with a few people at work, so that most of what follows can be done. */
export const history = (maxMoves = 100): fc.Arbitrary<History> =>
  fc
    .tuple(
      configuration,
      fc.array(arrivalOf(signIn), { maxLength: 4 }),
      fc.array(move, { maxLength: maxMoves, size: "max" })
    )
    .map(([rules, arrivals, moves]) => ({ configuration: rules, moves: [...arrivals.flat(), ...moves] }))
