import type { Law } from "../Law.ts"
import type { Draws, Purpose } from "./Draws.ts"
import { exp } from "./exp.ts"
import { ln } from "./ln.ts"
import { normalQuantile } from "./normalQuantile.ts"

/**
 * What the law gives for this contact and purpose, by inversion, in whole milliseconds; infinity = never. By inversion: so a contact of
 * long handle time has one under every law of the kind, which is what makes two plans comparable.
 */
export function duration(law: Law, draws: Draws, ordinal: number, purpose: Purpose, turn = 0): number {
  return Math.round(exact(law, draws, ordinal, purpose, turn))
}

function exact(law: Law, draws: Draws, ordinal: number, purpose: Purpose, turn: number): number {
  switch (law.kind) {
    case "exponential":
      return -ln(draws.uniform(ordinal, purpose, turn)) * law.meanMs
    case "lognormal": {
      const { meanMs, sdMs } = law
      if (meanMs === 0) return 0
      const variance = ln(1 + (sdMs / meanMs) * (sdMs / meanMs))
      const mean = ln(meanMs) - variance / 2
      return exp(mean + Math.sqrt(variance) * normalQuantile(draws.uniform(ordinal, purpose, turn)))
    }
    case "erlang": {
      let sum = 0
      for (let phase = 0; phase < law.shape; phase++) sum -= ln(draws.uniform(ordinal, purpose, turn * 1_000 + phase))
      return (sum * law.meanMs) / law.shape
    }
    case "constant":
      return law.ms
    case "recorded":
      return law.valuesMs[Math.floor(draws.uniform(ordinal, purpose, turn) * law.valuesMs.length)]!
    case "never":
      return Number.POSITIVE_INFINITY
  }
}

/** The mean of a law; infinity for never. */
export function meanMs(law: Law): number {
  switch (law.kind) {
    case "constant":
      return law.ms
    case "recorded":
      return law.valuesMs.reduce((sum, value) => sum + value, 0) / law.valuesMs.length
    case "never":
      return Number.POSITIVE_INFINITY
    default:
      return law.meanMs
  }
}
