import * as fc from "fast-check"
import { maybe, present, queueNames } from "../basics.ts"
import type { Feature } from "./Feature.ts"

const perQueue = (value: fc.Arbitrary<number>) =>
  fc.dictionary(fc.constantFrom(...queueNames), value, { minKeys: 1, noNullPrototype: true })

/** What agents want of queues: preference, delay, and how their contacts are shared out. */
export const wishes: Feature = {
  name: "wishes",
  signIn: fc
    .record({
      prefers: maybe(perQueue(fc.constantFrom(-2, -1, 0, 1, 2))),
      delays: maybe(perQueue(fc.constantFrom(0, 1, 700, 1_500, 4_000))),
      allocation: maybe(
        fc.constantFrom<Readonly<Record<string, number>>>(
          { q1: 50, q2: 50 },
          { q1: 70, q2: 30 },
          { q1: 20, q2: 30, q3: 50 },
          { q1: 0, q3: 100 },
          { q1: 60, q2: 60 },
          {}
        )
      )
    })
    .map(present) as NonNullable<Feature["signIn"]>
}
