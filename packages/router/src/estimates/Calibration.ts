import type { Backtest } from "./Estimate.ts"
import { exponential } from "./formula.ts"

/** What was announced to a contact when it came. */
export interface Announced {
  readonly queue: string
  readonly atMs: number
  readonly meanMs: number
  readonly p50Ms: number
  readonly p80Ms: number
}

/** Counts of one queue. Weights: see `weight`. */
export interface Tally {
  announced: number
  answered: number
  left: number
  weight: number
  error: number
  absoluteError: number
  decided50: number
  within50: number
  decided80: number
  within80: number
  factor50: number
  factor80: number
}

const rate = 0.05
const most = 2.3
const least = 0.1
const greatest = 10

/**
 * Keeps announced quantiles honest, and counts how honest they were, per queue. A factor on each quantile follows what happens: it grows
 * by `rate` x .8 (of the 80 %) when somebody waits longer and falls by `rate` x .2 when not, so that one of five waits longer whatever the
 * laws are (adaptive conformal inference, Gibbs and Candès 2021).
 *
 * Somebody who leaves before his time is up cannot be judged. Left out, they would flatter: whoever was about to wait long leaves more
 * often. So everybody who stayed until he was judged counts as many as stayed no longer on average: 1 / the share whose patience lasts so
 * long, with the patience learned (inverse probability of censoring weights).
 */
export class Calibration {
  private readonly tallies = new Map<string, Tally>()

  constructor(stored: ReadonlyArray<readonly [string, Tally]> = []) {
    for (const [queue, tally] of stored) this.tallies.set(queue, { ...tally })
  }

  factors(queue: string): { readonly p50: number; readonly p80: number } {
    const tally = this.tallies.get(queue)
    return { p50: tally?.factor50 ?? 1, p80: tally?.factor80 ?? 1 }
  }

  announce(queue: string): void {
    this.of(queue).announced++
  }

  /** The contact was answered, or left, after this wait; `theta`: how often one who waits leaves, per millisecond. */
  settle({ queue, meanMs, p50Ms, p80Ms }: Announced, waitMs: number, answered: boolean, theta: number): void {
    const tally = this.of(queue)
    if (answered) {
      const w = weight(theta, waitMs)
      tally.answered++
      tally.weight += w
      tally.error += w * (waitMs - meanMs)
      tally.absoluteError += w * Math.abs(waitMs - meanMs)
    } else tally.left++
    const within50 = waitMs <= p50Ms
    if (answered || !within50) {
      const w = weight(theta, Math.min(waitMs, p50Ms))
      tally.decided50 += w
      if (within50) tally.within50 += w
      tally.factor50 = moved(tally.factor50, w, within50 ? -0.5 : 0.5)
    }
    const within80 = waitMs <= p80Ms
    if (answered || !within80) {
      const w = weight(theta, Math.min(waitMs, p80Ms))
      tally.decided80 += w
      if (within80) tally.within80 += w
      tally.factor80 = moved(tally.factor80, w, within80 ? -0.2 : 0.8)
    }
  }

  /** Of one queue, or of all. */
  backtest(queue?: string): Backtest {
    const some =
      queue === undefined ? [...this.tallies.values()] : [this.tallies.get(queue)].filter((one) => one !== undefined)
    const sum = (of: keyof Tally) => some.reduce((total, tally) => total + tally[of], 0)
    const ratio = (of: keyof Tally, by: keyof Tally) => (sum(by) === 0 ? undefined : sum(of) / sum(by))
    return {
      announced: sum("announced"),
      answered: sum("answered"),
      left: sum("left"),
      meanErrorMs: ratio("error", "weight"),
      meanAbsoluteErrorMs: ratio("absoluteError", "weight"),
      p50Coverage: ratio("within50", "decided50"),
      p80Coverage: ratio("within80", "decided80")
    }
  }

  get stored(): ReadonlyArray<readonly [string, Tally]> {
    return [...this.tallies].map(([queue, tally]) => [queue, { ...tally }] as const)
  }

  get queues(): ReadonlyArray<string> {
    return [...this.tallies.keys()]
  }

  private of(queue: string): Tally {
    let tally = this.tallies.get(queue)
    if (tally === undefined) {
      tally = { ...nothing }
      this.tallies.set(queue, tally)
    }
    return tally
  }
}

const nothing: Readonly<Tally> = {
  announced: 0,
  answered: 0,
  left: 0,
  weight: 0,
  error: 0,
  absoluteError: 0,
  decided50: 0,
  within50: 0,
  decided80: 0,
  within80: 0,
  factor50: 1,
  factor80: 1
}

/** For how many one counts who was still there after so long: at most ten, so that one rare case does not decide. */
const weight = (theta: number, waitMs: number): number => exponential(Math.min(most, theta * waitMs))

const moved = (factor: number, w: number, by: number): number =>
  Math.min(greatest, Math.max(least, factor * (1 + rate * Math.min(w, 4) * by)))
