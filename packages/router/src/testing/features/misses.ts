import * as fc from "fast-check"
import { maybe, present } from "../basics.ts"
import type { Feature } from "./Feature.ts"

/** How many misses make not ready, and how long whom declined or missed is not asked again (SPEC OFFER-20, OFFER-21). */
export const misses: Feature = {
  name: "misses",
  queue: fc
    .record({
      onNoAnswer: fc.constant("stayReady" as const),
      missesToNotReady: maybe(fc.constantFrom(1, 2, 2)),
      excludeMs: maybe(fc.constantFrom(1, 700, 8_000)),
      offerMs: fc.constantFrom(700, 3_000)
    })
    .map((rule) => present(rule)) as NonNullable<Feature["queue"]>
}
