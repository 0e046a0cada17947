import { type Contact, Outcome } from "./Contact.ts"
import { Heap } from "./Heap.ts"
import type { System } from "./System.ts"

/** What one priority is worth in the sixty-thousandths that a priority per minute adds in a millisecond. */
const perPriority = 60_000

/**
 * A system by the textbook's rules and by nothing of the router: agents in the order of their rest, a line for each class, the first of
 * all lines whose contact the agent may take. So plain that it can be read against the textbook, and so quick that it can play as long as
 * a figure needs. Of one instant: who ends, then who leaves, then who comes.
 */
export class Textbook {
  private readonly system: System
  private readonly over: (contact: Contact) => void
  private readonly able: ReadonlyArray<ReadonlyArray<boolean>>
  private readonly classesOf: ReadonlyArray<ReadonlyArray<number>>
  private readonly lines: ReadonlyArray<Line>
  /** The idle, at rest longest first: a ring through an entry of nobody. */
  private readonly after: number[]
  private readonly before: number[]
  private readonly ends = new Heap<number>()
  private readonly leaves = new Heap<Contact>()
  private waiting = 0
  private inAll = 0

  /** `over` is told of every contact whose wait is over. */
  constructor(system: System, over: (contact: Contact) => void) {
    const { agents, classes } = system
    this.system = system
    this.over = over
    const everybody = Array.from({ length: agents }, (_, agent) => agent)
    this.able = classes.map((each) => everybody.map((agent) => (each.agents ?? everybody).includes(agent)))
    this.classesOf = everybody.map((agent) => classes.flatMap((_, kind) => (this.able[kind]![agent] ? [kind] : [])))
    this.lines = classes.map(() => new Line())
    this.after = Array.from({ length: agents + 1 }, (_, at) => (at + 1) % (agents + 1))
    this.before = Array.from({ length: agents + 1 }, (_, at) => (at + agents) % (agents + 1))
  }

  arrive(contact: Contact): void {
    const { room = Number.POSITIVE_INFINITY, lines = Number.POSITIVE_INFINITY } = this.system
    this.passTo(contact.arrivedAtMs)
    contact.found = this.waiting
    if (this.waiting >= room || this.inAll >= lines) return this.end(contact, Outcome.Refused, contact.arrivedAtMs)
    this.inAll++
    const agent = this.longestIdle(contact.kind)
    if (agent >= 0) return this.begin(contact, agent, contact.arrivedAtMs)
    this.waiting++
    this.lines[contact.kind]!.add(contact)
    if (contact.patienceMs !== Number.POSITIVE_INFINITY)
      this.leaves.add(contact.arrivedAtMs + contact.patienceMs, contact)
  }

  /** Lives to the end of this instant. */
  passTo(untilMs: number): void {
    for (;;) {
      const { ends, leaves } = this
      const endsAtMs = ends.nextMs
      const leavesAtMs = leaves.nextMs
      if (endsAtMs <= leavesAtMs) {
        if (endsAtMs > untilMs || endsAtMs === Number.POSITIVE_INFINITY) return
        this.free(ends.take(), endsAtMs)
      } else {
        if (leavesAtMs > untilMs) return
        this.leave(leaves.take(), leavesAtMs)
      }
    }
  }

  private free(agent: number, nowMs: number): void {
    this.inAll--
    const contact = this.firstFor(agent, nowMs)
    if (contact === undefined) return this.rest(agent)
    this.lines[contact.kind]!.take()
    this.waiting--
    this.begin(contact, agent, nowMs)
  }

  private leave(contact: Contact, nowMs: number): void {
    if (contact.outcome !== Outcome.Waiting) return
    this.waiting--
    this.inAll--
    this.end(contact, Outcome.Abandoned, nowMs)
  }

  private begin(contact: Contact, agent: number, nowMs: number): void {
    contact.agent = agent
    this.ends.add(nowMs + contact.handleMs, agent)
    this.end(contact, Outcome.Served, nowMs)
  }

  private end(contact: Contact, outcome: number, nowMs: number): void {
    contact.outcome = outcome
    contact.waitMs = nowMs - contact.arrivedAtMs
    this.over(contact)
  }

  private firstFor(agent: number, nowMs: number): Contact | undefined {
    const preferred = this.system.prefers?.[agent]
    if (preferred !== undefined) {
      const { head } = this.lines[preferred]!
      if (head !== undefined) return head
    }
    let best: Contact | undefined
    for (const kind of this.classesOf[agent]!) {
      const { head } = this.lines[kind]!
      if (head !== undefined && (best === undefined || this.isBefore(head, best, nowMs))) best = head
    }
    return best
  }

  private isBefore(one: Contact, other: Contact, nowMs: number): boolean {
    const ahead = this.score(one, nowMs) - this.score(other, nowMs)
    if (ahead !== 0) return ahead > 0
    const sooner = this.countsFromMs(one) - this.countsFromMs(other)
    if (sooner !== 0) return sooner < 0
    return one.index < other.index
  }

  private score(contact: Contact, nowMs: number): number {
    const { priority = 0, perMinute = 0 } = this.system.classes[contact.kind]!
    return priority * perPriority + perMinute * (nowMs - this.countsFromMs(contact))
  }

  private countsFromMs({ arrivedAtMs, kind }: Contact): number {
    return arrivedAtMs - (this.system.classes[kind]!.creditMs ?? 0)
  }

  private longestIdle(kind: number): number {
    const { prefers } = this.system
    const able = this.able[kind]!
    const preferring = prefers === undefined ? -1 : this.firstIdle((agent) => prefers[agent] === kind)
    const agent = preferring >= 0 ? preferring : this.firstIdle((each) => able[each]!)
    if (agent < 0) return -1
    this.after[this.before[agent]!] = this.after[agent]!
    this.before[this.after[agent]!] = this.before[agent]!
    return agent
  }

  private firstIdle(fits: (agent: number) => boolean): number {
    const nobody = this.system.agents
    for (let agent = this.after[nobody]!; agent !== nobody; agent = this.after[agent]!) if (fits(agent)) return agent
    return -1
  }

  private rest(agent: number): void {
    const nobody = this.system.agents
    const last = this.before[nobody]!
    this.after[last] = agent
    this.before[agent] = last
    this.after[agent] = nobody
    this.before[nobody] = agent
  }
}

/** Contacts of one class in the order they came; who has left is passed over. */
class Line {
  private contacts: Contact[] = []
  private from = 0

  add(contact: Contact): void {
    this.contacts.push(contact)
  }

  get head(): Contact | undefined {
    const { contacts } = this
    while (this.from < contacts.length && contacts[this.from]!.outcome !== Outcome.Waiting) this.from++
    if (this.from > 1_000 && 2 * this.from > contacts.length) {
      this.contacts = contacts.slice(this.from)
      this.from = 0
    }
    return this.contacts[this.from]
  }

  take(): void {
    this.from++
  }
}
