import type { Branch } from "../Branch.ts"
import { Days, together } from "./Days.ts"
import { shortfalls } from "./goals.ts"
import type { Counts, Setup } from "./Setup.ts"
import type { StaffingProgress } from "./StaffingPlan.ts"

/** More work than was allowed. */
export class StaffingLimitError extends Error {
  constructor(mostDays: number, done: number, of: number) {
    super(
      `More than ${mostDays} simulated days, and only ${done} of ${of} intervals are decided: give fewer days, longer intervals, narrower ranges of agents, or a higher mostDays`
    )
    this.name = "StaffingLimitError"
  }
}

/** By so much of what is asked one agent more must bring an interval nearer to it, to be of use. */
const helpful = 0.002
const busy = 0.9

/** What a staff came to in an interval, and in the one before it. */
interface Trial {
  readonly counts: Counts
  /** How far from what is asked, in both together; 0 = all is met. */
  readonly short: number
  readonly isMet: boolean
  /** Whether the one before is still met; true where it was not anyway. */
  readonly isMetBefore: boolean
  /** Whether its agents hardly rest, so that one more may seem of no use only because many more are. */
  readonly isBusy: boolean
  /** The days at the end of the interval. */
  readonly end: ReadonlyArray<Branch>
}

/**
 * Interval after interval, the least staff that meets what is asked; then, with the whole day known, whoever can be taken away is, until
 * nobody can. What happens from an interval on depends on the staff from there on alone: each trial begins from the days as they are then.
 */
export class Search {
  readonly counts: Counts[] = []
  /** By interval: whether it meets what is asked. */
  readonly met: boolean[] = []
  trials = 0
  private passed = 0
  private readonly setup: Setup
  private readonly tell: (progress: StaffingProgress) => void
  /** The days of all seeds where each interval begins. */
  private readonly at: ReadonlyArray<Branch>[]

  constructor(setup: Setup, tell: (progress: StaffingProgress) => void) {
    this.setup = setup
    this.tell = tell
    const days = new Days(setup)
    days.passTo(0)
    this.at = [days.branches()]
  }

  /** The work so far, in days. */
  get days(): number {
    return this.passed / this.setup.intervals
  }

  run(start: ReadonlyArray<Counts>): void {
    const { intervals } = this.setup
    for (let at = 0; at < intervals; at++) {
      const found = this.least(at, start[at]!)
      this.counts[at] = found.counts
      this.met[at] = found.isMet
      if (!found.isMetBefore) this.met[at - 1] = false
      this.at[at + 1] = found.end
      this.tell({ phase: "search", done: at + 1, of: intervals, days: this.days })
    }
    while (this.takeAway()) {}
  }

  /** Up from `start` until all is met, by the agent who helps most for his cost; then down, the dearest first. */
  private least(at: number, start: Counts): Trial {
    const { most, least, costs } = this.setup
    const tried = new Map<string, Trial>()
    const attempt = (counts: Counts) => {
      const key = counts.join()
      const known = tried.get(key) ?? this.attempt(at, counts)
      tried.set(key, known)
      return known
    }
    let best = attempt(start)
    while (best.short > 0) {
      const { short, isBusy } = best
      const more = best.counts.flatMap((count, g) => (count < most[at]![g]! ? [attempt(plus(best.counts, g, 1))] : []))
      const gain = (trial: Trial) => (short - trial.short) / costs[differs(best.counts, trial.counts)]!
      const next = more.length === 0 ? undefined : more.reduce((one, two) => (gain(two) > gain(one) ? two : one))
      if (next === undefined || (short - next.short < helpful && !isBusy)) break
      best = next
    }
    // Where nothing helps any more, whoever did not help goes again.
    const enough = best.short === 0 ? 0 : best.short + helpful
    for (const g of byCost(costs)) {
      while (best.counts[g]! > least[at]![g]!) {
        const fewer = attempt(plus(best.counts, g, -1))
        if (fewer.short > enough) break
        best = fewer
      }
    }
    return best
  }

  /** The interval with this staff, and, so that its last contacts settle, the next with as many. */
  private attempt(at: number, counts: Counts): Trial {
    const { goal, formula, most, least, intervals } = this.setup
    const days = new Days(this.setup, this.at[at])
    days.begin(at, counts)
    let before: ReturnType<typeof shortfalls> = []
    if (at > 0 && this.met[at - 1]) {
      days.settle(at - 1)
      before = shortfalls(goal, together(days.tally(at - 1), undefined), formula)
    }
    days.passTo(at + 1)
    const end = days.branches()
    const inHand = days.inHand(at)
    const occupancy = goal.occupancy === undefined ? undefined : inHand
    const next =
      at + 1 < intervals ? counts.map((n, g) => clamp(n, least[at + 1]![g]!, most[at + 1]![g]!)) : counts.map(() => 0)
    days.begin(at + 1, next)
    days.settle(at)
    const now = shortfalls(goal, together(days.tally(at), occupancy), formula)
    this.trials++
    this.count(1 + this.setup.settleMs / this.setup.intervalMs, at)
    const short = [...now, ...before].reduce((sum, { by }) => sum + Math.max(by, 1e-9), 0)
    return {
      counts,
      short,
      isMet: now.length === 0,
      isMetBefore: before.length === 0,
      isBusy: (inHand ?? 0) > busy,
      end
    }
  }

  /** Takes away whoever is too many, one after the other; whether anybody was. */
  private takeAway(): boolean {
    const { intervals, costs, least } = this.setup
    let any = false
    for (let at = 0; at < intervals; at++) {
      for (const g of byCost(costs)) {
        while (this.met[at] && this.counts[at]![g]! > least[at]![g]! && this.canDoWithout(at, g)) any = true
      }
      this.tell({ phase: "check", done: at + 1, of: intervals, days: this.days })
    }
    return any
  }

  /** The rest of the day with one agent fewer in one interval: taken away where all that was met still is. */
  private canDoWithout(from: number, g: number): boolean {
    const { intervals, goal, formula } = this.setup
    const counts = this.counts.map((each, at) => (at === from ? plus(each, g, -1) : each))
    const days = new Days(this.setup, this.at[from])
    const ends: ReadonlyArray<Branch>[] = []
    let occupancy: number | undefined
    this.trials++
    for (let at = from; at <= intervals; at++) {
      days.begin(at, at < intervals ? counts[at]! : counts[0]!.map(() => 0))
      if (at > 0) {
        days.settle(at - 1)
        const tally = together(days.tally(at - 1), at === from ? undefined : occupancy)
        if (this.met[at - 1] && shortfalls(goal, tally, formula).length > 0) return false
      }
      if (at === intervals) break
      this.count(1, from)
      days.passTo(at + 1)
      ends.push(days.branches())
      if (goal.occupancy !== undefined) occupancy = days.inHand(at)
    }
    this.counts.splice(0, intervals, ...counts)
    for (const [n, end] of ends.entries()) this.at[from + n + 1] = end
    return true
  }

  private count(intervals: number, at: number): void {
    const { seeds, mostDays } = this.setup
    this.passed += intervals * seeds.length
    if (this.days > mostDays) throw new StaffingLimitError(mostDays, at, this.setup.intervals)
  }
}

const plus = (counts: Counts, group: number, more: number): Counts =>
  counts.map((count, g) => (g === group ? count + more : count))
const differs = (one: Counts, other: Counts): number => one.findIndex((count, g) => count !== other[g])
const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value))
/** Groups, the dearest first, of equal ones the last first. */
const byCost = (costs: ReadonlyArray<number>): number[] =>
  costs.map((_, g) => g).sort((one, other) => costs[other]! - costs[one]! || other - one)
