import { N } from "../index/Lanes.ts"
import { allowed } from "../match/allowed.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { type Taker, takerOrder } from "./Taker.ts"

/** Agents who may take some contact. Contacts that the same agents may take share it, whatever else they ask for. */
export interface Circle {
  readonly size: number
  /** How many contacts it has been asked about. */
  contacts: number
}

/** Those of one demand who may take the same contacts of it, the first in order first. */
export interface Takers {
  readonly all: Taker[]
  readonly circle: Circle
}

/** A contact, who may take it, and where its first pair stands in the order of pairs. */
export interface Bid {
  readonly contact: number
  readonly takers: Takers
  readonly rank: number
  readonly score: number
}

/** Everything that may be matched now, as far as it can matter: of like contacts so many as there are agents for them (SPEC WAVE-4). */
export class Bids {
  readonly all: Bid[] = []
  /** Who is in any of the pairs. */
  readonly agents = new Set<number>()
  private readonly circleOf = new Map<string, Circle>()
  private readonly state: State

  constructor(state: State) {
    this.state = state
  }

  get circles(): ReadonlyArray<Circle> {
    return [...this.circleOf.values()]
  }

  /** A contact that is held for this agent. */
  held(contact: number, taker: Taker): void {
    this.add(contact, this.takersOf([taker]))
  }

  /** The contacts of a demand, and all who may take it but for what stands between single contacts and single agents. */
  of(demand: number, takers: Taker[]): void {
    if (takers.length === 0) return
    const { index } = this.state
    const { i, firstActive } = index.lanes
    const known = new Map<string, Takers>()
    const whole = this.known(known, takers)
    const delays = index.wishing ? whole.all.map(({ agent }) => this.delayMs(demand, agent)) : []
    const isPlain = delays.every((ms) => ms === 0)
    for (let lane = firstActive[demand] ?? -1; lane >= 0; lane = i[lane * 16 + N.Next]!) {
      if (isPlain) this.plainLane(lane, whole, known)
      else this.delayedLane(lane, whole, known, delays)
    }
    for (const contact of index.pivot.membersOf(demand)) {
      if (!isPlain) this.delayed(contact, whole, known, delays)
      else if (this.state.contacts.i[contact * 16 + I.Marked] === 1) this.single(contact, whole, known, none)
      else this.add(contact, whole)
    }
  }

  private plainLane(lane: number, whole: Takers, known: Map<string, Takers>): void {
    const { contacts, index } = this.state
    const { i } = index.lanes
    let room = whole.all.length
    let marked = i[lane * 16 + N.Marked]!
    for (let c = i[lane * 16 + N.Head]!; c >= 0 && (room > 0 || marked > 0); c = contacts.i[c * 16 + I.Next]!) {
      if (contacts.i[c * 16 + I.Marked] === 1) {
        marked--
        this.single(c, whole, known, none)
      } else if (room-- > 0) this.add(c, whole)
    }
  }

  /** Somebody takes contacts of this queue only after a delay, so each contact has takers of its own (SPEC SCORE-10). */
  private delayedLane(lane: number, whole: Takers, known: Map<string, Takers>, delays: ReadonlyArray<number>): void {
    const { contacts, index } = this.state
    for (let c = index.lanes.i[lane * 16 + N.Head]!; c >= 0; c = contacts.i[c * 16 + I.Next]!)
      this.delayed(c, whole, known, delays)
  }

  private delayed(contact: number, whole: Takers, known: Map<string, Takers>, delays: ReadonlyArray<number>): void {
    const waitMs = this.state.nowMs - this.state.contacts.enqueuedAtMs[contact]!
    const early = whole.all.filter((_, at) => delays[at]! > waitMs)
    this.single(contact, whole, known, early)
  }

  /** A contact with something between it and single agents; `but` may not take it yet. */
  private single(contact: number, whole: Takers, known: Map<string, Takers>, but: ReadonlyArray<Taker>): void {
    const isMarked = this.state.contacts.i[contact * 16 + I.Marked] === 1
    const left = whole.all.filter(
      (taker) => !but.includes(taker) && (!isMarked || allowed(this.state, contact, taker.agent))
    )
    if (left.length === 0) return
    this.add(contact, left.length === whole.all.length ? whole : this.known(known, left))
  }

  private add(contact: number, takers: Takers): void {
    const { state } = this
    this.all.push({ contact, takers, rank: state.rank(contact), score: state.score(contact) + takers.all[0]!.fit })
    if (takers.circle.contacts++ > 0) return
    for (const { agent } of takers.all) this.agents.add(agent)
  }

  private known(known: Map<string, Takers>, takers: Taker[]): Takers {
    const key = circleKey(takers)
    let same = known.get(key)
    if (same === undefined) known.set(key, (same = this.takersOf(takers, key)))
    return same
  }

  private takersOf(all: Taker[], key = circleKey(all)): Takers {
    let circle = this.circleOf.get(key)
    if (circle === undefined) this.circleOf.set(key, (circle = { size: all.length, contacts: 0 }))
    return { all: all.sort(takerOrder), circle }
  }

  private delayMs(demand: number, agent: number): number {
    return this.state.index.delayMs(demand, this.state.agents.profile[agent]!)
  }
}

const none: ReadonlyArray<Taker> = []

const circleKey = (takers: ReadonlyArray<Taker>): string =>
  takers
    .map(({ agent }) => agent)
    .sort((a, b) => a - b)
    .join()
