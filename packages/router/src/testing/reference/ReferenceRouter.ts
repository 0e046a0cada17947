import type { Command } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { Outcome } from "../../Router.ts"
import type { View } from "../../View.ts"
import { offer } from "./acts.ts"
import { agentOrder } from "./agentOrder.ts"
import { decide } from "./decide.ts"
import { firstDue } from "./due.ts"
import { Ledger } from "./Ledger.ts"
import { mayMatch } from "./mayMatch.ts"
import { contactOrder } from "./order.ts"
import { referenceView } from "./view.ts"

/**
 * The slow, obvious router: objects, arrays, full scans, a page per rule. What it does is right because it can be read; what the
 * engine does is right because it does the same (SPEC DET-7). For histories of some hundred commands, not for work.
 */
export class ReferenceRouter {
  readonly view: View
  private readonly ledger: Ledger

  constructor(configuration: Configuration) {
    this.ledger = new Ledger(configuration)
    this.view = referenceView(this.ledger)
  }

  step(command: Command, nowMs: number): Outcome {
    const { ledger } = this
    ledger.events = []
    if (nowMs < ledger.nowMs) return { events: [], refusal: { reason: "TimeWentBack", text: "" } }
    ledger.world.nowMs = nowMs
    for (let due = firstDue(ledger); due !== undefined && due.atMs <= nowMs; due = firstDue(ledger)) due.fire()
    this.match()
    const reason = decide(ledger, command)
    if (reason !== undefined) return { events: ledger.events, refusal: { reason, text: "" } }
    this.match()
    return { events: ledger.events }
  }

  tick(nowMs: number): Outcome {
    return this.step({ type: "Tick" }, nowMs)
  }

  get nextDeadlineMs(): number | undefined {
    return firstDue(this.ledger)?.atMs
  }

  /** The first contact in order that somebody may take, to the first agent in order who may take it; until no such pair is left. */
  private match(): void {
    const { world } = this.ledger
    for (;;) {
      const { contacts, agents } = world
      const contact = contacts.filter((c) => agents.some((a) => mayMatch(world, c, a))).sort(contactOrder(world))[0]
      if (contact === undefined) return
      const agent = agents.filter((a) => mayMatch(world, contact, a)).sort(agentOrder(world, contact))[0]
      if (agent === undefined) return
      offer(this.ledger, contact, agent)
    }
  }
}
