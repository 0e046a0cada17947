import { createRouter } from "../createRouter.ts"
import type { RouterEvent } from "../Event.ts"
import { noAgents } from "../measures/Counts.ts"
import { createMeasures } from "../measures/createMeasures.ts"
import { checkPlan } from "./checkPlan.ts"
import { comers } from "./comers.ts"
import { Course } from "./Course.ts"
import type { DayPlan } from "./DayPlan.ts"
import type { DayResult, SimulatedContact } from "./DayResult.ts"
import { fairness } from "./fairness.ts"
import { type Fate, idOf } from "./Fate.ts"
import { figures } from "./figures.ts"
import { groupBy } from "./groupBy.ts"
import { PlanError } from "./PlanError.ts"
import { regretOf } from "./regretOf.ts"
import { intervalName, series } from "./series.ts"
import type { SimulateOptions } from "./SimulateOptions.ts"
import { agentFigures, staffCounts, staffFigures } from "./staff.ts"

const hourMs = 3_600_000
const defaultServiceLevelMs = 20_000

/**
 * A day in a second: the plan's contacts and agents on the router itself, under a virtual clock. Every draw belongs to the seed, the
 * class, the contact's place in it, and what it is for: so the same plan and seed give the same bytes on every runtime, and another
 * configuration sees the same contacts with the same handle times and patience. Throws a `PlanError` that lists every mistake.
 */
export function simulate(plan: DayPlan, options: SimulateOptions = {}): DayResult {
  const { seed = 1, router = createRouter, intervalMs = hourMs / 2, clock } = options
  const startedAtMs = clock?.() ?? 0
  const mistakes = checkPlan(plan, options)
  if (mistakes.length > 0) throw new PlanError(mistakes)
  const serviceLevelMs = (queue: string) =>
    options.serviceLevelMs ?? plan.configuration.queues[queue]?.serviceLevelMs ?? defaultServiceLevelMs
  const drawn = comers(plan, seed)
  const lost = options.regret ? { regret: regretOf(plan, drawn, router) } : {}
  const measures = createMeasures({ serviceLevelMs, dayOf: (atMs) => intervalName(Math.floor(atMs / intervalMs)) })
  const see = (event: RouterEvent) => measures.see(event)
  const course = new Course(router(plan.configuration), plan, drawn, { see, clock, onArrival: hourly(drawn, options) })
  const { fates } = course
  course.run()
  measures.passTo(course.nowMs)
  options.onProgress?.({ nowMs: course.nowMs, arrived: fates.length, contacts: fates.length })
  const staff = staffCounts(measures)
  const workers = [...course.workers.values()]
  const agents = Object.fromEntries(
    workers.map((each) => {
      const name = each.plan.agent
      return [name, agentFigures(each, staff.byAgent.get(name) ?? noAgents())]
    })
  )
  const by = (name: (fate: Fate) => string, names: ReadonlyArray<string>) => {
    const groups = groupBy(fates, name)
    return Object.fromEntries(names.map((each) => [each, figures(groups.get(each) ?? [], serviceLevelMs)]))
  }
  return {
    seed,
    endedAtMs: course.nowMs,
    all: figures(fates, serviceLevelMs),
    classes: by((fate) => fate.class, Object.keys(plan.classes)),
    queues: by((fate) => fate.queue, Object.keys(plan.configuration.queues)),
    staff: staffFigures(workers, staff.byAgent),
    agents,
    fairness: fairness(plan, fates, agents),
    series: series(fates, staff.byInterval, intervalMs, course.nowMs, serviceLevelMs),
    work: { ...course.work },
    ...lost,
    ...(options.contacts ? { contacts: fates.map(told) } : {}),
    ...(clock === undefined ? {} : { timing: { routerMs: course.routerMs, totalMs: clock() - startedAtMs } })
  }
}

function hourly(fates: ReadonlyArray<Fate>, { onProgress }: SimulateOptions) {
  if (onProgress === undefined) return undefined
  let tellAtMs = hourMs
  return (nowMs: number, arrived: number) => {
    if (nowMs < tellAtMs) return
    onProgress({ nowMs, arrived, contacts: fates.length })
    while (tellAtMs <= nowMs) tellAtMs += hourMs
  }
}

const told = (fate: Fate): SimulatedContact => ({
  contact: idOf(fate),
  class: fate.class,
  queue: fate.queue,
  arrivedAtMs: fate.arrivedAtMs,
  outcome: fate.outcome,
  waitMs: fate.endedAtMs - fate.arrivedAtMs,
  ...(fate.agent === undefined ? {} : { agent: fate.agent }),
  handleMs: fate.handleMs,
  ...(fate.patienceMs === Number.POSITIVE_INFINITY ? {} : { patienceMs: fate.patienceMs })
})
