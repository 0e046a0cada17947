import type { Router } from "../Router.ts"
import type { ContactView } from "../View.ts"
import { mayTake } from "./eligible.ts"
import type { Estimate, Estimated, NoEstimate } from "./Estimate.ts"
import { Floor } from "./Floor.ts"
import { quantile, type Stages, stages, z } from "./formula.ts"
import type { Learned } from "./Learned.ts"
import { Line } from "./Line.ts"
import { none } from "./none.ts"
import type { Expected } from "./Arrivals.ts"
import { Rehearsal } from "./Rehearsal.ts"
import type { Seen } from "./Seen.ts"

interface LookAt {
  readonly router: Router
  readonly copy: () => Router
  readonly learned: Learned
  readonly seen: ReadonlyMap<string, Seen>
  readonly factors: (queue: string) => { readonly p50: number; readonly p80: number }
  readonly expected: () => ReadonlyArray<Expected>
  readonly most: number
  /** The position to tell where this one was found; `ahead`: those before it, as far as they are known. */
  readonly tell: (contact: string, found: number, ahead: () => ReadonlyArray<string>) => number
}

/** The numbers of SPEC EST-2 for one contact. */
interface Turn {
  readonly by: Estimate["basis"]["by"]
  readonly agents: ReadonlySet<string>
  readonly completions: number
  /** Of these, so many for others who come meanwhile. */
  readonly comers: number
  /** How many of those who wait are taken before it by these agents. */
  readonly ahead: number
  /** Mean patience of those ahead; absent = they stay. */
  readonly patienceMs?: number
  readonly wait: Stages
  readonly notBeforeMs?: number
}

interface Told {
  readonly turn: Turn
  readonly position: number
}

/** Everything that is worked out between two events, each thing once. */
export class Look {
  private readonly with: LookAt
  private readonly atMs: number
  private readonly floor: Floor
  private readonly known = new Map<string, Told | undefined>()
  private readonly agentsOf = new Map<string, ReadonlySet<string>>()
  private readonly thetaOf = new Map<string, number>()
  private readonly lines = new Map<ReadonlySet<string>, Line>()
  private readonly waiting: number
  private readonly isPlain: boolean
  private played: Rehearsal | undefined

  constructor(look: LookAt) {
    this.with = look
    const { view } = look.router
    this.atMs = view.nowMs
    this.floor = new Floor(view, (queue, channel) => look.learned.handleMs(queue, channel))
    let waiting = 0
    for (const { waiting: some } of view.queues()) waiting += some
    this.waiting = waiting
    this.isPlain = [...view.agents()].every(({ delays, excludes }) => delays === undefined && excludes === undefined)
  }

  of(id: string): Estimated {
    const { router } = this.with
    const contact = router.view.contact(id)
    if (contact === undefined) return none(id, "unknown")
    if (contact.state === "offered") return none(id, "ringing")
    if (contact.state !== "waiting" && contact.state !== "unreachable") return none(id, "notWaiting")
    if (!this.known.has(id)) {
      this.known.set(id, this.waiting > this.with.most ? this.byPosition(contact) : this.byRehearsal(contact))
    }
    const found = this.known.get(id)
    if (found === undefined) return none(id, this.whyNot(id))
    return this.said(contact, found.turn, found.position)
  }

  /** Of one that an agent gets as soon as it comes. */
  atOnce(contact: ContactView): Estimate {
    const wait = { mean: 0, variance: 0 }
    const agents = new Set([contact.agent!])
    return this.said(contact, { by: "rehearsal", agents, completions: 0, comers: 0, ahead: 0, wait }, 1)
  }

  private said({ id, queue, channel }: ContactView, turn: Turn, position: number): Estimate {
    const { router, learned } = this.with
    const { agents, completions, ahead, comers, wait, patienceMs, notBeforeMs } = turn
    const factors = this.with.factors(queue)
    const ringMs = learned.ringMs(queue, channel)
    // Time that goes by with no event: only what is left until a certain instant becomes less.
    const fixed = ringMs + Math.max(0, (notBeforeMs ?? 0) - router.view.nowMs)
    const p50Ms = Math.round(factors.p50 * (fixed + quantile(wait, z.p50)))
    const p80Ms = Math.round(factors.p80 * (fixed + quantile(wait, z.p80)))
    return {
      known: true,
      contact: id,
      position,
      meanMs: Math.round(fixed + wait.mean),
      p50Ms: Math.min(p50Ms, p80Ms),
      p80Ms,
      basis: {
        by: turn.by,
        atMs: this.atMs,
        completions,
        completionsPerHour: this.floor.rate(agents, queue, channel) * 3_600_000,
        agents: agents.size,
        ahead,
        comers,
        ...(patienceMs === undefined ? {} : { patienceMs: Math.round(patienceMs) }),
        ...(notBeforeMs === undefined ? {} : { notBeforeMs }),
        ringMs: Math.round(ringMs),
        factors
      }
    }
  }

