import { type Command, createRouter } from "@strowger/router"
import { type DayPlan, hindsight, type UnitDay } from "@strowger/router/simulate"
import { numbers } from "../task/World.ts"
import type { Policy } from "./Policy.ts"

/** A kind of days on which every contact takes its agent one slot, so that the least possible total wait can be computed. */
export interface UnitKind {
  readonly contacts: number
  /** As many skills as agents; agent n has skill n. */
  readonly agents: number
  /** Contacts come within so many slots. */
  readonly slots: number
  /** With so much probability an agent has each further skill. */
  readonly more: number
}

/** Those of the published table. */
export const unitKinds: ReadonlyArray<UnitKind> = [
  { contacts: 30, agents: 3, slots: 12, more: 0.5 },
  { contacts: 40, agents: 4, slots: 10, more: 0.5 },
  { contacts: 40, agents: 4, slots: 10, more: 0.2 },
  { contacts: 60, agents: 6, slots: 10, more: 0.5 }
]

/** Waits under a policy over the least possible: of all days together, with its standard error, and on the worst day. */
export interface UnitRegret {
  readonly ratio: number
  readonly error: number
  /** The same error, were there 60 days. */
  readonly errorOf60: number
  readonly worst: number
}

interface Drawn {
  readonly skills: ReadonlyArray<ReadonlyArray<number>>
  readonly wants: ReadonlyArray<number>
  readonly arrivals: ReadonlyArray<number>
}

/** So many days of a kind, and the least that had to be waited on each. */
export function unitDays(kind: UnitKind, many: number): ReadonlyArray<Drawn & { readonly least: number }> {
  return Array.from({ length: many }, (_, n) => {
    const drawn = draw(kind, n + 1)
    return { ...drawn, least: hindsight(told(kind, drawn)).totalWait }
  })
}

/**
 * The policy on these days, on the router. `together`: what ends and comes at the beginning of a slot is one wave, matched exactly; else it
 * is matched pair by pair, in order of arrival, as it was in the published figures.
 */
export function unitRegret(days: ReturnType<typeof unitDays>, policy: Policy, together: boolean): UnitRegret {
  const waits = days.map((day) => played(day, policy, together))
  const least = days.reduce((sum, day) => sum + day.least, 0)
  const ratio = waits.reduce((sum, wait) => sum + wait, 0) / least
  const squares = days.reduce(
    (sum, day, n) => sum + (waits[n]! - ratio * day.least) * (waits[n]! - ratio * day.least),
    0
  )
  const deviation = Math.sqrt(squares / (days.length - 1)) / (least / days.length)
  return {
    ratio,
    error: deviation / Math.sqrt(days.length),
    errorOf60: deviation / Math.sqrt(60),
    worst: Math.max(...days.map((day, n) => (day.least === 0 ? 1 : waits[n]! / day.least)))
  }
}

function draw({ contacts, agents, slots, more }: UnitKind, seed: number): Drawn {
  const below = numbers(Math.imul(seed, 2_654_435_761) ^ (contacts * 31 + Math.round(more * 10)))
  // The first numbers of neighbouring seeds are alike.
  for (let n = 0; n < 10; n++) below(2)
  const each = Array.from({ length: agents }, (_, skill) => skill)
  return {
    skills: each.map((own) => each.filter((skill) => skill === own || below(1_000) < more * 1_000)),
    wants: Array.from({ length: contacts }, () => below(agents)),
    arrivals: Array.from({ length: contacts }, () => below(slots))
  }
}

const told = ({ contacts, slots }: UnitKind, { skills, wants, arrivals }: Drawn): UnitDay => ({
  arrivals,
  eligible: wants.map((skill) => skills.flatMap((own, agent) => (own.includes(skill) ? [agent] : []))),
  // Long enough for everybody to be served.
  present: Array.from({ length: slots + contacts }, () => skills.map((_, agent) => agent))
})

const slotMs = 60_000

/** Slots waited by all together. */
function played({ skills, wants, arrivals }: Drawn, policy: Policy, together: boolean): number {
  const bare = planOf(skills)
  const erlangs = Object.fromEntries(skills.map((_, skill) => [`k${skill}`, 1]))
  const plan = policy.on(bare, erlangs)
  const rules = policy.rules?.(bare, erlangs) ?? {}
  const router = createRouter({ ...plan.configuration, wave: together ? {} : { maxPairs: 0 } }, { rules })
  let busy: Command[] = []
  let served = 0
  let waited = 0
  let slot = 0
  router.subscribe((event) => {
    if (event.type !== "OfferAccepted") return
    const { contact, agent } = event
    busy.push({ type: "Complete", contact, agent })
    served++
    waited += slot - arrivals[Number(contact)]!
  })
  for (const [n, { agent, signIn }] of plan.agents.entries()) {
    router.step({ type: "SignIn", agent, ...signIn }, n)
    router.step({ type: "MakeReady", agent }, n)
  }
  for (; served < wants.length; slot++) {
    const commands = busy
    busy = []
    for (const [contact, came] of arrivals.entries())
      if (came === slot)
        commands.push({ type: "Enqueue", contact: `${contact}`, queue: `k${wants[contact]}`, channel: "voice" })
    router.stepTogether(commands, (slot + 1) * slotMs)
  }
  return waited
}

const planOf = (skills: Drawn["skills"]): DayPlan => ({
  configuration: {
    queues: Object.fromEntries(skills.map((_, skill) => [`k${skill}`, { needs: `k${skill}`, autoAccept: true }]))
  },
  classes: {},
  agents: skills.map((own, n) => ({
    agent: `a${n}`,
    // Better at one thing than at another, so that orders by skill have something to go by.
    signIn: { skills: Object.fromEntries(own.map((skill) => [`k${skill}`, 1 + ((n * 4 + skill * 5) % 9)])) },
    shifts: []
  })),
  untilMs: 0
})
