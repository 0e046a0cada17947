import type { Command } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { Outcome } from "../../Router.ts"
import type { RulesGiven } from "../../Rule.ts"
import type { View } from "../../View.ts"
import { accepted, acceptsAtOnce, offer } from "./acts.ts"
import { decide } from "./decide.ts"
import { leave } from "./deflect.ts"
import { firstDue } from "./due.ts"
import { Ledger } from "./Ledger.ts"
import { mayMatch } from "./mayMatch.ts"
import { type Pair, pairOrder } from "./order.ts"
import { turnReserves } from "./reserves.ts"
import { skipSteps } from "./relax.ts"
import { referenceView } from "./view.ts"
import { nextDelayMs } from "./wishes.ts"

/**
 * The slow, obvious router: objects, arrays, full scans, a page per rule. What it does is right because it can be read; what the
 * engine does is right because it does the same (SPEC DET-7). For histories of some hundred commands, not for work.
 */
export class ReferenceRouter {
  /** The state as it is now. */
  readonly view: View
  private readonly ledger: Ledger

  constructor(configuration: Configuration, given: RulesGiven = {}) {
    this.ledger = new Ledger(configuration, given)
    this.view = referenceView(this.ledger)
  }

  /** One command at `nowMs`: what is due, then the command. */
  step(command: Command, nowMs: number): Outcome {
    const { ledger } = this
    ledger.events = []
    if (nowMs < ledger.nowMs) return { events: [], refusal: { reason: "TimeWentBack", text: "" } }
    ledger.world.nowMs = nowMs
    this.ring()
    this.assign()
    const reason = decide(ledger, command)
    if (reason !== undefined) return { events: ledger.events, refusal: { reason, text: "" } }
    this.assign()
    return { events: ledger.events }
  }

  /** Fires what is due at `nowMs`. */
  tick(nowMs: number): Outcome {
    return this.step({ type: "Tick" }, nowMs)
  }

  /** When `tick` must be called next, engine time; undefined = nothing is due. */
  get nextDeadlineMs(): number | undefined {
    const dueAtMs = firstDue(this.ledger)?.atMs ?? Number.POSITIVE_INFINITY
    const first = Math.min(dueAtMs, nextDelayMs(this.ledger.world))
    return first === Number.POSITIVE_INFINITY ? undefined : first
  }

  private assign(): void {
    do this.match()
    while (leave(this.ledger) || this.ring())
  }

  /** Whatever is due, first due first; says whether anything was. */
  private ring(): boolean {
    const { ledger } = this
    let rang = false
    for (let due = firstDue(ledger); due !== undefined && due.atMs <= ledger.nowMs; due = firstDue(ledger)) {
      due.fire()
      rang = true
    }
    return rang
  }

  /** Of all pairs that may be matched now the first in order; until none is left. */
  private match(): void {
    skipSteps(this.ledger)
    const { world } = this.ledger
    for (;;) {
      const pairs = world.contacts.flatMap((contact) =>
        world.agents.filter((agent) => mayMatch(world, contact, agent)).map((agent) => ({ contact, agent }))
      )
      const order = pairOrder(world)
      const first = pairs.reduce<Pair | undefined>(
        (best, pair) => (best === undefined || order(pair, best) < 0 ? pair : best),
        undefined
      )
      if (first === undefined) {
        if (!turnReserves(this.ledger)) return
        continue
      }
      const tie = offer(this.ledger, first.contact, first.agent)
      if (acceptsAtOnce(this.ledger, first.contact, first.agent)) accepted(this.ledger, first.contact, tie)
    }
  }
}
