import type { RefusedCounts } from "@strowger/router/ports"

/** What the listener refused, by reason. */
export interface Refusals {
  readonly count: (reason: string) => void
  readonly counts: () => RefusedCounts
}

export const makeRefusals = (): Refusals => {
  const counts = new Map<string, number>()
  return {
    count: (reason) => void counts.set(reason, (counts.get(reason) ?? 0) + 1),
    counts: () => Object.fromEntries(counts)
  }
}
