import type { Router } from "../Router.ts"
import type { ContactView } from "../View.ts"
import { mayTake } from "./eligible.ts"
import type { Estimate, Estimated, NoEstimate } from "./Estimate.ts"
import { Floor } from "./Floor.ts"
import { quantile, stages, z } from "./formula.ts"
import type { Learned } from "./Learned.ts"
import { none } from "./none.ts"
import type { Expected } from "./Arrivals.ts"
import { isComer, Rehearsal } from "./Rehearsal.ts"
import type { Seen } from "./Seen.ts"

interface LookAt {
  readonly router: Router
  readonly copy: () => Router
  readonly learned: Learned
  readonly seen: ReadonlyMap<string, Seen>
  readonly factors: (queue: string) => { readonly p50: number; readonly p80: number }
  readonly expected: () => ReadonlyArray<Expected>
  readonly most: number
  readonly tell: (contact: string, found: number, ahead: ReadonlyArray<string>) => number
}

/** The numbers of SPEC EST-2 for one contact. */
interface Turn {
  readonly by: Estimate["basis"]["by"]
  readonly agents: ReadonlySet<string>
  readonly completions: number
  /** Of these, so many for others who come meanwhile. */
  readonly comers: number
  /** Who is taken before it by these agents, in order. */
  readonly ahead: ReadonlyArray<string>
  /** Rates at which those before it by the completions leave, in the order in which they are taken. */
  readonly thetas: ReadonlyArray<number>
  readonly notBeforeMs?: number
}

/** Everything that is worked out between two events, each thing once. */
export class Look {
  private readonly with: LookAt
  private readonly atMs: number
  private readonly floor: Floor
  private readonly known = new Map<string, { readonly turn: Turn; readonly position: number } | undefined>()
  private readonly agentsOf = new Map<string, ReadonlySet<string>>()
  private readonly thetaOf = new Map<string, number>()
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
      const turn = this.waiting > this.with.most ? this.byPosition(contact) : this.byRehearsal(contact)
      this.known.set(id, turn && { turn, position: this.with.tell(id, turn.ahead.length + 1, turn.ahead) })
    }
    const found = this.known.get(id)
    if (found === undefined) return none(id, this.whyNot(id))
    return this.said(contact, found.turn, found.position)
  }

  /** Of one that an agent gets as soon as it comes. */
  atOnce(contact: ContactView): Estimate {
    const agents = new Set([contact.agent!])
    return this.said(contact, { by: "rehearsal", agents, completions: 0, comers: 0, ahead: [], thetas: [] }, 1)
  }

  private said({ id, queue, channel }: ContactView, turn: Turn, position: number): Estimate {
    const { router, learned } = this.with
    const { agents, completions, thetas, notBeforeMs } = turn
    const mu = this.floor.rate(agents, queue, channel)
    const sum = stages(mu, completions, thetas)
    const factors = this.with.factors(queue)
    const ringMs = learned.ringMs(queue, channel)
    // Time that goes by with no event: only what is left until a certain instant becomes less.
    const fixed = ringMs + Math.max(0, (notBeforeMs ?? 0) - router.view.nowMs)
    const p50Ms = Math.round(factors.p50 * (fixed + quantile(sum, z.p50)))
    const p80Ms = Math.round(factors.p80 * (fixed + quantile(sum, z.p80)))
    const leaving = thetas.reduce((all, theta) => all + theta, 0)
    return {
      known: true,
      contact: id,
      position,
      meanMs: Math.round(fixed + sum.mean),
      p50Ms: Math.min(p50Ms, p80Ms),
      p80Ms,
      basis: {
        by: turn.by,
        atMs: this.atMs,
        completions,
        completionsPerHour: mu * 3_600_000,
        agents: agents.size,
        ahead: turn.ahead.length,
        comers: turn.comers,
        ...(leaving > 0 ? { patienceMs: Math.round(thetas.length / leaving) } : {}),
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

  private byRehearsal(contact: ContactView): Turn | undefined {
    const { id } = contact
    const { copy, learned, expected } = this.with
    this.played ??= new Rehearsal(copy(), learned, (other, agent) => this.mayTake(other).has(agent), expected())
    const { played } = this
    played.runTo(id)
    const place = played.placeOf.get(id)
    if (place === undefined) return undefined
    const own = played.taken[place]!
    const agents = own.later?.agents ?? this.mayTake(id)
    const sinceMs = own.later?.sinceMs ?? this.atMs
    const ahead: string[] = []
    const thetas: number[] = []
    let comers = 0
    for (let at = 0; at < place; at++) {
      const { contact: other, agent, freed, atMs } = played.taken[at]!
      if (!agents.has(agent)) continue
      if (isComer(other)) comers += freed ? 1 : 0
      else {
        ahead.push(other)
        if (freed && atMs >= sinceMs) thetas.push(this.theta(other))
      }
    }
    const gate = own.later === undefined ? {} : { notBeforeMs: own.later.sinceMs }
    const completions = thetas.length + comers + (own.freed ? 1 : 0)
    return { by: "rehearsal", agents, completions, comers, ahead, thetas, ...gate }
  }

  /** Too many wait: its place among those that compete for the same agents. All of them are taken to be of its own kind. */
  private byPosition(contact: ContactView): Turn | undefined {
    const agents = this.mayTake(contact.id)
    const { position } = this.with.router.explain(contact.id)
    if (agents.size === 0 || position === undefined) return undefined
    const thetas = Array.from({ length: position - 1 }, () => this.theta(contact.id))
    const ahead = Array.from({ length: position - 1 }, () => "")
    return { by: "position", agents, completions: position, comers: 0, ahead, thetas }
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
