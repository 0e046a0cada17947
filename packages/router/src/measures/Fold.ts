import type { RouterEvent, WrapUpBegun } from "../Event.ts"
import type { Days } from "./Days.ts"
import type { Hands } from "./Hands.ts"
import type { Part, Seen } from "./Seen.ts"

/** What counts as in time, by queue and in all, milliseconds. */
export interface Limits {
  readonly serviceLevelMs: (queue: string) => number
  readonly shortAbandonMs: number
}

/** What each event means for the counts. Events about contacts that it has not seen come are passed over. */
export class Fold {
  readonly contacts: Map<string, Seen> = new Map()
  private readonly days: Days
  private readonly hands: Hands
  private readonly limits: Limits

  constructor(days: Days, hands: Hands, limits: Limits) {
    this.days = days
    this.hands = hands
    this.limits = limits
  }

  see(event: RouterEvent): void {
    if (event.type === "ContactQueued") this.comes(event)
    else if ("contact" in event) this.ofContact(event)
    else if ("agent" in event) this.ofAgent(event)
  }

  private comes({ atMs, contact: id, queue, channel, consultOf }: Of<"ContactQueued">): void {
    const isConsult = consultOf !== undefined
    const seen = { channel, queuedAtMs: atMs, isConsult, queue, answeredIn: undefined, isOver: false }
    this.contacts.set(id, { ...seen, parts: new Map(), spentMs: new Map() })
    if (!isConsult) this.days.queue(atMs, queue).queued++
  }

  private ofAgent(event: Extract<RouterEvent, { readonly agent: string }>): void {
    const hand = this.hands.at(event.agent, event.atMs)
    switch (event.type) {
      case "AgentSignedIn":
        hand.slots = { ...event.capacity }
        if (hand.presence === "out") hand.presence = "notReady"
        return
      case "AgentSignedOut":
        hand.presence = "out"
        return
      case "AgentReady":
        hand.presence = "ready"
        return
      case "AgentNotReady":
        hand.presence = "notReady"
        return
      case "AgentLost":
        hand.wasReady = hand.presence === "ready"
        hand.presence = "lost"
        return
      case "AgentReturned":
        hand.presence = hand.wasReady ? "ready" : "notReady"
    }
  }

  private ofContact(event: Extract<RouterEvent, { readonly contact: string }>): void {
    const seen = this.contacts.get(event.contact)
    if (seen === undefined) return
    const { atMs } = event
    switch (event.type) {
      case "OfferAccepted":
        if (seen.answeredIn === undefined) this.answer(seen, atMs)
        seen.answeredIn = seen.queue
        this.take(seen, event.agent, atMs)
        break
      case "AgentJoined":
        this.take(seen, event.agent, atMs)
        break
      case "ContactHandedOver":
        this.leave(seen, event.from, event)
        this.take(seen, event.to, atMs)
        break
      case "ContactTransferred":
        this.leave(seen, event.agent, event)
        seen.queue = event.queue
        break
      case "AgentLeft":
        this.leave(seen, event.agent, event)
        break
      case "ContactCompleted":
        this.leave(seen, event.agent, event)
        seen.isOver = true
        break
      case "ContactParked":
        this.turn(seen, event.agent, atMs, { stage: "parked", takesSlot: event.keepsCapacity === true })
        break
      case "ContactWoken":
      case "ContactRequeued":
      case "CallbackFailed":
      case "WrapUpEnded":
        this.turn(seen, event.agent, atMs, undefined)
        break
      case "ContactPulled":
        if (seen.parts.get(event.agent)?.stage !== "wrapUp") this.turn(seen, event.agent, atMs, undefined)
        if (![...seen.parts.values()].some(({ stage }) => stage === "work")) this.move(seen, event.queue, atMs)
        break
      case "ContactOverflowed":
        this.move(seen, event.to, atMs)
        break
      case "ContactAbandoned":
      case "ContactDeflected":
      case "ContactCancelled":
        this.end(seen, event)
    }
    this.forget(event.contact, seen, atMs)
  }

  private answer(seen: Seen, atMs: number): void {
    if (seen.isConsult) return
    const counts = this.days.queue(atMs, seen.queue)
    const waitMs = atMs - seen.queuedAtMs
    counts.answered++
    counts.waitMs += waitMs
    if (waitMs <= this.limits.serviceLevelMs(seen.queue)) counts.answeredInTime++
  }

  private end(seen: Seen, { type, atMs }: Of<"ContactAbandoned" | "ContactDeflected" | "ContactCancelled">): void {
    seen.isOver = true
    if (seen.isConsult) return
    const counts = this.days.queue(atMs, seen.queue)
    const waitMs = atMs - seen.queuedAtMs
    if (seen.answeredIn !== undefined) {
      if (type === "ContactAbandoned") counts.abandonedAfterAnswer++
    } else if (type === "ContactDeflected") counts.deflected++
    else if (type === "ContactCancelled") counts.cancelled++
    else {
      counts.abandoned++
      if (waitMs <= this.limits.serviceLevelMs(seen.queue)) counts.abandonedInTime++
      if (waitMs <= this.limits.shortAbandonMs) counts.shortAbandons++
    }
  }

  private move(seen: Seen, to: string, atMs: number): void {
    if (seen.answeredIn === undefined && !seen.isConsult && to !== seen.queue) {
      this.days.queue(atMs, seen.queue).movedOut++
      this.days.queue(atMs, to).movedIn++
    }
    seen.queue = to
  }

  private take(seen: Seen, agent: string, atMs: number): void {
    if (!seen.spentMs.has(agent)) seen.spentMs.set(agent, 0)
    this.turn(seen, agent, atMs, { stage: "work", takesSlot: true })
  }

  /** His part is over: wrap-up, or nothing. */
  private leave(seen: Seen, agent: string, begun: WrapUpBegun & { readonly atMs: number }): void {
    const isWrapUp = begun.wrapUpEndsAtMs !== undefined || begun.wrapUpOpen === true
    const takesSlot = begun.wrapUpFree !== true
    this.turn(seen, agent, begun.atMs, isWrapUp ? { stage: "wrapUp", takesSlot } : undefined)
  }

  /** What the agent has of the contact from now on; what he had so far is booked. */
  private turn(seen: Seen, agent: string, atMs: number, next: Omit<Part, "sinceMs"> | undefined): void {
    const hand = this.hands.at(agent, atMs)
    const last = seen.parts.get(agent)
    if (last !== undefined) {
      if (last.takesSlot) hand.taken[seen.channel]--
      if (last.stage !== "parked") {
        hand.inHand--
        seen.spentMs.set(agent, (seen.spentMs.get(agent) ?? 0) + atMs - last.sinceMs)
      }
      seen.parts.delete(agent)
    }
    if (next === undefined) return
    seen.parts.set(agent, { ...next, sinceMs: atMs })
    if (next.takesSlot) hand.taken[seen.channel]++
    if (next.stage !== "parked") hand.inHand++
  }

  /** Over, and nobody is in wrap-up of it: it is handled, and its id is free. */
  private forget(id: string, seen: Seen, atMs: number): void {
    if (!seen.isOver || seen.parts.size > 0) return
    this.contacts.delete(id)
    if (seen.answeredIn === undefined || seen.isConsult) return
    const counts = this.days.queue(atMs, seen.answeredIn)
    counts.handled++
    for (const [agent, spentMs] of seen.spentMs) {
      counts.handleMs += spentMs
      const own = this.days.agent(atMs, agent)
      own.handled++
      own.handleMs += spentMs
    }
  }
}

type Of<Type extends RouterEvent["type"]> = Extract<RouterEvent, { readonly type: Type }>