  private whyNot(id: string): NoEstimate["because"] {
    if (this.played?.gone.has(id) === true) return "leaves"
    return this.mayTake(id).size === 0 ? "nobody" : "overtaken"
  }

  private rehearse(watched?: string): Rehearsal {
    const { copy, learned, expected } = this.with
    return new Rehearsal(copy(), learned, expected(), watched)
  }

  private byRehearsal(contact: ContactView): Told | undefined {
    const { id } = contact
    this.played ??= this.rehearse()
    const { played } = this
    played.runTo(id)
    const place = played.placeOf.get(id)
    if (place === undefined) return undefined
    const agents = this.mayTake(id)
    if (agents.has(played.taken[place]!.agent)) return this.turn(contact, this.lineFor(agents), agents, played, place)
    // Something opens a door meanwhile: once more, and now with a look at who can go through.
    const again = this.rehearse(id)
    again.runTo(id)
    const then = again.placeOf.get(id)!
    const { agents: others, sinceMs } = again.taken[then]!.later!
    const line = new Line(others, sinceMs, (other) => this.theta(other))
    return this.turn(contact, line, others, again, then, sinceMs)
  }

  private turn(
    { id, queue, channel }: ContactView,
    line: Line,
    agents: ReadonlySet<string>,
    { taken }: Rehearsal,
    place: number,
    notBeforeMs?: number
  ): Told {
    const { ahead, freed, comers } = line.at(place, taken)
    const completions = freed + comers + (taken[place]!.freed ? 1 : 0)
    const wait = stages(this.floor.rate(agents, queue, channel), completions, line.thetas, freed)
    const position = this.with.tell(id, ahead + 1, () => line.ahead.slice(0, ahead))
    const patience = wait.leaving > 0 ? { patienceMs: freed / wait.leaving } : {}
    const gate = notBeforeMs === undefined ? {} : { notBeforeMs }
    return { turn: { by: "rehearsal", agents, completions, comers, ahead, wait, ...patience, ...gate }, position }
  }

  private lineFor(agents: ReadonlySet<string>): Line {
    let line = this.lines.get(agents)
    if (line === undefined) {
      line = new Line(agents, this.atMs, (other) => this.theta(other))
      this.lines.set(agents, line)
    }
    return line
  }

  /** Too many wait: its place among those that compete for the same agents. All of them are taken to be of its own kind. */
  private byPosition({ id, queue, channel }: ContactView): Told | undefined {
    const agents = this.mayTake(id)
    const { position } = this.with.router.explain(id)
    if (agents.size === 0 || position === undefined) return undefined
    const theta = this.theta(id)
    const ahead = position - 1
    const wait = stages(
      this.floor.rate(agents, queue, channel),
      position,
      Array.from({ length: ahead }, () => theta),
      ahead
    )
    const patience = theta > 0 && ahead > 0 ? { patienceMs: 1 / theta } : {}
    const turn: Turn = { by: "position", agents, completions: position, comers: 0, ahead, wait, ...patience }
    return { turn, position: this.with.tell(id, position, () => []) }
  }

  private theta(id: string): number {
    let theta = this.thetaOf.get(id)
    if (theta === undefined) {
      const contact = this.with.router.view.contact(id)
      const stays = contact === undefined || contact.callback !== undefined
      theta = stays ? 0 : this.with.learned.theta(contact.queue, contact.channel)
      this.thetaOf.set(id, theta)
    }
    return theta
  }

  /** Asked once for all who ask for the same. */
  private mayTake(id: string): ReadonlySet<string> {
    const contact = this.with.router.view.contact(id)
    const seen = this.with.seen.get(id)
    const isCommon =
      this.isPlain && contact !== undefined && seen !== undefined && !seen.isOdd && contact.heldFor === undefined
    const key = isCommon ? JSON.stringify([contact.queue, contact.channel, contact.step, seen.needs]) : id
    let agents = this.agentsOf.get(key)
    if (agents === undefined) {
      agents = mayTake(this.with.router, id)
      this.agentsOf.set(key, agents)
    }
    return agents
  }
}
