import * as fc from "fast-check"
import type { QueueConfiguration } from "../../Configuration.ts"
import type { Reserves } from "../../Relaxation.ts"
import { maybe, queueNames } from "../basics.ts"
import type { Feature } from "./Feature.ts"

const few = fc.constantFrom(0, 0, 0, 1, 2)

const reserve: fc.Arbitrary<Reserves> = fc.tuple(few, few, maybe(fc.tuple(few, few))).map(([closesAt, above, more]) => {
  const first = { opensAt: closesAt + 1 + above, closesAt }
  if (more === undefined) return first
  const closesLater = closesAt + more[0]
  return { ...first, second: { closesAt: closesLater, opensAt: Math.max(first.opensAt, closesLater + 1) + more[1] } }
})

/** Agents who are only the reserve of a queue, and when they join. */
export const reserves: Feature = {
  name: "reserves",
  queue: fc.record({ reserve }) as fc.Arbitrary<Partial<QueueConfiguration>>,
  signIn: fc.record({
    reserveFor: fc.dictionary(
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...queueNames) },
        { weight: 1, arbitrary: fc.constant("nowhere") }
      ),
      fc.constantFrom(1 as const, 1 as const, 2 as const),
      { maxKeys: 3, noNullPrototype: true }
    )
  })
}
