import * as fc from "fast-check"
import { agentNames } from "./basics.ts"
import type { Act, Move } from "./History.ts"

const soonAfter = fc.constantFrom(0, 1, 700)
const moveAt = (acts: fc.Arbitrary<Act>) =>
  fc
    .tuple(acts, fc.integer({ min: 1, max: 999 }), soonAfter)
    .map(([act, pick, ms]): Move => ({ act, pick, after: { ms } }))

/**
 * Many wait for nobody in particular before anybody is there, and their order is changed meanwhile: who comes then takes one after the
 * other, so that the whole order is seen. Among random moves hardly ever do more than two or three wait who compete.
 */
export const crowd: fc.Arbitrary<ReadonlyArray<Move>> = fc
  .tuple(
    fc.array(
      fc
        .tuple(fc.constantFrom("q1", "q2"), fc.option(fc.constantFrom(0, 1, 2), { nil: undefined }), soonAfter)
        .map(([queue, priority, ms]): Move => {
          const contact = { queue, channel: "chat" as const, ...(priority === undefined ? {} : { priority }) }
          return { act: { type: "Enqueue", contact }, pick: 1, after: { ms } }
        }),
      { minLength: 3, maxLength: 7, size: "max" }
    ),
    fc.array(
      moveAt(
        fc.oneof(
          {
            weight: 4,
            arbitrary: fc.constantFrom(0, 1, 2).map((data): Act => ({ type: "Feature", act: "Reprioritise", data }))
          },
          { weight: 1, arbitrary: fc.constantFrom<Act>({ type: "MarkUnreachable" }, { type: "MarkReachable" }) }
        )
      ),
      { maxLength: 5 }
    ),
    fc.shuffledSubarray(agentNames, { minLength: 1, maxLength: 3 })
  )
  .map(([come, change, names]) => [
    ...come,
    ...change,
    ...names.flatMap(
      (agent): ReadonlyArray<Move> => [
        {
          act: { type: "SignIn", agent, skills: { zh: 4, en: 4, loan: 4 }, capacity: { chat: 1 } },
          pick: 1,
          after: { ms: 0 }
        },
        { act: { type: "MakeReady" }, pick: 1, after: { ms: 1 } }
      ]
    )
  ])
