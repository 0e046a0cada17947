import { decayed, decayParts, halve } from "./decay.ts"

/** How many leave a queue, one after the other, within a time: the more there are, the faster they leave. */
export interface Departures {
  /** Rate at which the last one leaves. */
  readonly slowest: number
  /** What every further one adds to the rate. */
  readonly each: number
}

/**
 * Sum over m >= 0 of P(exactly m left within `time`) x `valueOf(m)`, for values in [0, 1] that do not grow (`until` = where they are
 * zero from) or do not shrink (`until` = Infinity). That number is negative binomial (Poisson where `each` is zero):
 * p(0) = e^-(slowest time), p(m+1) / p(m) = (slowest + m each) / (m + 1) x (1 - e^-(each time)) / each. Weights are carried with
 * their own power of two, as the first is often too small for a number.
 */
export function expectedOver(
  { slowest, each }: Departures,
  time: number,
  until: number,
  valueOf: (left: number) => number
): number {
  const pace = each === 0 ? time : decayed(each * time) / each
  const first = decayParts(slowest * time)
  let weight = first.mantissa
  let { halvings } = first
  let sum = 0
  for (let m = 0; m < until; m++) {
    const part = weight * valueOf(m)
    sum += part
    const next = (pace * (slowest + m * each)) / (m + 1)
    // Beyond the peak, and what comes adds nothing any more.
    if (next < 1 && weight <= sum * negligible * (1 - next)) break
    weight *= next
    if (weight > large || sum > large) {
      weight /= large
      sum /= large
      halvings -= 96
    }
  }
  return halve(sum, halvings)
}

/** 2^96. */
const large = 79_228_162_514_264_337_593_543_950_336
const negligible = 1e-20
