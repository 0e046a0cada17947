import type { Channel } from "../Channel.ts"
import type { RouterEvent } from "../Event.ts"
import type { Outcome, Router } from "../Router.ts"
import type { Command } from "../Command.ts"
import type { ContactView } from "../View.ts"
import type { Expected } from "./Arrivals.ts"
import { mayTake } from "./eligible.ts"

/** How long things take, milliseconds. */
export interface Pace {
  /** From acceptance to completion. */
  workMs(queue: string, channel: Channel): number
  wrapUpMs(queue: string, channel: Channel): number
}

/** One contact that an agent got in the rehearsal. */
export interface Taken {
  readonly contact: string
  readonly agent: string
  readonly atMs: number
  /** He got it by becoming free in this instant; otherwise something else changed, e.g. a step of relaxation was reached. */
  readonly freed: boolean
  /** Who could have taken it then, and since when: of the one that is watched. */
  readonly later?: { readonly agents: ReadonlySet<string>; readonly sinceMs: number }
}

const horizonMs = 7 * 86_400_000
/** With others coming who go before, it may never end. */
const busyHorizonMs = 8 * 3_600_000

const comer = "expected to come"
/** Not one who waits, but one of those who are expected to come meanwhile. */
export const isComer = (contact: string): boolean => contact.startsWith(comer)

/**
 * What the engine would do if agents became free one by one in order of their expected ends, those who go before others came as often as
 * they do, nobody left and every offer was accepted at once: played on a copy, so that every rule there is takes part, and only as far as
 * somebody asks.
 */
export class Rehearsal {
  readonly taken: Taken[] = []
  readonly placeOf = new Map<string, number>()
  /** Those that a rule of their queue sent away. */
  readonly gone = new Set<string>()
  private readonly copy: Router
  private readonly pace: Pace
  private readonly watched: string | undefined
  private readonly plans: Array<{ readonly atMs: number; readonly what: Command | Expected }> = []
  private readonly open = new Map<string, { readonly contact: string; readonly agent: string }>()
  private readonly changedAtMs = new Map<string, number>()
  private readonly untilMs: number
  private readonly freed = new Set<string>()
  private steps: number
  private comers = 0

  constructor(copy: Router, pace: Pace, expected: ReadonlyArray<Expected>, watched?: string) {
    this.copy = copy
    this.pace = pace
    this.watched = watched
    const { nowMs } = copy.view
    this.untilMs = nowMs + (expected.length === 0 ? horizonMs : busyHorizonMs)
    const contacts = [...copy.view.contacts()]
    this.steps = 1_000 + 20 * contacts.length
    // Half a gap from now the first: so many come in any time as do on average.
    for (const each of expected) this.plan(nowMs + each.gapMs / 2, each)
    this.beginWork(contacts)
    for (const contact of contacts) this.begin(contact)
    this.openOffers(contacts)
    // Who is between two loops of a telephone vector is on the line: ranked as if he could be connected.
    for (const { id, state, callback } of contacts)
      if (state === "unreachable" && callback === undefined) this.do({ type: "MarkReachable", contact: id })
    this.accept()
  }

  /** Goes on until the contact is taken or gone, or nothing happens any more. */
  runTo(contact: string): void {
    while (!this.placeOf.has(contact) && !this.gone.has(contact) && this.steps-- > 0) if (!this.next()) return
  }

  private next(): boolean {
    const due = this.copy.nextDeadlineMs ?? Number.POSITIVE_INFINITY
    const plannedMs = this.plans.at(-1)?.atMs ?? Number.POSITIVE_INFINITY
    if (Math.min(due, plannedMs) > this.untilMs) return false
    if (due <= plannedMs) this.see(this.copy.tick(Math.max(due, this.copy.view.nowMs)))
    else {
      const { what, atMs } = this.plans.pop()!
      if ("type" in what) this.do(what, atMs)
      else this.come(what, atMs)
    }
    this.accept()
    return true
  }

  private come(expected: Expected, atMs: number): void {
    const contact = `${comer} ${++this.comers}`
    this.do({ ...expected.contact, type: "Enqueue", contact }, atMs)
    this.plan(atMs + expected.gapMs, expected)
  }

  /**
   * Expected ends of what is served now: acceptance and mean time of work. Who is beyond that will not all end in this instant: those of
   * one queue and channel end one after another, the longest first, over one more mean.
   */
  private beginWork(contacts: ReadonlyArray<ContactView>): void {
    const { nowMs } = this.copy.view
    const overdue = new Map<string, ContactView[]>()
    const ends = ({ id, agent, agents }: ContactView, atMs: number) => {
      for (const who of agents ?? [agent!]) this.plan(atMs, { type: "Complete", contact: id, agent: who })
    }
    for (const contact of contacts) {
      const { state, queue, channel, acceptedAtMs } = contact
      if (state !== "active") continue
      const atMs = acceptedAtMs! + this.pace.workMs(queue, channel)
      if (atMs > nowMs) {
        ends(contact, atMs)
        continue
      }
      const alike = overdue.get(`${channel} ${queue}`)
      if (alike === undefined) overdue.set(`${channel} ${queue}`, [contact])
      else alike.push(contact)
    }
    for (const alike of overdue.values()) {
      const stepMs = this.pace.workMs(alike[0]!.queue, alike[0]!.channel) / alike.length
      alike.sort((a, b) => a.acceptedAtMs! - b.acceptedAtMs!)
      for (const [at, contact] of alike.entries()) ends(contact, nowMs + (at + 1) * stepMs)
    }
  }

