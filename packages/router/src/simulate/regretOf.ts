import type { Configuration } from "../Configuration.ts"
import type { Router } from "../Router.ts"
import { Course } from "./Course.ts"
import type { DayPlan } from "./DayPlan.ts"
import type { Fate } from "./Fate.ts"
import { hindsight } from "./hindsight.ts"
import { PlanError } from "./PlanError.ts"
import type { Regret } from "./Regret.ts"
import { twin } from "./twin.ts"

/** Contacts times the slots that agents work: so much memory is about half a gigabyte. */
const mostPairs = 250_000_000

/** What the rules lost by not seeing ahead, in the day's twin; `fates` as they were drawn, in order of arrival. Throws a `PlanError` where the day is too large. */
export function regretOf(
  plan: DayPlan,
  fates: ReadonlyArray<Fate>,
  router: (configuration: Configuration) => Router
): Regret {
  const { plan: inSlots, fates: comers, slotMs, told } = twin(plan, fates)
  const slots = told.present.reduce((sum, agents) => sum + agents.length, 0)
  if (slots * comers.length > mostPairs) {
    const size = `${comers.length} contacts times ${slots} slots of agents`
    const text = `${size} are more than the ${mostPairs} that hindsight is computed for: take fewer hours, or leave regret out`
    throw new PlanError([{ path: "options.regret", text }])
  }
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
