import * as fc from "fast-check"
import type { Ageing, QueueConfiguration } from "../../Configuration.ts"
import { maybe, present } from "../basics.ts"
import type { Feature } from "./Feature.ts"

/** Curves that cross within the seconds a history takes. */
const ageing: fc.Arbitrary<Ageing> = fc.oneof(
  fc.constantFrom(0, 1, 4, 9).map((perRootMinute): Ageing => ({ kind: "concave", perRootMinute })),
  fc.constantFrom(0, 1, 2).map((perObjective): Ageing => ({ kind: "objective", perObjective }))
)

/** Tiers, curves and the order among equal scores. */
export const ordering: Feature = {
  name: "ordering",
  queue: fc
    .record({
      tier: maybe(fc.constantFrom(-1, 0, 1)),
      order: maybe(fc.constantFrom("arrival", "breach", "breach", "newest", "newest")),
      ageing: maybe(ageing),
      serviceLevelMs: maybe(fc.constantFrom(1_000, 1_500, 3_000))
    })
    .map(present) as NonNullable<Feature["queue"]>,
  /** What ages is not served newest first. */
  mend: (configuration) => ({
    ...configuration,
    queues: Object.fromEntries(Object.entries(configuration.queues).map(([name, queue]) => [name, mended(queue)]))
  })
}

function mended(queue: QueueConfiguration): QueueConfiguration {
  if (queue.order !== "newest") return queue
  const { ageing: _, creditMs: __, ...rest } = queue
  return rest
}
