import { decay } from "./decay.ts"
import { erlangB } from "./erlangB.ts"
import { checkLoad, erlangs, type Load } from "./Load.ts"
import { serviceLevelsOf, type SteadyState } from "./SteadyState.ts"

/**
 * Erlang C (M/M/n): everybody waits until served. `patienceMs` and `places` are not looked at.
 *
 * With B of Erlang B and rho = load / agents: P(wait) = B / (1 - rho (1 - B)), mean wait P(wait) / (n mu - lambda),
 * P(wait > t) = P(wait) e^-(n mu - lambda)t.
 */
export function erlangC({ perHour, handleMs, agents }: Omit<Load, "patienceMs" | "places">): SteadyState {
  checkLoad({ perHour, handleMs, agents })
  const load = erlangs({ perHour, handleMs })
  const waits = load < agents || load === 0
  const blocked = erlangB(agents, load)
  const mustWait = waits ? (agents === 0 ? 0 : (agents * blocked) / (agents - load * (1 - blocked))) : 1
  /** Contacts the pool can do per millisecond beyond those that come. */
  const sparePerMs = waits ? (agents - load) / handleMs : 0
  const meanWaitMs = waits ? (mustWait === 0 ? 0 : mustWait / sparePerMs) : Number.POSITIVE_INFINITY
  const longerThan = (ms: number) => mustWait * decay(sparePerMs * Math.max(0, ms))
  const shares = { abandoned: 0, servedWithin: (ms: number) => 1 - longerThan(ms), abandonedWithin: () => 0 }
  return {
    ...shares,
    blocked: 0,
    mustWait,
    waiting: waits ? (meanWaitMs * perHour) / 3_600_000 : Number.POSITIVE_INFINITY,
    meanWaitMs,
    meanWaitOfServedMs: meanWaitMs,
    meanWaitOfAbandonedMs: undefined,
    occupancy: agents === 0 ? 0 : Math.min(1, load / agents),
    longerThan,
    serviceLevels: (ms, shortMs) => serviceLevelsOf(shares, ms, shortMs)
  }
}
