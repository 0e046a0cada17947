import type { QueueRule } from "../compile/Policy.ts"
import { type Contacts, I } from "../state/Contacts.ts"
import { Lanes, N } from "./Lanes.ts"

/**
 * The contacts that wait for one agent each (SPEC HOLD-2), as lanes of his own: those of one class stand in one, in order. Where demands
 * have their lanes, agents have theirs here; an empty one is given back, so there are no more than contacts that are held.
 */
export class Held {
  readonly lanes: Lanes
  private readonly contacts: Contacts
  private readonly laneOf = new Map<number, Map<number, number>>()

  constructor(contacts: Contacts) {
    this.contacts = contacts
    this.lanes = new Lanes(16, contacts)
  }

  enter(contact: number, priority: number, queue: QueueRule): void {
    const { i } = this.contacts
    const agent = i[contact * 16 + I.Preferred]!
    const klass = i[contact * 16 + I.Class]!
    let own = this.laneOf.get(agent)
    if (own === undefined) this.laneOf.set(agent, (own = new Map()))
    let lane = own.get(klass)
    if (lane === undefined) own.set(klass, (lane = this.lanes.open(agent, priority, queue, false)))
    this.lanes.enter(contact, lane)
  }

  leave(contact: number): void {
    const { i } = this.contacts
    const lane = i[contact * 16 + I.Lane]!
    this.lanes.leave(contact)
    if (lane < 0 || this.lanes.i[lane * 16 + N.Count]! > 0) return
    const agent = i[contact * 16 + I.Preferred]!
    const own = this.laneOf.get(agent)!
    own.delete(i[contact * 16 + I.Class]!)
    if (own.size === 0) this.laneOf.delete(agent)
    this.lanes.give(lane)
    this.lanes.settle()
  }

  /** First lane of an agent, -1 = nothing waits for him. */
  firstOf(agent: number): number {
    const { firstActive } = this.lanes
    return agent < firstActive.length ? firstActive[agent]! : -1
  }
}
