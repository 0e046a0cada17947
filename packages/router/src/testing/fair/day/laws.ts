import type * as fc from "fast-check"
import { holds } from "../../Law.ts"
import type { Ability } from "../Abilities.ts"
import type { MakeRouter } from "../FairRouter.ts"
import { days, type PlannedContact, type PlannedDay } from "./PlannedDay.ts"
import { type DayPlayed, playDay, waitsOf } from "./playDay.ts"

/** A law about whole days: the premise is in what is drawn. */
export interface DayLaw {
  readonly id: string
  /** The sentence. */
  readonly says: string
  readonly asks: ReadonlyArray<Ability>
  readonly days: (abilities: ReadonlyArray<Ability>) => fc.Arbitrary<PlannedDay>
  /** Throws `LawBroken`. */
  readonly judge: (make: MakeRouter, played: DayPlayed) => void
}

/** With what the router can do, but for patience where the law is false with it (theory: leaving frees somebody for another). */
const mixed = (abilities: ReadonlyArray<Ability>) =>
  days({
    skills: abilities.includes("skills"),
    priority: abilities.includes("priority"),
    patience: abilities.includes("abandonment")
  })

const pool = () => days()

const may = (skills: ReadonlyArray<string>, { needs }: PlannedContact) =>
  needs === undefined || needs === "" || needs.split(" and ").every((skill) => skills.includes(skill))

/** B1: W <= (floor(q / m) + 1) S, for whoever is served; who nobody may take waits for ever. */
export const boundedWait: DayLaw = {
  id: "FAIR-14",
  says: "a contact waits at most (floor(q / m) + 1) S: q begun meanwhile on the m agents who may take it, S the longest work",
  asks: [],
  days: mixed,
  judge(_, { day, fates }) {
    const longestMs = Math.max(...day.contacts.map(({ handleMs }) => handleMs))
    for (const [at, { contact, startedAtMs, leftAtMs }] of fates.entries()) {
      const able = day.agents.map((skills) => may(skills, contact))
      const m = able.filter(Boolean).length
      if (m === 0) continue
      const endMs = startedAtMs ?? leftAtMs
      holds(endMs !== undefined, `c${at} was never served, and ${m} agents may take it`)
      const meanwhile = fates.filter(
        (other) =>
          other.contact !== contact &&
          other.agent !== undefined &&
          able[other.agent] &&
          other.startedAtMs! >= contact.atMs &&
          other.startedAtMs! <= (endMs ?? 0)
      )
      const q = meanwhile.length
      const boundMs = (Math.floor(q / m) + 1) * longestMs
      const waitMs = (endMs ?? 0) - contact.atMs
      holds(
        waitMs <= boundMs,
        `c${at} waited ${waitMs} ms, more than (floor(${q} / ${m}) + 1) ${longestMs} = ${boundMs}`
      )
    }
  }
}

/** B3: no agent who may take a contact of the highest priority begins another of a lower one while it waits. */
export const noInversion: DayLaw = {
  id: "FAIR-15",
  says: "while a contact of the highest priority waits, nobody who may take it begins one of a lower priority",
  asks: ["priority", "contactOrder"],
  days: mixed,
  judge(_, { day, fates }) {
    const top = Math.max(...day.contacts.map(({ priority = 0 }) => priority))
    for (const [at, { contact, startedAtMs, leftAtMs }] of fates.entries()) {
      if ((contact.priority ?? 0) < top) continue
      const endMs = startedAtMs ?? leftAtMs ?? Number.POSITIVE_INFINITY
      for (const [n, other] of fates.entries()) {
        const { startedAtMs: beganMs, agent } = other
        if (beganMs === undefined || (other.contact.priority ?? 0) === top) continue
        const isMeanwhile = contact.atMs < beganMs && beganMs < endMs && may(day.agents[agent!]!, contact)
        holds(!isMeanwhile, `a${agent} began c${n} at ${beganMs} ms while c${at}, of the highest priority, waited`)
      }
    }
  }
}

/** M9, M11: where all are alike, who serves does not matter, nor how slots are spread over people. */
export const onePool: DayLaw = {
  id: "FAIR-16",
  says: "in one pool in order of arrival, when work begins depends on arrivals and work alone: not on who has how many slots, nor on who is chosen",
  asks: ["slots", "firstCome"],
  days: pool,
  judge(make, played) {
    const { day } = played
    const alone = playDay(make, { ...day, agents: [[]] }, [day.agents.length])
    sameWaits(alone, played, "with one agent of as many slots")
    const { q1 } = day.configuration.queues
    for (const agents of ["roundRobin", "leastFlexible", "loadRatio"] as const) {
      const configuration = { ...day.configuration, queues: { q1: { ...q1, agents } } }
      sameWaits(playDay(make, { ...day, configuration }), played, `with agents by ${agents}`)
    }
  }
}

