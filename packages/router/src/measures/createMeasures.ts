import type { RouterEvent } from "../Event.ts"
import { addAgents, addContacts, type AgentCounts, type ContactCounts, noAgents, noContacts } from "./Counts.ts"
import { Days, type StoredDays } from "./Days.ts"
import { Fold } from "./Fold.ts"
import { type Hand, Hands } from "./Hands.ts"
import { type AgentRatios, agentRatios, type ContactRatios, contactRatios } from "./ratios.ts"
import { loadContact, type StoredContact, storeContact } from "./Seen.ts"

/** What is in time, and which day it is. Give the same for a history from beginning to end. */
export interface MeasuresOptions {
  /** How long a contact may wait to be answered in time, by queue, milliseconds. */
  readonly serviceLevelMs: (queue: string) => number
  /** Who left after no longer than this abandoned shortly, milliseconds. Default 5,000. */
  readonly shortAbandonMs?: number
  /** The day of an instant; the instants of a day are one stretch. Default: the date in UTC, "2026-11-24". */
  readonly dayOf?: (atMs: number) => string
}

/** What to sum. */
export interface Selection {
  /** Contacts of this queue; absent = of all. */
  readonly queue?: string
  /** This agent; absent = all. */
  readonly agent?: string
  /** The first day; days are compared as texts. Absent = from the first there is. */
  readonly from?: string
  /** The last day, itself included. A month: from "2026-11-01" to "2026-11-31". Absent = to the last there is. */
  readonly to?: string
}

/** The sums, and what they mean. `queue` of the selection is for the contacts, `agent` for the agents. */
export interface Measured {
  readonly contacts: ContactCounts & ContactRatios
  readonly agents: AgentCounts & AgentRatios
}

/** Everything seen so far as plain data, to go on from. */
export interface MeasuresState {
  /** Engine time of the last event or `passTo`. */
  readonly nowMs: number
  /** Contacts that are not over, their last wrap-up included. */
  readonly contacts: ReadonlyArray<StoredContact>
  /** What every agent is and has in hand. */
  readonly agents: ReadonlyArray<readonly [agent: string, hand: Readonly<Hand>]>
  /** The counts so far. */
  readonly days: StoredDays
}

/** A fold of events into counts by day (SPEC MEAS-1). */
export interface Measures {
  /** The next event of the history. */
  see(event: RouterEvent): void
  /** Time went on without an event: what agents have in hand counts up to here. */
  passTo(atMs: number): void
  /** Counts up to the last event or `passTo`. */
  of(selection?: Selection): Measured
  /** The days on which something was counted, in order. */
  days(): ReadonlyArray<string>
  /** Give it to `createMeasures` to go on with the next event. */
  state(): MeasuresState
}

const defaultShortAbandonMs = 5_000
const utcDate = (atMs: number) => new Date(atMs).toISOString().slice(0, 10)

/** Measures of a history from its beginning, or from where `state` was taken. */
export function createMeasures(options: MeasuresOptions, state?: MeasuresState): Measures {
  const { serviceLevelMs, shortAbandonMs = defaultShortAbandonMs, dayOf = utcDate } = options
  const days = new Days(dayOf)
  const hands = new Hands(days)
  const fold = new Fold(days, hands, { serviceLevelMs, shortAbandonMs })
  let nowMs = state?.nowMs ?? 0
  if (state !== undefined) {
    days.load(state.days)
    for (const [agent, hand] of state.agents) hands.all.set(agent, structuredClone(hand))
    for (const contact of state.contacts) fold.contacts.set(contact.id, loadContact(contact))
  }
  return {
    see: (event) => {
      nowMs = Math.max(nowMs, event.atMs)
      fold.see(event)
    },
    passTo: (atMs) => {
      nowMs = Math.max(nowMs, atMs)
    },
    of: (selection = {}) => {
      hands.bookAll(nowMs)
      const contacts = sum(days.queues, selection, selection.queue, addContacts, noContacts())
      const agents = sum(days.agents, selection, selection.agent, addAgents, noAgents())
      return {
        contacts: { ...contacts, ...contactRatios(contacts) },
        agents: { ...agents, ...agentRatios(agents) }
      }
    },
    days: () => {
      hands.bookAll(nowMs)
      return [...new Set([...days.queues.keys(), ...days.agents.keys()])].toSorted()
    },
    state: () => {
      hands.bookAll(nowMs)
      return {
        nowMs,
        contacts: [...fold.contacts].map(([id, seen]) => storeContact(id, seen)),
        agents: [...hands.all].map(([agent, hand]) => [agent, structuredClone(hand)]),
        days: days.stored
      }
    }
  }
}

function sum<A>(
  cells: ReadonlyMap<string, ReadonlyMap<string, A>>,
  { from, to }: Selection,
  name: string | undefined,
  add: (one: A, other: A) => A,
  none: A
): A {
  let all = none
  for (const [day, ofDay] of cells) {
    if ((from !== undefined && day < from) || (to !== undefined && day > to)) continue
    for (const [of, counts] of ofDay) if (name === undefined || of === name) all = add(all, counts)
  }
  return all
}
