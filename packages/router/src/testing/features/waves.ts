import * as fc from "fast-check"
import type { Feature } from "./Feature.ts"

/** Bounds within which some of the waves of a small centre stay, and some do not. */
export const waves: Feature = {
  name: "waves",
  configuration: fc
    .constantFrom(0, 2, 3, 4, 6, 9, 16, undefined)
    .map((maxPairs) => ({ wave: maxPairs === undefined ? {} : { maxPairs } }))
}
