import type { ServiceLevels } from "../../measures/ratios.ts"
import { createRouter } from "../../createRouter.ts"
import type { ContactClass } from "../DayPlan.ts"
import { erlangA } from "../erlang/erlangA.ts"
import type { Load } from "../erlang/Load.ts"
import { expected, meanHandleMs, meanPatienceMs } from "./expected.ts"
import type { Counts, Setup } from "./Setup.ts"
import type { Goal } from "./StaffingPlan.ts"

/** Which group serves which class: asked of the router, by one agent of each and one contact of each. */
export function servedBy({ day, groups }: Setup): ReadonlyMap<string, ReadonlyArray<number>> {
  const found = new Map<string, number[]>()
  for (const [name, asks] of Object.entries(day.classes)) {
    const able = groups.flatMap((group, g) => {
      const one = day.agents.find(
        ({ agent }) => agent.startsWith(`${group}#`) && !agent.slice(group.length + 1).includes("#")
      )
      return one !== undefined && serves(day.configuration, one.signIn ?? {}, asks) ? [g] : []
    })
    found.set(name, able)
  }
  return found
}

function serves(
  configuration: Setup["day"]["configuration"],
  signIn: NonNullable<Setup["day"]["agents"][number]["signIn"]>,
  { queue, channel, needs, attributes }: ContactClass
): boolean {
  const router = createRouter(configuration)
  router.step({ type: "SignIn", agent: "one", ...signIn }, 0)
  router.step({ type: "MakeReady", agent: "one" }, 0)
  const asked = { ...(needs === undefined ? {} : { needs }), ...(attributes === undefined ? {} : { attributes }) }
  const { events } = router.step({ type: "Enqueue", contact: "c", queue, channel, ...asked }, 0)
  return events.some(({ type }) => type === "OfferMade")
}

/** What comes to one group, as Erlang's formulas take it: several classes are one of their mean times. */
export function loadOf(setup: Setup, classes: ReadonlyArray<string>, at: number): Omit<Load, "agents"> {
  const { day, intervalMs } = setup
  let comes = 0
  let workMs = 0
  let leaving = 0
  for (const name of classes) {
    const asks = day.classes[name]!
    const count = expected(asks, at * intervalMs, (at + 1) * intervalMs)
    const { wrapUpMs = 0 } = day.configuration.queues[asks.queue] ?? {}
    comes += count
    workMs += count * (meanHandleMs(asks) + wrapUpMs)
    leaving += count / meanPatienceMs(asks)
  }
  return {
    perHour: (comes * 3_600_000) / intervalMs,
    handleMs: comes === 0 || workMs === 0 ? 1 : workMs / comes,
    ...(leaving === 0 ? {} : { patienceMs: comes / leaving })
  }
}

/** The fewest agents between `least` and `most` who meet the goal by Erlang A (or C, without patience); undefined = `most` do not. */
export function fewest(
  load: Omit<Load, "agents">,
  goal: Goal & { readonly occupancy?: number },
  serviceLevelMs: number,
  formula: keyof ServiceLevels,
  [least, most]: readonly [number, number]
): number | undefined {
  const meets = (agents: number) => {
    const s = erlangA({ ...load, agents })
    return (
      (goal.serviceLevel === undefined || (s.serviceLevels(serviceLevelMs)[formula] ?? 1) >= goal.serviceLevel) &&
      (goal.abandonRate === undefined || s.abandoned <= goal.abandonRate) &&
      (goal.meanWaitMs === undefined || s.meanWaitOfServedMs <= goal.meanWaitMs) &&
      (goal.occupancy === undefined || s.occupancy <= goal.occupancy)
    )
  }
  if (load.perHour === 0) return least
  if (!meets(most)) return undefined
  let [under, enough] = [least - 1, most]
  while (enough - under > 1) {
    const middle = Math.floor((under + enough) / 2)
    if (meets(middle)) enough = middle
    else under = middle
  }
  return enough
}

/** The strictest of what is asked of all and of single queues: good enough to begin with. */
export function strictest(setup: Setup): Goal & { readonly occupancy?: number } {
  const goals = [setup.goal, ...Object.values(setup.goal.queues ?? {})]
  const of = (name: "serviceLevel" | "abandonRate" | "meanWaitMs", pick: (...values: number[]) => number) => {
    const asked = goals.flatMap((goal) => goal[name] ?? [])
    return asked.length === 0 ? {} : { [name]: pick(...asked) }
  }
  const { occupancy } = setup.goal
  return {
    ...of("serviceLevel", Math.max),
    ...of("abandonRate", Math.min),
    ...of("meanWaitMs", Math.min),
    ...(occupancy === undefined ? {} : { occupancy })
  }
}

/** Where the search begins: every class to the group that serves the fewest classes, and of that as many as Erlang's formulas ask. */
export function firstGuess(setup: Setup, able: ReadonlyMap<string, ReadonlyArray<number>>): Counts[] {
  const { groups, least, most, intervals, formula } = setup
  const breadth = groups.map((_, g) => [...able.values()].filter((each) => each.includes(g)).length)
  const goal = strictest(setup)
  return Array.from({ length: intervals }, (_, at) => {
    const classes: string[][] = groups.map(() => [])
    for (const [name, those] of able) {
      const there = those.filter((g) => most[at]![g]! > 0)
      if (there.length > 0)
        classes[there.reduce((one, other) => (breadth[other]! < breadth[one]! ? other : one))]!.push(name)
    }
    return groups.map((_, g) => {
      const range = [least[at]![g]!, most[at]![g]!] as const
      const withinMs = Math.min(...classes[g]!.map((name) => setup.serviceLevelMs(setup.day.classes[name]!.queue)))
      return classes[g]!.length === 0
        ? range[0]
        : (fewest(loadOf(setup, classes[g]!, at), goal, withinMs, formula, range) ?? range[1])
    })
  })
}

/** Groups that serve their classes alone and are served by no other, and these classes: where Erlang's formulas have a say. */
export function islands(setup: Setup, able: ReadonlyMap<string, ReadonlyArray<number>>): ReadonlyMap<number, string[]> {
  const found = new Map<number, string[]>()
  for (const g of setup.groups.keys()) {
    const classes = [...able].filter(([, those]) => those.includes(g))
    if (classes.length > 0 && classes.every(([, those]) => those.length === 1)) {
      found.set(
        g,
        classes.map(([name]) => name)
      )
    }
  }
  return found
}