  /** Oldest first. */
  private openOffers(contacts: ReadonlyArray<ContactView>): void {
    const open = contacts.flatMap(({ id, agent, offer, offers }) =>
      (offers ?? (offer === undefined ? [] : [{ ...offer, agent: agent! }])).map((each) => ({ ...each, contact: id }))
    )
    open.sort((a, b) => a.madeAtMs - b.madeAtMs)
    for (const { id, contact, agent } of open) this.open.set(id, { contact, agent })
  }

  private begin({ id, state, queue, channel, agent, wrapUps, wrapUpEndsAtMs }: ContactView): void {
    const { nowMs } = this.copy.view
    for (const who of wrapUps ?? (state === "wrap-up" ? [agent!] : []))
      this.plan(Math.min(wrapUpEndsAtMs ?? Number.POSITIVE_INFINITY, nowMs + this.pace.wrapUpMs(queue, channel)), {
        type: "EndWrapUp",
        contact: id,
        agent: who
      })
  }

  /** Latest first, so that the next one is at the end; of equal ones the first planned is next. */
  private plan(atMs: number, what: Command | Expected): void {
    const at = Math.ceil(atMs)
    let low = 0
    let high = this.plans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.plans[middle]!.atMs > at) low = middle + 1
      else high = middle
    }
    this.plans.splice(low, 0, { atMs: at, what })
  }

  private do(command: Command, atMs = 0): void {
    this.see(this.copy.step(command, Math.max(atMs, this.copy.view.nowMs)))
  }

  private accept(): void {
    for (const [offer, { contact, agent }] of this.open) {
      this.open.delete(offer)
      this.do({ type: "Accept", contact, agent, offer })
    }
  }

  private see({ events }: Outcome): void {
    this.freed.clear()
    for (const event of events) this.seeOne(event)
  }

  private seeOne(event: RouterEvent): void {
    switch (event.type) {
      case "OfferMade":
        this.open.set(event.offer, { contact: event.contact, agent: event.agent })
        this.take(event.contact, event.agent, event.atMs)
        return
      case "OfferAccepted": {
        this.open.delete(event.offer)
        const { contact, agent } = event
        const served = this.copy.view.contact(contact)
        // What is over by the end of the step has no end to plan.
        if (served === undefined) return
        this.plan(event.atMs + this.pace.workMs(served.queue, served.channel), { type: "Complete", contact, agent })
        return
      }
      case "OfferRescinded":
      case "OfferExpired":
        this.open.delete(event.offer)
        return
      case "ContactCompleted":
      case "AgentLeft":
        this.freed.add(event.agent)
        if (event.wrapUpEndsAtMs !== undefined || event.wrapUpOpen === true) this.wrapUp(event)
        return
      case "WrapUpEnded":
      case "ContactParked":
      case "ContactWoken":
      case "ContactRequeued":
        this.freed.add(event.agent)
        return
      case "ContactDeflected":
        this.gone.add(event.contact)
        return
      case "ReserveOpened":
        this.changedAtMs.set(`queue ${event.queue}`, event.atMs)
        return
      default:
        if ("contact" in event) this.changedAtMs.set(`contact ${event.contact}`, event.atMs)
        else if ("agent" in event) this.changedAtMs.set(`agent ${event.agent}`, event.atMs)
    }
  }

  private wrapUp({
    contact,
    agent,
    atMs
  }: {
    readonly contact: string
    readonly agent: string
    readonly atMs: number
  }) {
    const done = this.copy.view.contact(contact)
    // It began and ended in one step: with a lost desktop, or for no time at all.
    if (done === undefined) return
    this.plan(atMs + this.pace.wrapUpMs(done.queue, done.channel), { type: "EndWrapUp", contact, agent })
  }

  private take(contact: string, agent: string, atMs: number): void {
    if (this.placeOf.has(contact)) return
    const taken = { contact, agent, atMs, freed: this.freed.has(agent) }
    this.placeOf.set(contact, this.taken.length)
    if (contact !== this.watched) {
      this.taken.push(taken)
      return
    }
    const queue = this.copy.view.contact(contact)?.queue
    const changes = [`contact ${contact}`, `agent ${agent}`, `queue ${queue}`].map(
      (of) => this.changedAtMs.get(of) ?? -1
    )
    const sinceMs = Math.max(...changes)
    const agents = new Set([...mayTake(this.copy, contact), agent])
    this.taken.push({ ...taken, later: { agents, sinceMs: sinceMs < 0 ? atMs : sinceMs } })
  }
}
