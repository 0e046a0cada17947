/**
 * What one stationary pool of equal agents meets: contacts that come at random (Poisson), take exponential times and are answered
 * first come, first served.
 */
export interface Load {
  /** Contacts that come in an hour, on average. */
  readonly perHour: number
  /** Mean handle time, wrap-up included, in milliseconds. */
  readonly handleMs: number
  /** Agents, each with one contact at a time. */
  readonly agents: number
  /** Mean patience in milliseconds, exponential. Default: nobody gives up. */
  readonly patienceMs?: number
  /** Places in all, for who is served and who waits; whoever comes when all are taken is turned away. Default: no end of them. */
  readonly places?: number
}

/** Contacts that come during one mean handle time: the agents who would be busy if nobody ever waited or gave up. */
export const erlangs = ({ perHour, handleMs }: Pick<Load, "perHour" | "handleMs">): number =>
  (perHour * handleMs) / 3_600_000

/** Throws a RangeError that names the field. */
export function checkLoad({ perHour, handleMs, agents, patienceMs, places }: Load): void {
  const need = (good: boolean, field: string, value: unknown, wanted: string) => {
    if (!good) throw new RangeError(`${field}: ${String(value)} is not ${wanted}`)
  }
  need(perHour >= 0 && perHour < Number.POSITIVE_INFINITY, "perHour", perHour, "a number of contacts, zero or more")
  need(handleMs > 0 && handleMs < Number.POSITIVE_INFINITY, "handleMs", handleMs, "a time above zero in milliseconds")
  need(Number.isSafeInteger(agents) && agents >= 0, "agents", agents, "a whole number, zero or more")
  need(patienceMs === undefined || patienceMs > 0, "patienceMs", patienceMs, "a time above zero in milliseconds")
  const enough = places === undefined || places === Number.POSITIVE_INFINITY || Number.isSafeInteger(places)
  need(enough && (places ?? agents) >= agents, "places", places, "a whole number, at least that of the agents")
}
