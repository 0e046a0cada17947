import * as fc from "fast-check"
import type { Preferred } from "../../Command.ts"
import { agentNames, maybe, present } from "../basics.ts"
import type { Feature } from "./Feature.ts"

const rung: fc.Arbitrary<Preferred> = fc
  .tuple(
    fc.constantFrom(...agentNames, "nobody"),
    fc.constantFrom(1, 700, 1_500, 6_000, 30_000),
    maybe(fc.record({ lastServedAtMs: fc.constantFrom(0, 5_000), maxAgeMs: fc.constantFrom(0, 3_000, 20_000) }))
  )
  .map(([agent, holdMs, age]) => ({ agent, holdMs, ...age }))

/** Preferred agents: a ladder of holds, with or without an end. */
export const holds: Feature = {
  name: "holds",
  enqueue: fc
    .record({
      preferred: fc.array(rung, { minLength: 1, maxLength: 3 }),
      preferredOnly: maybe(fc.constant(true as const))
    })
    .map(present) as NonNullable<Feature["enqueue"]>
}
