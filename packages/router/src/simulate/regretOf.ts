import type { Configuration } from "../Configuration.ts"
import type { Router } from "../Router.ts"
import { Course } from "./Course.ts"
import type { DayPlan } from "./DayPlan.ts"
import type { Fate } from "./Fate.ts"
import { hindsight } from "./hindsight.ts"
import { PlanError } from "./PlanError.ts"
import type { Regret } from "./Regret.ts"
import { slotLength, twin } from "./twin.ts"

/** Contacts times the slots that agents work: so much is about half a gigabyte of memory. */
const mostPairs = 250_000_000
/** Slots that agents work, all together. */
const mostSlots = 1_000_000

/**
 * What the rules lost by not seeing ahead, in the day's twin; `fates` as they were drawn, in order of arrival. Throws a `PlanError` where
 * the day is too large.
 */
export function regretOf(
  plan: DayPlan,
  fates: ReadonlyArray<Fate>,
  router: (configuration: Configuration) => Router
): Regret {
  const slotMs = slotLength(plan, fates)
  checkSize(plan, fates.length, slotMs)
  const { plan: inSlots, fates: comers, told } = twin(plan, fates, slotMs)
  const course = new Course(router(inSlots.configuration), inSlots, comers, { see: () => {} })
  course.run()
  const endsAtMs = told.present.length * slotMs
  let waitMs = 0
  let unserved = 0
  for (const { outcome, arrivedAtMs, endedAtMs } of course.fates) {
    if (outcome !== "served") unserved++
    waitMs += Math.max(0, (outcome === "served" ? endedAtMs : endsAtMs) - arrivedAtMs)
  }
  const { totalWait: leastWait, served } = hindsight(told)
  const totalWait = waitMs / slotMs
  return {
    slotMs,
    contacts: fates.length,
    totalWait,
    leastWait,
    unserved,
    leastUnserved: fates.length - served,
    ...(leastWait === 0 ? {} : { ratio: totalWait / leastWait })
  }
}

function checkSize({ agents }: DayPlan, contacts: number, slotMs: number): void {
  const shifts = agents.flatMap((agent) => agent.shifts)
  const slots = shifts.reduce((sum, { fromMs, untilMs }) => sum + Math.floor((untilMs - fromMs) / slotMs), 0)
  const last = shifts.reduce((most, { untilMs }) => Math.max(most, untilMs / slotMs), 0)
  if (slots <= mostSlots && last <= mostSlots && slots * contacts <= mostPairs) return
  const size = `${contacts} contacts and ${slots} slots of agents (${slotMs} ms each)`
  const bound = `hindsight is computed for at most ${mostSlots} slots, and ${mostPairs} contacts times slots`
  throw new PlanError([{ path: "options.regret", text: `${size}: ${bound}; take fewer hours, or leave regret out` }])
}
