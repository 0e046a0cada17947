import type { ContactClass, DayPlan } from "./DayPlan.ts"
import { arrivalTimes } from "./draw/arrivalTimes.ts"
import { Draws, purposes } from "./draw/Draws.ts"
import { duration } from "./draw/duration.ts"
import type { Fate } from "./Fate.ts"

/**
 * Every contact of the day in order of arrival; equal times in the order of the plan's classes. Handle time and patience are drawn here,
 * per contact, so that nothing the router does can change them.
 */
export function comers(plan: DayPlan, seed: number): ReadonlyArray<Fate> {
  const all = Object.entries(plan.classes).map(([name, asks]) => ofClass(name, asks, seed, plan.untilMs))
  return all.flat().sort((one, other) => one.arrivedAtMs - other.arrivedAtMs)
}

function ofClass(name: string, asks: ContactClass, seed: number, untilMs: number): ReadonlyArray<Fate> {
  const draws = new Draws(seed, name)
  if (asks.contacts !== undefined) {
    return asks.contacts.map(({ atMs, handleMs, patienceMs = Number.POSITIVE_INFINITY }, at) =>
      fate(name, asks, draws, at + 1, atMs, handleMs, patienceMs)
    )
  }
  const { arrivals, handle, patience = { kind: "never" } } = asks
  return arrivalTimes(arrivals!, draws, untilMs).map((atMs, at) => {
    const ordinal = at + 1
    const handleMs = duration(handle!, draws, ordinal, purposes.handle)
    return fate(name, asks, draws, ordinal, atMs, handleMs, duration(patience, draws, ordinal, purposes.patience))
  })
}

const fate = (
  name: string,
  asks: ContactClass,
  draws: Draws,
  ordinal: number,
  arrivedAtMs: number,
  handleMs: number,
  patienceMs: number
): Fate => ({
  class: name,
  asks,
  ordinal,
  draws,
  arrivedAtMs,
  handleMs,
  patienceMs,
  queue: asks.queue,
  outcome: "unserved",
  endedAtMs: 0,
  agent: undefined,
  offers: 0,
  turn: Number.POSITIVE_INFINITY,
  spentMs: 0,
  leaves: undefined,
  answer: undefined
})
