import type { Channel } from "../../Channel.ts"
import type { Attributes, Preferred, Skills, SkillTerm } from "../../Command.ts"
import type { RulesGiven } from "../../Rule.ts"
import type { Configuration, QueueConfiguration } from "../../Configuration.ts"
import type { Deflection } from "../../Deflection.ts"
import type { Interval } from "../../Interval.ts"

/** What ties a contact to an agent: first an offer, then work, then a wrap-up. */
export interface Tie {
  readonly agent: Agent
  state: "offered" | "active" | "parked" | "wrap-up"
  /** Number of the offer. */
  readonly offeredAs: number
  /** Queue the contact was in then. */
  readonly queue: string
  readonly offer: { id: string; madeAtMs: number; expiresAtMs: number; forMs: number }
  acceptedAtMs?: number
  wrapUpEndsAtMs?: number
  completedAtMs?: number
  wantsWrapUp?: boolean
  /** It takes no slot of the agent. */
  isFree?: boolean
  /** When its running deadline was set, among all that were ever set. */
  setAs: number
}

export interface Contact {
  readonly id: string
  readonly sequence: number
  queue: string
  readonly channel: Channel
  ownPriority: number
  readonly ownCreditMs: number
  needs: string
  /** 0 = at none yet. */
  step: number
  /** Somebody served it before. */
  served?: true
  readonly enqueuedAtMs: number
  state: "waiting" | "unreachable" | "offered" | "active" | "parked" | "wrap-up"
  /** Oldest first. */
  ties: Tie[]
  readonly never: string[]
  readonly customer?: string
  readonly attributes?: Attributes
  /** Queues it came through by overflow. */
  been: string[]
  callback?: CallbackTerms
  readonly preferred?: ReadonlyArray<Preferred>
  readonly preferredOnly?: true
  /** The only one who may take it now. */
  hold?: { readonly agent: string; readonly untilMs?: number; readonly rung?: number }
  transfers: number
  /** Of a consult: what it is about, and who asks. */
  readonly consultOf?: string
  readonly consultBy?: string
  /** Ids of consults about it. */
  consults: string[]
  notUntil: Array<{ agent: string; untilMs: number; setAs: number }>
}

/** What is so of every contact that has just come: new lists for each. */
export const newcomer = () => ({
  step: 0,
  ties: [] as Tie[],
  been: [] as string[],
  transfers: 0,
  consults: [] as string[],
  notUntil: [] as Contact["notUntil"]
})

/** How a customer is called back. `retries`: how often it may still be tried. */
export interface CallbackTerms {
  readonly windows?: ReadonlyArray<Interval>
  readonly notBeforeMs: number
  readonly retries: number
  readonly gapMs: number
}

export interface Agent {
  readonly id: string
  presence: "signed-out" | "not-ready" | "ready" | "lost"
  /** What he was before he was lost. */
  before?: { readonly presence: "not-ready" | "ready"; readonly reason?: string; readonly sinceMs: number }
  reason?: string
  presenceSinceMs: number
  skills: Skills
  /** Skills that still begin or end. */
  terms: Readonly<Record<string, SkillTerm>>
  attributes: Attributes
  excludes: ReadonlyArray<string>
  /** Queues of which he is only the reserve. */
  reserveFor: Readonly<Record<string, 1 | 2>>
  autoAccept?: true | ReadonlyArray<Channel>
  prefers: Readonly<Record<string, number>>
  delays: Readonly<Record<string, number>>
  allocation: Readonly<Record<string, number>>
  /** Contacts he accepted since he has this allocation, of the queues it names. */
  taken: Record<string, number>
  capacity: Readonly<Record<Channel, number>>
  units?: number
  idleSinceMs: number
  /** Offers missed in a row. */
  misses: number
  /** Rests are numbered: the one begun first is the longest. */
  rest: number
  /** Number of the last offer made to him, 0 = none yet. */
  lastOffer: number
  handledAtMs: number[]
}

/** Something that falls due: whose it is, when, and when it was set among all deadlines that ever were. */
export interface Alarm {
  readonly name: string
  readonly owner: string
  readonly atMs: number
  readonly setAs: number
}

export interface World {
  nowMs: number
  contacts: Contact[]
  agents: Agent[]
  queues: Record<string, QueueConfiguration>
  /** The whole configuration in force. */
  rules: Configuration
  /** Rules of the user's own, by name. */
  given: RulesGiven
  alarms: Alarm[]
  /** How many levels of each queue's reserve have joined. */
  reserveOpen: Record<string, number>
  /** Queues with hours: whether they are open, and what is not over yet, the present opening first. */
  hours: Record<string, { open: boolean; next: ReadonlyArray<Interval> }>
}

export const priorityOf = (world: World, contact: Contact): number =>
  contact.ownPriority + (world.queues[contact.queue]?.priority ?? 0)

export const creditOf = (world: World, contact: Contact): number =>
  contact.ownCreditMs + (world.queues[contact.queue]?.creditMs ?? 0)

/** What an agent has in hand, in the order it was offered. */
export const handsOf = (world: World, agent: Agent): Array<{ readonly contact: Contact; readonly tie: Tie }> =>
  world.contacts
    .flatMap((contact) => contact.ties.filter((tie) => tie.agent === agent).map((tie) => ({ contact, tie })))
    .sort((one, other) => one.tie.offeredAs - other.tie.offeredAs)

/** What of it takes a slot. */
export const loadOf = (world: World, agent: Agent, but?: Contact): ReadonlyArray<Channel> =>
  handsOf(world, agent)
    .filter(({ tie, contact }) => tie.isFree !== true && contact !== but)
    .map(({ contact }) => contact.channel)

export const tieOf = (contact: Contact, agent: Agent | undefined): Tie | undefined =>
  contact.ties.find((tie) => tie.agent === agent)

/** Does one of the two want nothing to do with the other? */
export const excludeOneAnother = (contact: Contact, agent: Agent): boolean =>
  contact.never.includes(agent.id) || excludesIt(agent, contact)

/** By the contact's id, or by who it comes from. */
export const excludesIt = ({ excludes }: Agent, { id, customer }: Contact): boolean =>
  excludes.includes(id) || (customer !== undefined && excludes.includes(customer))
/** Nobody has accepted it yet. */
export const isUnaccepted = ({ state }: Contact): boolean =>
  state === "waiting" || state === "unreachable" || state === "offered"

/** Never twice into one queue; a callback stays. */
export const canGo = ({ queue, been, callback }: Contact, deflection: Deflection): boolean =>
  callback === undefined &&
  (deflection.do !== "overflow" || (deflection.queue !== queue && !been.includes(deflection.queue)))
/** Who serves it, in the order they came. */
export const activeTies = (contact: Contact): Tie[] => contact.ties.filter(({ state }) => state === "active")

/** It rings, and its queue lets it ring at more at once; held for one agent it does not. */
export function mayRingAtMore(world: World, { state, hold, ties, queue }: Contact): boolean {
  if (state !== "offered" || hold !== undefined) return false
  const { offersAtOnce = 1 } = world.queues[queue] ?? {}
  return ties.filter((tie) => tie.state === "offered").length < offersAtOnce
}
