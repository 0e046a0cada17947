import type { Command } from "../../../Command.ts"
import { holds } from "../../Law.ts"
import type { Played } from "../../Player.ts"
import type { MakeRouter } from "../FairRouter.ts"
import { given, type Log } from "../Log.ts"
import type { PlannedContact, PlannedDay } from "./PlannedDay.ts"

/** What became of a contact. */
export interface Fate {
  readonly contact: PlannedContact
  /** When somebody began to serve it; absent = nobody did. */
  startedAtMs?: number
  /** Who, by his number from 0. */
  agent?: number
  /** When it left; absent = it did not. */
  leftAtMs?: number
}

/** A day as it was. */
export interface DayPlayed {
  readonly log: Log
  readonly day: PlannedDay
  /** As the day's contacts. */
  readonly fates: ReadonlyArray<Fate>
}

interface Planned {
  readonly atMs: number
  /** Equal times: who is done, then who leaves, then who comes. */
  readonly rank: 0 | 1 | 2
  readonly at: number
}

/** Plays a day: every offer is answered at once, and work takes as long as the contact says. */
export function playDay(make: MakeRouter, day: PlannedDay, capacity: ReadonlyArray<number> = []): DayPlayed {
  const router = make(day.configuration)
  const steps: Played[] = []
  const fates: Fate[] = day.contacts.map((contact) => ({ contact }))
  const planned: Planned[] = day.contacts.map(({ atMs }, at) => ({ atMs, rank: 2, at }))
  const numbered = (id: string) => Number(id.slice(1))
  const ask = (command: Command, nowMs: number): void => {
    const step = given(router, [command], nowMs)
    steps.push(step)
    for (const event of step.events) {
      if (event.type === "OfferAccepted") begins(numbered(event.contact), numbered(event.agent), event.atMs)
      if (event.type === "ContactAbandoned") fates[numbered(event.contact)]!.leftAtMs = event.atMs
      if (event.type !== "OfferMade" || router.view.contact(event.contact)?.offer?.id !== event.offer) continue
      const { contact, agent, offer } = event
      ask({ type: "Accept", contact, agent, offer }, nowMs)
    }
  }
  const begins = (at: number, agent: number, nowMs: number) => {
    const fate = fates[at]!
    fate.startedAtMs = nowMs
    fate.agent = agent
    planned.push({ atMs: nowMs + fate.contact.handleMs, rank: 0, at })
  }
  for (const [n, names] of day.agents.entries()) {
    const skills = Object.fromEntries(names.map((name) => [name, 1]))
    const slots = { voice: 0, chat: capacity[n] ?? 1, sms: 0, email: 0, fax: 0 }
    ask({ type: "SignIn", agent: `a${n}`, skills, capacity: slots }, 0)
    ask({ type: "MakeReady", agent: `a${n}` }, 0)
  }
  // Each contact comes, leaves and is done once at most.
  const most = 50 * (day.contacts.length + day.agents.length)
  while (planned.length > 0) {
    holds(steps.length <= most, `${day.contacts.length} contacts are served in more than ${most} steps: it never ends`)
    planned.sort((a, b) => a.atMs - b.atMs || a.rank - b.rank || a.at - b.at)
    const { atMs, rank, at } = planned.shift()!
    const { contact, startedAtMs, agent } = fates[at]!
    if (rank === 0) ask({ type: "Complete", contact: `c${at}`, agent: `a${agent}` }, atMs)
    else if (rank === 1) {
      if (startedAtMs === undefined) ask({ type: "Abandon", contact: `c${at}` }, atMs)
    } else {
      const { needs, priority, patienceMs } = contact
      const more = {
        ...(needs !== undefined && needs !== "" && { needs }),
        ...(priority !== undefined && { priority })
      }
      ask({ type: "Enqueue", contact: `c${at}`, queue: "q1", channel: "chat", ...more }, atMs)
      if (patienceMs !== undefined) planned.push({ atMs: atMs + patienceMs, rank: 1, at })
    }
  }
  return { log: { configuration: day.configuration, steps }, day, fates }
}

/** How long each waited until somebody served it; undefined = nobody did. */
export const waitsOf = ({ fates }: DayPlayed): ReadonlyArray<number | undefined> =>
  fates.map(({ contact, startedAtMs }) => (startedAtMs === undefined ? undefined : startedAtMs - contact.atMs))