/** M12: one's own priority. */
export const priorityHelps: DayLaw = {
  id: "FAIR-17",
  says: "more priority of its own never delays a contact",
  asks: ["priority", "contactOrder"],
  days: mixed,
  judge(make, played) {
    better(make, played, (contact) => ({ ...contact, priority: (contact.priority ?? 0) + 1 }), "more priority")
  }
}

/** M13: one's own requirement, where neither the choice of agents nor the order of contacts asks how much a contact needs. */
export const relaxingHelps: DayLaw = {
  id: "FAIR-18",
  says: "needing less never delays a contact",
  asks: ["skills", "contactOrder", "agentOrder"],
  days: mixed,
  judge(make, played) {
    better(make, played, (contact) => ({ ...contact, needs: "" }), "no needs")
  }
}

/** M14 (Kiefer and Wolfowitz): only in one pool, in order of arrival, where nobody leaves and work belongs to the contact. */
export const lessLoadHelps: DayLaw = {
  id: "FAIR-19",
  says: "in one pool in order of arrival where nobody leaves: one agent more, one contact less or shorter work delays nobody",
  asks: ["firstCome"],
  days: pool,
  judge(make, played) {
    const { day } = played
    const { contacts, agents } = day
    noLater(playDay(make, { ...day, agents: [...agents, []] }), played, "with one agent more")
    const at = contacts.findIndex(({ handleMs }) => handleMs === Math.max(...contacts.map((one) => one.handleMs)))
    const shorter = contacts.map((one, n) => (n === at ? { ...one, handleMs: Math.ceil(one.handleMs / 2) } : one))
    noLater(playDay(make, { ...day, contacts: shorter }), played, `with shorter work on c${at}`)
    const left = playDay(make, { ...day, contacts: contacts.filter((_, n) => n !== at) })
    const others = { ...played, fates: played.fates.filter((_, n) => n !== at) }
    noLater(left, others, `without c${at}`)
  }
}

/** B5: equal work, one class, agents who are alike. */
export const equalShares: DayLaw = {
  id: "FAIR-20",
  says: "agents who are alike and rest longest first get equally many of contacts that take equally long, up to one",
  asks: ["agentOrder", "firstCome"],
  days: () => days().map((day) => ({ ...day, contacts: day.contacts.map((one) => ({ ...one, handleMs: 5_000 })) })),
  judge(_, { day, fates }) {
    const counts = day.agents.map((_agent, n) => fates.filter(({ agent }) => agent === n).length)
    const spread = Math.max(...counts) - Math.min(...counts)
    holds(spread <= 1, `of ${fates.length} contacts the agents got ${counts.join(", ")}`)
  }
}

function better(
  make: MakeRouter,
  played: DayPlayed,
  change: (contact: PlannedContact) => PlannedContact,
  what: string
): void {
  const before = waitsOf(played)
  for (const at of played.day.contacts.keys()) {
    const contacts = played.day.contacts.map((one, n) => (n === at ? change(one) : one))
    const [was, is] = [before[at], waitsOf(playDay(make, { ...played.day, contacts }))[at]]
    holds(
      was === undefined || (is !== undefined && is <= was),
      `c${at} waits ${is === undefined ? "in vain" : `${is} ms`} with ${what}, and ${was} ms without`
    )
  }
}

function sameWaits(other: DayPlayed, played: DayPlayed, meant: string): void {
  const [is, was] = [waitsOf(other), waitsOf(played)]
  for (const [at, waitMs] of was.entries())
    holds(is[at] === waitMs, `c${at} waits ${is[at]} ms ${meant}, and ${waitMs} ms here`)
}

function noLater(other: DayPlayed, played: DayPlayed, meant: string): void {
  const [is, was] = [waitsOf(other), waitsOf(played)]
  for (const [at, waitMs] of was.entries()) {
    const isIn = waitMs === undefined || (is[at] ?? Number.POSITIVE_INFINITY) <= waitMs
    holds(isIn, `c${at} waits ${is[at]} ms ${meant}, and ${waitMs} ms here`)
  }
}

/** Every law about whole days. */
export const dayLaws: ReadonlyArray<DayLaw> = [
  boundedWait,
  noInversion,
  onePool,
  priorityHelps,
  relaxingHelps,
  lessLoadHelps,
  equalShares
]
