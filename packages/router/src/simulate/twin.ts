import { channels } from "../Channel.ts"
import type { Configuration, QueueConfiguration } from "../Configuration.ts"
import { slotsOf } from "../engine/compile/CapacityRule.ts"
import { meets } from "../needs.ts"
import type { AgentPlan, ContactClass, DayPlan, Shift } from "./DayPlan.ts"
import { meanMs } from "./draw/duration.ts"
import type { Fate } from "./Fate.ts"
import type { UnitDay } from "./hindsight.ts"

/** The day's twin in slots (`Regret`): to be played by the rules, and as hindsight is told it. */
export interface Twin {
  readonly plan: DayPlan
  readonly fates: ReadonlyArray<Fate>
  readonly slotMs: number
  readonly told: UnitDay
}

export function twin(plan: DayPlan, fates: ReadonlyArray<Fate>, slotMs: number): Twin {
  const inSlots = fates.map((fate): Fate => {
    const arrivedAtMs = Math.ceil(fate.arrivedAtMs / slotMs) * slotMs
    return { ...fate, arrivedAtMs, handleMs: slotMs, patienceMs: Number.POSITIVE_INFINITY }
  })
  const works = plan.agents.map(({ shifts }) => shifts.flatMap((shift) => slotsWithin(shift, slotMs)))
  const present: number[][] = []
  for (const [at, slots] of works.entries()) {
    for (const slot of slots) {
      while (present.length <= slot) present.push([])
      present[slot]!.push(at)
    }
  }
  const eligible = new Map(Object.entries(plan.classes).map(([name, asks]) => [name, mayEverTake(plan, asks)]))
  const agents = plan.agents.map((agent, at) => oneAtATime(agent, works[at]!, slotMs))
  const { classes, untilMs } = plan
  return {
    plan: { configuration: bare(plan.configuration), classes, agents, untilMs },
    fates: inSlots,
    slotMs,
    told: {
      arrivals: inSlots.map(({ arrivedAtMs }) => arrivedAtMs / slotMs),
      eligible: inSlots.map((fate) => eligible.get(fate.class)!),
      present
    }
  }
}

/** What a contact takes of an agent on average: work and planned wrap-up, shared by as many as he may have at once. No contacts: an hour. */
export function slotLength({ configuration }: DayPlan, fates: ReadonlyArray<Fate>): number {
  if (fates.length === 0) return 3_600_000
  const slots = slotsOf(undefined, configuration)
  let sum = 0
  for (const { handleMs, asks } of fates) {
    const { wrapUp, wrapUpMs = 0 } = configuration.queues[asks.queue]!
    const takes = wrapUp?.mode === "timed" || wrapUp?.mode === "fixed"
    const plannedMs = wrapUp === undefined ? wrapUpMs : takes ? (wrapUp.ms ?? 0) : 0
    const afterMs = asks.wrapUp === undefined ? plannedMs : meanMs(asks.wrapUp)
    sum += (handleMs + afterMs) / Math.max(1, slots[channels.indexOf(asks.channel)]!)
  }
  return Math.max(2, Math.round(sum / fates.length))
}

/** The slots that lie whole within the shift and outside of its breaks. */
function slotsWithin({ fromMs, untilMs, breaks = [] }: Shift, slotMs: number): number[] {
  const slots: number[] = []
  for (let slot = Math.ceil(fromMs / slotMs); (slot + 1) * slotMs <= untilMs; slot++) {
    const isFree = breaks.every((pause) => pause.untilMs <= slot * slotMs || pause.fromMs >= (slot + 1) * slotMs)
    if (isFree) slots.push(slot)
  }
  return slots
}

/**
 * Agents, by their place in the plan, who may take contacts of the class at some time: whatever the rules let wait for (steps, reserves,
 * delays, skills with dates) counts as there at once. So hindsight may do whatever the rules may do, and more.
 */
function mayEverTake({ configuration, agents }: DayPlan, { queue, channel, needs }: ContactClass): number[] {
  const { needs: first, steps = [] } = configuration.queues[queue]!
  const stages = [first, ...steps.map((step) => (step.anybody ? undefined : (step.needs ?? first)))]
  return agents.flatMap(({ signIn }, at) => {
    const { skills = {}, attributes, capacity } = signIn ?? {}
    if (slotsOf(capacity, configuration)[channels.indexOf(channel)]! < 1) return []
    const levels = Object.entries(skills).filter((each): each is [string, number] => typeof each[1] === "number")
    if (levels.length < Object.keys(skills).length) return [at]
    const has = (text: string | undefined) => text === undefined || meets(text, Object.fromEntries(levels), attributes)
    return has(needs) && stages.some(has) ? [at] : []
  })
}

/**
 * An agent who answers at once and has one contact at a time, in his slots. A run of slots ends a millisecond early: who is served then
 * is served to the end, and nothing new begins in a slot that is not his.
 */
function oneAtATime({ agent, signIn }: AgentPlan, slots: ReadonlyArray<number>, slotMs: number): AgentPlan {
  const shifts: Array<{ fromMs: number; untilMs: number }> = []
  for (const [at, slot] of slots.entries()) {
    if (slots[at - 1] !== slot - 1) shifts.push({ fromMs: slot * slotMs, untilMs: 0 })
    shifts.at(-1)!.untilMs = (slot + 1) * slotMs - 1
  }
  return { agent, signIn: { ...signIn, units: 1 }, shifts }
}

/** What says who is served before whom, and by whom. */
const kept = [
  "needs",
  "steps",
  "skipIf",
  "requirements",
  "reserve",
  "priority",
  "creditMs",
  "ageing",
  "tier",
  "order",
  "serviceLevelMs",
  "agents",
  "rule"
] as const satisfies ReadonlyArray<keyof QueueConfiguration>

function bare({ queues, capacity, skills, attributes }: Configuration): Configuration {
  const only = (queue: QueueConfiguration): QueueConfiguration =>
    Object.fromEntries(kept.flatMap((name) => (queue[name] === undefined ? [] : [[name, queue[name]]])))
  return {
    queues: Object.fromEntries(Object.entries(queues).map(([name, queue]) => [name, only(queue)])),
    ...(capacity === undefined ? {} : { capacity }),
    ...(skills === undefined ? {} : { skills }),
    ...(attributes === undefined ? {} : { attributes }),
    exclusive: [],
    interrupts: {}
  }
}
