/** Mean and variance of a wait that is a sum of exponential stages, milliseconds. */
export interface Stages {
  readonly mean: number
  readonly variance: number
}

/**
 * One stage for each time an agent must become free: agents do so at rate `mu`, and those ahead leave at rates `thetas`, in the order in
 * which they are to be taken; of them the first `ahead`. With equal thetas and one pool this is the exact law of M/M/n and M/M/n+M (Ibrahim and Whitt 2009: QL, QLa).
 */
export function stages(
  mu: number,
  completions: number,
  thetas: ReadonlyArray<number>,
  ahead = thetas.length
): Stages & { readonly leaving: number } {
  let mean = 0
  let variance = 0
  let leaving = 0
  for (let at = 0; at < completions; at++) {
    const stage = 1 / (mu + leaving)
    mean += stage
    variance += stage * stage
    if (at < ahead) leaving += thetas[ahead - 1 - at]!
  }
  return { mean, variance, leaving }
}

/** Standard normal quantiles. */
export const z = { p50: 0, p80: 0.841_621_233_572_914 } as const

/** The quantile of a gamma law of this mean and variance (Wilson and Hilferty 1931); never below 0. */
export function quantile({ mean, variance }: Stages, normal: number): number {
  if (mean <= 0) return 0
  const nineShapes = (9 * mean * mean) / variance
  const root = 1 - 1 / nineShapes + normal / Math.sqrt(nineShapes)
  return root <= 0 ? 0 : mean * root * root * root
}

/** e to the power of `x`, 0 to 2.3, within a thousandth: of + and * alone, so that it is the same everywhere. */
export function exponential(x: number): number {
  let power = 1 + x / 4096
  for (let doubling = 0; doubling < 12; doubling++) power *= power
  return power
}
