import type { Channel } from "../Channel.ts"
import type { RouterEvent } from "../Event.ts"
import type { Learned } from "./Learned.ts"

/** A contact as the events told of it. */
export interface Seen {
  readonly channel: Channel
  queue: string
  /** What it needs itself; absent = nothing. */
  needs?: string
  /** Since when it waits; absent = somebody has it. */
  waitingSinceMs?: number
  /** What was offered or excluded before makes it a case of its own. */
  isOdd: boolean
  readonly parts: Array<{ readonly agent: string; readonly queue: string; fromMs: number; stage: "work" | "wrapUp" }>
  readonly rings: Array<{ readonly offer: string; readonly atMs: number }>
}

/** Plain data. */
export type StoredSeen = readonly [contact: string, seen: Seen]

/** Folds events into what is learned: how long offers ring, work and wrap-up take, and how often those who wait leave. */
export class Observer {
  readonly contacts = new Map<string, Seen>()
  private readonly learned: Learned

  constructor(learned: Learned, stored: ReadonlyArray<StoredSeen> = []) {
    this.learned = learned
    for (const [contact, seen] of stored) this.contacts.set(contact, structuredCopy(seen))
  }

  get stored(): ReadonlyArray<StoredSeen> {
    return [...this.contacts].map(([contact, seen]) => [contact, structuredCopy(seen)] as const)
  }

  see(event: RouterEvent): void {
    if (event.type === "Configured") this.learned.configuration = event.configuration
    else if (event.type === "ContactQueued") this.comes(event)
    else if ("contact" in event) {
      const seen = this.contacts.get(event.contact)
      if (seen !== undefined) this.ofContact(seen, event)
    }
  }

  private comes(event: Extract<RouterEvent, { type: "ContactQueued" }>): void {
    const { contact, channel, queue, atMs, needs, excludes, customer, preferred, consultOf } = event
    const isOdd = excludes !== undefined || customer !== undefined || preferred !== undefined || consultOf !== undefined
    const own = needs === undefined ? {} : { needs }
    this.contacts.set(contact, { channel, queue, waitingSinceMs: atMs, isOdd, parts: [], rings: [], ...own })
  }

  private ofContact(seen: Seen, event: Extract<RouterEvent, { readonly contact: string }>): void {
    const { atMs, contact } = event
    switch (event.type) {
      case "OfferMade":
        seen.rings.push({ offer: event.offer, atMs })
        return
      case "OfferAccepted": {
        const rang = seen.rings.find(({ offer }) => offer === event.offer)
        if (rang !== undefined) this.learned.rang(seen.queue, seen.channel, atMs - rang.atMs)
        seen.rings.length = 0
        this.stopsWaiting(seen, atMs, false)
        this.begins(seen, event.agent, atMs)
        return
      }
      case "OfferDeclined":
      case "OfferExpired":
      case "OfferRescinded":
        seen.isOdd = true
        drop(seen.rings, ({ offer }) => offer === event.offer)
        return
      case "AgentExcluded":
        seen.isOdd = true
        return
      case "NeedsExpired":
        delete seen.needs
        return
      case "ContactOverflowed":
        seen.queue = event.to
        return
      case "AgentJoined":
        this.begins(seen, event.agent, atMs)
        return
      case "ContactHandedOver":
        this.ends(seen, event.from, event)
        this.begins(seen, event.to, atMs)
        return
      case "AgentLeft":
      case "ContactCompleted":
        this.ends(seen, event.agent, event)
        if (event.type === "ContactCompleted" && seen.parts.length === 0) this.contacts.delete(contact)
        return
      case "ContactTransferred":
        this.ends(seen, event.agent, event)
        seen.queue = event.queue
        if (event.needs !== undefined) seen.needs = event.needs
        this.waitsAgain(seen, atMs)
        return
      case "ContactPulled":
        drop(seen.parts, ({ agent }) => agent === event.agent)
        seen.queue = event.queue
        this.waitsAgain(seen, atMs)
        return
      case "ContactRequeued":
      case "ContactWoken":
      case "CallbackFailed":
        drop(seen.parts, ({ agent }) => agent === event.agent)
        this.waitsAgain(seen, atMs)
        return
      case "ContactParked":
        this.ends(seen, event.agent, event)
        return
      case "WrapUpEnded": {
        const part = seen.parts.find(({ agent, stage }) => agent === event.agent && stage === "wrapUp")
        if (part !== undefined) this.learned.wrappedUp(part.queue, seen.channel, atMs - part.fromMs)
        drop(seen.parts, (one) => one === part)
        if (seen.parts.length === 0 && seen.waitingSinceMs === undefined) this.contacts.delete(contact)
        return
      }
      case "ContactAbandoned":
      case "ContactDeflected":
      case "ContactCancelled":
        this.stopsWaiting(seen, atMs, event.type === "ContactAbandoned")
        this.contacts.delete(contact)
    }
  }

  private stopsWaiting(seen: Seen, atMs: number, abandoned: boolean): void {
    if (seen.waitingSinceMs === undefined) return
    this.learned.waited(seen.queue, seen.channel, atMs - seen.waitingSinceMs, abandoned)
    delete seen.waitingSinceMs
  }

  private waitsAgain(seen: Seen, atMs: number): void {
    seen.isOdd = true
    seen.waitingSinceMs ??= atMs
  }

  private begins(seen: Seen, agent: string, atMs: number): void {
    drop(seen.parts, (part) => part.agent === agent)
    seen.parts.push({ agent, queue: seen.queue, fromMs: atMs, stage: "work" })
  }

  private ends(
    seen: Seen,
    agent: string,
    { atMs, ...how }: { readonly atMs: number; readonly wrapUpEndsAtMs?: number; readonly wrapUpOpen?: true }
  ): void {
    const part = seen.parts.find((one) => one.agent === agent && one.stage === "work")
    if (part === undefined) return
    this.learned.worked(part.queue, seen.channel, atMs - part.fromMs)
    if (how.wrapUpEndsAtMs === undefined && how.wrapUpOpen === undefined) {
      this.learned.wrappedUp(part.queue, seen.channel, 0)
      drop(seen.parts, (one) => one === part)
      return
    }
    part.stage = "wrapUp"
    part.fromMs = atMs
  }
}

function drop<A>(list: A[], which: (one: A) => boolean): void {
  const at = list.findIndex(which)
  if (at >= 0) list.splice(at, 1)
}

const structuredCopy = (seen: Seen): Seen => ({
  ...seen,
  parts: seen.parts.map((part) => ({ ...part })),
  rings: seen.rings.map((ring) => ({ ...ring }))
})
