import type { World } from "../world/World.ts"
import { Clock } from "../cycle/Clock.ts"
import { bestAgentFor, bestContactFor, Count, F, I, N, Origin, Presence, State, step, Work } from "./engine.ts"

/** An agent has no more than so many contacts at once. */
const mostInHand = 5

/**
 * More wait than can be served. A step = an agent's slot frees and the best of all who wait is found for him; it leaves, and another of its
 * class comes, for whom an agent is looked for in vain. So the mix of classes stays as it is: served classes that drain make a step look
 * cheaper than it is.
 */
export class Backlog {
  readonly state: State
  /** Agents who are served by somebody who waits, in no order. */
  readonly busy: Int32Array
  /** What each has in hand. */
  private readonly channel: Int8Array
  private readonly clock: Clock
  private turn = 0
  /** Who was chosen last, -1 = nobody. */
  chosen = -1
  /** Decisions, and those of them that found nobody. */
  decisions = 0
  misses = 0

  /** "evenly": as many of every class, however few wait. */
  constructor(world: World, mix: "drawn" | "evenly" = "drawn") {
    const { size, classes, staff, draw } = world
    const room = size.waiting + size.agents * mostInHand + 16
    this.clock = new Clock(size.waiting)
    const s = new State(world.configuration, { contacts: room, agents: size.agents })
    this.state = s
    let contacts = 0
    const arrives = () => {
      this.advance()
      const kind = mix === "evenly" ? contacts % classes.length : draw(classes.length)
      const command = { type: "Enqueue", contact: `c${contacts}`, ...world.arrival(contacts, kind) } as const
      contacts++
      this.told(step(s, command, s.nowMs))
    }
    for (let n = 0; n < size.waiting; n++) arrives()
    for (const n of staff.keys()) {
      this.told(step(s, world.signIn(n), s.nowMs))
      step(s, { type: "MakeReady", agent: `a${n}` }, s.nowMs)
    }
    for (let agent = 0; agent < s.agents.used; agent++) {
      // Nobody asks for what he can do: he would stand idle beside the backlog.
      if (s.agents.presence[agent] === Presence.Ready && s.agents.firstEngagement[agent]! < 0)
        this.told(step(s, { type: "MakeNotReady", agent: s.agents.id[agent]! }, s.nowMs))
    }
    for (let n = size.waiting - this.waiting; n > 0; n--) arrives()
    const busy: number[] = []
    this.channel = new Int8Array(s.agents.used)
    for (let agent = 0; agent < s.agents.used; agent++) {
      const first = s.agents.firstEngagement[agent]!
      if (first < 0) continue
      busy.push(agent)
      this.channel[agent] = s.engagements.channel[first]!
    }
    this.busy = Int32Array.from(shuffled(busy, draw))
    s.work.fill(0)
  }

  private told(refusal: { readonly text: string } | undefined): void {
    if (refusal !== undefined) throw new Error(refusal.text)
  }

  private advance(): void {
    this.clock.advance()
    this.state.clock[0] = this.clock.nowMs
  }

  readonly step = (): void => {
    const s = this.state
    this.advance()
    const contact = this.decide(this.busy[this.turn++ % this.busy.length]!)
    this.decisions++
    this.chosen = contact
    if (contact < 0) {
      this.misses++
      return
    }
    const { contacts } = s
    s.index.leaveLane(contacts, contact)
    contacts.enqueuedAtMs[contact] = contacts.f[contact * 8 + F.OrderAt] = s.clock[0]!
    contacts.f[contact * 8 + F.Sequence] = s.counts[Count.Contact]!++
    contacts.i[contact * 16 + I.Origin] = Origin.Direct
    s.index.enterLane(contacts, contact)
    bestAgentFor(s, contact)
  }

  /** The best who waits for an agent whose slot has just become free, or -1. */
  private decide(agent: number): number {
    const { agents, index } = this.state
    const occupancy = agents.occupancy[agent]!
    agents.occupancy[agent] = index.profiles[agents.profile[agent]!]!.occupancy.give(occupancy, this.channel[agent]!)
    const contact = bestContactFor(this.state, agent)
    agents.occupancy[agent] = occupancy
    return contact
  }

  get waiting(): number {
    const { lanes } = this.state.index
    let sum = 0
    for (let lane = 0; lane < lanes.used; lane++) sum += lanes.i[lane * 16 + N.Count]!
    return sum
  }

  /** Share of decisions that found somebody. */
  get hitRate(): number {
    return 1 - this.misses / this.decisions
  }

  /** How many bounds of demands a decision compared, on average: it looked at the lanes of the few that might win. */
  get boundsCompared(): number {
    const { work } = this.state
    return work[Work.BoundCompared]! / work[Work.ContactSought]!
  }

  /** How many lanes a decision compared, on average. */
  get lanesCompared(): number {
    const { work } = this.state
    return work[Work.LaneCompared]! / work[Work.ContactSought]!
  }
}

export function shuffled<A>(of: ReadonlyArray<A>, draw: (below: number) => number): A[] {
  const all = [...of]
  for (let at = all.length - 1; at > 0; at--) {
    const other = draw(at + 1)
    ;[all[at], all[other]] = [all[other]!, all[at]!]
  }
  return all
}
