import type { SignIn } from "@strowger/router"
import type { AgentPlan, Arrivals, ContactClass, DayPlan, Law, Shift } from "@strowger/router/simulate"
import { routerConfiguration } from "../config/directory.ts"
import { durationMs } from "../config/Duration.ts"
import { clockMs, dayMs, spanMs, type Times } from "./Clock.ts"
import type { ArrivalsSetting, LawSetting, PlanFile } from "./PlanFile.ts"

const hourMs = 3_600_000

/** The plan in the engine's words. Its day begins at midnight, so that times are those of the clock. */
export const dayPlan = (file: PlanFile): DayPlan => {
  const day = dayOf(file)
  return {
    configuration: routerConfiguration(file),
    classes: Object.fromEntries(Object.entries(file.contacts).map(([name, asks]) => [name, contactClass(asks, day)])),
    agents: Object.entries(file.agents).flatMap(([name, group]) => agentsOf(name, group)),
    untilMs: day.untilMs,
    ...(file.open === undefined
      ? {}
      : { open: Object.fromEntries(Object.entries(file.open).map(([queue, spans]) => [queue, spans.map(spanMs)])) })
  }
}

/** From the first contact that may come to the last. */
export const dayOf = ({ day }: Pick<PlanFile, "day">): Times => {
  const fromMs = clockMs(day.from)
  const toMs = clockMs(day.to)
  return { fromMs, untilMs: toMs > fromMs ? toMs : toMs + dayMs }
}

const contactClass = (asks: PlanFile["contacts"][string], day: Times): ContactClass => ({
  queue: asks.queue,
  channel: asks.channel,
  ...(asks.needs === undefined ? {} : { needs: asks.needs }),
  ...(asks.priority === undefined ? {} : { priority: asks.priority }),
  ...(asks.credit === undefined ? {} : { creditMs: durationMs(asks.credit) }),
  ...(asks.attributes === undefined ? {} : { attributes: asks.attributes }),
  arrivals: arrivals(asks.arrivals, day),
  handle: law(asks.handle),
  ...(asks.patience === undefined ? {} : { patience: law(asks.patience) })
})

/** The engine's day begins at midnight and knows one length of interval: the longest that all beginnings and ends fall upon. */
const arrivals = (setting: ArrivalsSetting, day: Times): Arrivals => {
  if (setting.at !== undefined) return { atMs: setting.at.map((at) => timeOfDay(at, day)).sort((a, b) => a - b) }
  const everyMs = setting.every === undefined ? day.untilMs - day.fromMs : durationMs(setting.every)
  const expected = setting.expected ?? [((setting.perHour ?? 0) * everyMs) / hourMs]
  const intervalMs = divisor(divisor(everyMs, day.fromMs), day.untilMs)
  const parts = everyMs / intervalMs
  return {
    intervalMs,
    perInterval: [
      ...Array.from({ length: day.fromMs / intervalMs }, () => 0),
      ...expected.flatMap((count) => Array.from({ length: parts }, () => count / parts))
    ].slice(0, day.untilMs / intervalMs)
  }
}

/** A time before the day begins is one of the next calendar day. */
export const timeOfDay = (at: string, day: Times): number =>
  clockMs(at) < day.fromMs ? clockMs(at) + dayMs : clockMs(at)

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

const law = (setting: LawSetting): Law => {
  const meanMs = setting.mean === undefined ? 0 : durationMs(setting.mean)
  switch (setting.law) {
    case "exponential":
      return { kind: "exponential", meanMs }
    case "lognormal":
      return { kind: "lognormal", meanMs, sdMs: durationMs(setting.sd ?? "0s") }
    case "erlang":
      return { kind: "erlang", meanMs, shape: setting.shape ?? 1 }
    case "constant":
      return { kind: "constant", ms: meanMs }
    case "recorded":
      return { kind: "recorded", valuesMs: (setting.values ?? []).map(durationMs) }
  }
}

/** A group of one has its own name, the others are numbered from 1. */
const agentsOf = (name: string, group: PlanFile["agents"][string]): ReadonlyArray<AgentPlan> =>
  Array.from({ length: group.count ?? 1 }, (_, index) => ({
    agent: group.count === undefined ? name : `${name}-${index + 1}`,
    signIn: {
      ...group.routing,
      ...(group.skills === undefined ? {} : { skills: group.skills }),
      ...(group.capacity === undefined ? {} : { capacity: group.capacity })
    } as Omit<SignIn, "type" | "agent">,
    shifts: shiftsOf(group),
    ...(group.answer === undefined ? {} : { answer: law(group.answer) }),
    ...(group.declines === undefined ? {} : { declines: group.declines }),
    ...(group.misses === undefined ? {} : { misses: group.misses }),
    ...(group.back === undefined ? {} : { backMs: durationMs(group.back) })
  }))

/** Shifts in order, each with the breaks that lie within it. */
export const shiftsOf = (group: Pick<PlanFile["agents"][string], "shifts" | "breaks">): ReadonlyArray<Shift> => {
  const inOrder = (spans: ReadonlyArray<string>) => spans.map(spanMs).sort((a, b) => a.fromMs - b.fromMs)
  const breaks = inOrder(group.breaks ?? [])
  return inOrder(group.shifts).map((shift) => {
    const within = breaks
      .map((pause) =>
        pause.fromMs < shift.fromMs ? { fromMs: pause.fromMs + dayMs, untilMs: pause.untilMs + dayMs } : pause
      )
      .filter((pause) => pause.fromMs >= shift.fromMs && pause.untilMs <= shift.untilMs)
      .sort((a, b) => a.fromMs - b.fromMs)
    return within.length === 0 ? shift : { ...shift, breaks: within }
  })
}
