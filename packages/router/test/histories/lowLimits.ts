import type { limits } from "../../src/engine/index/limits.ts"

/** With these a world of a few goes the way of one in which everybody asks for something of his own, always or after a while. */
export const lowLimits: ReadonlyArray<typeof limits> = [
  { rows: 0, members: 1_000, shelved: 0, asks: 1_000, remembered: 0, profiles: 0, bounded: 0 },
  { rows: 1, members: 2, shelved: 2, asks: 2, remembered: 2, profiles: 4, bounded: 2 },
  { rows: 64, members: 4, shelved: 128, asks: 4, remembered: 1_024, profiles: 32_768, bounded: 0 }
]
