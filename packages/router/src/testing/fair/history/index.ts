import type { HistoryLaw } from "../HistoryLaw.ts"
import { causality, duplicates, refused, replay, snapshots } from "./again.ts"
import { irrelevant } from "./guests.ts"
import { channels, later, offset, renamed } from "./moved.ts"
import { scaled } from "./scaled.ts"

/** Every law about the same history told otherwise. */
export const historyLaws: ReadonlyArray<HistoryLaw> = [
  replay,
  snapshots,
  causality,
  refused,
  duplicates,
  renamed,
  later,
  scaled,
  irrelevant,
  channels,
  offset
]
