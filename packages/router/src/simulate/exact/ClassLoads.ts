import { erlangC } from "../erlang/erlangC.ts"

/**
 * What one stationary pool of equal agents meets: several classes that come at random (Poisson), whose handle times follow one law, and of
 * whom nobody leaves. Whom an agent has begun he finishes.
 */
export interface ClassLoads {
  /** Contacts of each class that come in an hour, on average. */
  readonly perHour: ReadonlyArray<number>
  /** Mean handle time, the same for all, in milliseconds. */
  readonly handleMs: number
  /** Standard deviation of the handle times, milliseconds; only for one agent. Default: exponential times, where it is the mean. */
  readonly sdMs?: number
  readonly agents: number
}

/** Throws a RangeError that names the field. */
export function checkLoads({ perHour, handleMs, agents, sdMs }: ClassLoads): void {
  const need = (good: boolean, field: string, value: unknown, wanted: string) => {
    if (!good) throw new RangeError(`${field}: ${String(value)} is not ${wanted}`)
  }
  const isRate = (value: number) => value >= 0 && value < Number.POSITIVE_INFINITY
  for (const [at, each] of perHour.entries())
    need(isRate(each), `perHour[${at}]`, each, "a number of contacts, zero or more")
  need(handleMs > 0 && handleMs < Number.POSITIVE_INFINITY, "handleMs", handleMs, "a time above zero in milliseconds")
  need(Number.isSafeInteger(agents) && agents > 0, "agents", agents, "a whole number above zero")
  need(sdMs === undefined || isRate(sdMs), "sdMs", sdMs, "a time in milliseconds, zero or more")
  need(
    sdMs === undefined || agents === 1,
    "sdMs",
    sdMs,
    "known to matter exactly beside more than one agent: leave it out"
  )
}

/** Share of all agents' time that each class takes. */
export const loadsOf = ({ perHour, handleMs, agents }: ClassLoads): ReadonlyArray<number> =>
  perHour.map((each) => (each * handleMs) / 3_600_000 / agents)

export const sum = (values: ReadonlyArray<number>): number => values.reduce((all, each) => all + each, 0)

/**
 * Until the first agent is free, for a contact that comes and goes before all who wait, milliseconds: P(wait) x handle time / agents for
 * exponential times, and half of (arrivals x mean square) for one agent whatever the law.
 */
export function untilFree(loads: ClassLoads): number {
  const { perHour, handleMs, agents, sdMs } = loads
  if (sdMs === undefined) return (erlangC({ perHour: sum(perHour), handleMs, agents }).mustWait * handleMs) / agents
  return (sum(perHour) / 3_600_000 / 2) * (handleMs * handleMs + sdMs * sdMs)
}
