import {
  type Command,
  type Configuration,
  createRouter,
  type QueueConfiguration,
  type Router
} from "../../src/index.ts"
import { type ContactClass, type DayPlan, simulate } from "../../src/simulate/index.ts"
import { Arrivals, nameOf, perHour } from "./Arrivals.ts"
import { type Contact, Outcome } from "./Contact.ts"
import { type ClassOfContacts, rateOf, type System, unitMs } from "./System.ts"

const skillOf = (kind: number): string => `skill${kind}`
const agentOf = (agent: number): string => `a${agent}`

/** So many days long is a shift: to the end of all that came. */
const longer = 1_000

/** The system as a day of the router, so long that about so many contacts come. */
export function dayPlan(system: System, contacts: number, seed: number): DayPlan {
  const untilMs = Math.round((contacts / rateOf(system)) * unitMs)
  const { agents, classes, room } = system
  const isOneQueue = room !== undefined
  const queues = isOneQueue ? { calls: queueOf(system, classes[0]!, undefined) } : {}
  const byClass = classes.map((each, kind) => [`queue ${kind}`, queueOf(system, each, skillOf(kind))] as const)
  const configuration: Configuration = { queues: isOneQueue ? queues : Object.fromEntries(byClass) }
  const recorded = hyperexponentials(system, untilMs, seed)
  return {
    configuration,
    classes: Object.fromEntries(
      classes.map((each, kind): [string, ContactClass] => {
        const queue = isOneQueue ? "calls" : `queue ${kind}`
        const { handle, patience, rate } = each
        if (handle.kind === "hyperexponential")
          return [nameOf(kind), { queue, channel: "voice", contacts: recorded[kind]! }]
        const leaves = patience === undefined ? {} : { patience }
        return [nameOf(kind), { queue, channel: "voice", arrivals: { perHour: perHour(rate) }, handle, ...leaves }]
      })
    ),
    agents: Array.from({ length: agents }, (_, agent) => ({
      agent: agentOf(agent),
      signIn: { skills: skillsOf(system, agent), ...prefersOf(system, agent) },
      shifts: [{ fromMs: 0, untilMs: longer * untilMs }]
    })),
    untilMs
  }
}

function queueOf(system: System, each: ClassOfContacts, skill: string | undefined): QueueConfiguration {
  const { priority, perMinute, creditMs, agents } = each
  return {
    ...(agents === undefined || skill === undefined ? {} : { needs: skill }),
    ...(priority === undefined ? {} : { priority }),
    ...(perMinute === undefined ? {} : { ageing: { kind: "linear", perMinute } }),
    ...(creditMs === undefined ? {} : { creditMs }),
    ...(system.room === undefined ? {} : { maxWaiting: system.room }),
    ...(system.order === undefined ? {} : { agents: system.order }),
    ...each.queue
  }
}

const skillsOf = ({ classes }: System, agent: number): Readonly<Record<string, number>> =>
  Object.fromEntries(classes.flatMap(({ agents }, kind) => (agents?.includes(agent) ? [[skillOf(kind), 1]] : [])))

/** So much that no wait outweighs it. */
const prefersOf = ({ prefers }: System, agent: number) =>
  prefers === undefined ? {} : { prefers: { [`queue ${prefers[agent]!}`]: 1_000 } }

/** Contacts of the classes whose law no plan knows, by class. */
function hyperexponentials(system: System, untilMs: number, seed: number) {
  const lists = system.classes.map((): { atMs: number; handleMs: number }[] => [])
  if (system.classes.every(({ handle }) => handle.kind !== "hyperexponential")) return lists
  const arrivals = new Arrivals(system, seed)
  while (arrivals.nextMs < untilMs) {
    const { kind, arrivedAtMs: atMs, handleMs } = arrivals.next()
    lists[kind]!.push({ atMs, handleMs })
  }
  return lists
}

/** The day as the engine plays it: every contact and how it fared. */
export function engineDay(system: System, contacts: number, seed: number): ReadonlyArray<Contact> {
  const plan = dayPlan(system, contacts, seed)
  const { lines } = system
  const router = (configuration: Configuration) =>
    lines === undefined ? createRouter(configuration) : behindLines(createRouter(configuration), lines)
  const { contacts: fates = [] } = simulate(plan, { seed, contacts: true, intervalMs: longer * plan.untilMs, router })
  const kinds = new Map(system.classes.map((_, kind) => [nameOf(kind), kind]))
  const agents = new Map(Array.from({ length: system.agents }, (_, agent) => [agentOf(agent), agent]))
  let lastMs = 0
  const day = fates.map((fate, index): Contact => {
    const { arrivedAtMs, handleMs, waitMs, patienceMs = Number.POSITIVE_INFINITY } = fate
    const gapMs = arrivedAtMs - lastMs
    lastMs = arrivedAtMs
    return {
      index,
      kind: kinds.get(fate.class)!,
      arrivedAtMs,
      gapMs,
      handleMs,
      patienceMs,
      outcome: outcomes[fate.outcome],
      waitMs,
      agent: fate.agent === undefined ? -1 : agents.get(fate.agent)!,
      found: -1
    }
  })
  count(day)
  return day
}

const outcomes = {
  served: Outcome.Served,
  abandoned: Outcome.Abandoned,
  refused: Outcome.Refused,
  unserved: Outcome.Waiting,
  deflected: Outcome.Waiting
} as const

/** How many waited when each came, told from when the waits began and ended. */
function count(day: ReadonlyArray<Contact>): void {
  const ends = Float64Array.from(day, ({ arrivedAtMs, waitMs }) => arrivedAtMs + waitMs).sort()
  let over = 0
  for (const [came, contact] of day.entries()) {
    while (over < ends.length && ends[over]! <= contact.arrivedAtMs) over++
    // Those who came in this very instant and did not wait are over, and counted as such before they came.
    contact.found = Math.max(0, came - over)
  }
}

/** As many trunks in front of a router: who finds all taken never reaches it. */
function behindLines(router: Router, lines: number): Router {
  let inAll = 0
  const step: Router["step"] = (command: Command, atMs: number) => {
    if (command.type === "Enqueue" && inAll >= lines)
      return {
        events: [],
        refusal: { reason: "QueueFull" as const, field: "queue", text: "every line is taken" }
      }
    const done = router.step(command, atMs)
    for (const { type } of done.events) {
      if (type === "ContactQueued") inAll++
      if (type === "ContactCompleted" || type === "ContactAbandoned") inAll--
    }
    return done
  }
  return new Proxy(router, { get: (of, name) => (name === "step" ? step : Reflect.get(of, name)) })
}
