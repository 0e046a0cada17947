import type { Ageing, QueueConfiguration } from "../../Configuration.ts"
import { channels } from "../../Channel.ts"
import type { Reserve, Reserves } from "../../Relaxation.ts"
import type { State } from "../State.ts"
import type { Person } from "./people.ts"
import { levelFor, type Reach } from "./reach.ts"
import type { Warn } from "./Warn.ts"

/** Settings of a queue that change nothing, or count by something that is not written (SPEC CONF-8). */
export function settingWarnings(reach: Reach, warn: Warn): void {
  const { name, queue, stages } = reach
  const path = `queues.${name}`
  const { ageing, order, overflow = [], serviceLevelMs, reserve, steps } = queue
  if (ageing !== undefined && addsNothing(ageing)) warn("WithoutEffect", `${path}.ageing`, "adds nothing, however long")
  if (steps !== undefined && stages.at(-1)!.skipIf !== undefined)
    warn("WithoutEffect", `${path}.steps.${steps.length - 1}.skipIf`, "from the last step a contact goes nowhere")
  if (serviceLevelMs === undefined) {
    const byDefault = (where: string) =>
      warn("ServiceLevelByDefault", `${path}.${where}`, "counts by serviceLevelMs, and none is written: 20000 holds")
    if (ageing?.kind === "objective") byDefault("ageing")
    if (order === "breach") byDefault("order")
    for (const [at, { when }] of overflow.entries())
      if ("serviceLevelRisk" in when) byDefault(`overflow.${at}.when.serviceLevelRisk`)
  }
  if (reserve === undefined) return
  const most = mostArriving(queue)
  for (const [where, { opensAt }] of levelsOf(path, reserve)) {
    if (opensAt <= most) continue
    const text = `joins when ${opensAt} wait, and of those who are enqueued no more than ${most} may`
    warn("ReserveTooHigh", `${where}.opensAt`, `${text}: only what comes in another way could make it more`)
  }
}

const levelsOf = (path: string, reserve: Reserves): ReadonlyArray<readonly [string, Reserve]> => [
  [`${path}.reserve`, reserve],
  ...(reserve.second ? [[`${path}.reserve.second`, reserve.second] as const] : [])
]

/** Costs limit only those who have units. */
export function costsWarning(s: State, warn: Warn): void {
  const { costs, units } = s.configuration
  if (costs === undefined || units !== undefined || channels.every((channel) => costs[channel] === undefined)) return
  if ([...s.agentOf.values()].some((agent) => s.agents.units[agent]! >= 0)) return
  warn("WithoutEffect", "costs", "limit only those who have units, and nobody has any: write units, or leave them out")
}

/** A level of the reserve that nobody is in who could take a contact. */
export function reserveWarnings({ name, queue, admits, contactless }: Reach, warn: Warn): void {
  if (queue.reserve === undefined || admits === undefined) return
  const able: ReadonlyArray<Person> = admits.flatMap((some, at) => (contactless[at] ? [] : some))
  for (const [at, [where]] of levelsOf(`queues.${name}`, queue.reserve).entries()) {
    if (able.some((person) => levelFor(name, person) === at + 1)) continue
    warn("ReserveEmpty", where, `nobody who could take a contact says reserveFor: { ${name}: ${at + 1} }`)
  }
}

/** Never more of those who come by `Enqueue` stand in the queue than this; a callback that it makes of one stays in it. */
function mostArriving(queue: QueueConfiguration): number {
  const { maxWaiting = Number.POSITIVE_INFINITY, whenFull = "refuse", whenClosed, overflow = [] } = queue
  const ways = [whenClosed, whenFull === "refuse" ? undefined : whenFull, ...overflow.map((rule) => rule.do)]
  if (ways.some((way) => way?.do === "callback")) return Number.POSITIVE_INFINITY
  const limits = overflow.flatMap(({ when }) => ("waiting" in when ? [when.waiting] : []))
  const full = whenFull === "refuse" || whenFull.do !== "stay" ? maxWaiting : Number.POSITIVE_INFINITY
  return Math.min(full, ...limits)
}

function addsNothing(ageing: Ageing): boolean {
  switch (ageing.kind) {
    case "linear":
      return ageing.perMinute === 0
    case "capped":
      return ageing.perMinute === 0 || ageing.max === 0
    case "concave":
      return ageing.perRootMinute === 0
    case "objective":
      return ageing.perObjective === 0
    case "steps":
      return ageing.steps.every(({ adds }) => adds === 0)
  }
}
