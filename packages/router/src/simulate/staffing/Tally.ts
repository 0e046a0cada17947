import type { ServiceLevels } from "../../measures/ratios.ts"
import type { Fate } from "../Fate.ts"

/** Contacts of one interval, counted as SPEC MEAS-2 to MEAS-4 count them; who never ends or is turned away counts as not in time. */
export class Tally {
  offered = 0
  served = 0
  inTime = 0
  abandoned = 0
  abandonedInTime = 0
  shortAbandons = 0
  unserved = 0
  waitMs = 0

  count({ outcome, arrivedAtMs, endedAtMs }: Fate, serviceLevelMs: number): void {
    this.offered++
    const waitMs = endedAtMs - arrivedAtMs
    if (outcome === "served") {
      this.served++
      this.waitMs += waitMs
      if (waitMs <= serviceLevelMs) this.inTime++
    } else if (outcome === "abandoned") {
      this.abandoned++
      if (waitMs <= serviceLevelMs) this.abandonedInTime++
      if (waitMs <= shortAbandonMs) this.shortAbandons++
    } else if (outcome !== "deflected") this.unserved++
  }

  add(other: Tally): void {
    for (const field of fields) this[field] += other[field]
  }

  /** Part and whole of the service level by this formula. */
  level(formula: keyof ServiceLevels): readonly [part: number, whole: number] {
    const { served, inTime, abandoned, abandonedInTime, shortAbandons, unserved } = this
    const all = served + abandoned + unserved
    switch (formula) {
      case "ofAnswered":
        return [inTime, served + unserved]
      case "ofAll":
        return [inTime, all]
      case "withoutShortAbandons":
        return [inTime, all - shortAbandons]
      case "abandonedInTimeAsServed":
        return [inTime + abandonedInTime, all]
    }
  }
}

const shortAbandonMs = 5_000
const fields = [
  "offered",
  "served",
  "inTime",
  "abandoned",
  "abandonedInTime",
  "shortAbandons",
  "unserved",
  "waitMs"
] as const
