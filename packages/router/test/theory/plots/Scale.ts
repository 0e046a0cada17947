import type { Picture } from "./Picture.ts"

/** The range of a panel's values, with round ends. */
export interface Scale {
  readonly ticks: ReadonlyArray<number>
  /** 0 at the lower end, 1 at the upper; outside, the nearer end. */
  readonly at: (value: number) => number
}

const inRange = (value: number): number => Math.min(1, Math.max(0, value))

export function scaleOf(kind: Picture["y"]["scale"], values: ReadonlyArray<number>): Scale {
  if (kind === "share") return linear(1)
  if (kind === "linear") return linear(Math.max(...values))
  const positive = values.filter((value) => value > 0)
  return ratio(Math.min(...positive), Math.max(...positive))
}

/** From zero, to the first multiple of 1, 2 or 5 above. */
function linear(most: number): Scale {
  const step = roundStep(most / 4)
  const count = Math.ceil(most / step - 1e-9)
  const top = count * step
  return {
    ticks: Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(6))),
    at: (value) => inRange(value / top)
  }
}

function roundStep(least: number): number {
  const decade = 10 ** Math.floor(Math.log10(least))
  return decade * ([1, 2, 5].find((times) => times * decade >= least * (1 - 1e-9)) ?? 10)
}

/** Every doubling takes as much space; the ends are 1, 2 or 5. */
function ratio(least: number, most: number): Scale {
  const steps = Array.from({ length: 3 * 16 }, (_, at) => [1, 2, 5][at % 3]! * 10 ** (Math.floor(at / 3) - 8))
  const from = steps.findLastIndex((step) => step <= least)
  const to = steps.findIndex((step) => step >= most)
  const range = steps.slice(Math.max(0, from), to < 0 ? undefined : to + 1)
  const isDecade = (step: number) => Math.abs(Math.log10(step) - Math.round(Math.log10(step))) < 1e-9
  const [bottom, top] = [Math.log(range[0]!), Math.log(range.at(-1)!)]
  const ticks = range.length > 5 ? range.filter(isDecade) : range
  return {
    ticks: ticks.map((tick) => Number(tick.toPrecision(1))),
    at: (value) => (value <= 0 ? 0 : inRange((Math.log(value) - bottom) / (top - bottom)))
  }
}
