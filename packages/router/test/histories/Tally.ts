import type { Command } from "../../src/Command.ts"
import type { Outcome, Router } from "../../src/Router.ts"
import type { ContactView } from "../../src/View.ts"
import type { Evidence } from "./Evidence.ts"

/** Counts what random histories exercise: commands, events, refusals, and rules that decided something. */
export class Tally {
  readonly evidence: ReadonlyArray<readonly [rule: string, evidence: Evidence]>
  readonly commands = new Map<string, number>()
  readonly accepted = new Map<string, number>()
  readonly refusals = new Map<string, number>()
  readonly events = new Map<string, number>()
  readonly rules = new Map<string, number>()
  /** `Enqueue ContactExists`: which command was refused why. */
  readonly refusalsOf = new Map<string, number>()
  private contact: ContactView | undefined
  private waiting = 0
  private ready = 0
  private asked = 0

  constructor(evidenceOf: Readonly<Record<string, Evidence | string>>) {
    this.evidence = Object.entries(evidenceOf).filter(
      (entry): entry is [string, Evidence] => typeof entry[1] !== "string"
    )
    for (const [rule] of this.evidence) this.rules.set(rule, 0)
  }

  before(router: Router, command: Command): void {
    this.contact = "contact" in command ? router.view.contact(command.contact) : undefined
    this.waiting = command.type === "Enqueue" ? 1 : 0
    this.ready = 0
    for (const { state } of router.view.contacts()) if (state === "waiting") this.waiting++
    for (const { presence } of router.view.agents()) if (presence === "ready") this.ready++
  }

  after(router: Router, command: Command, outcome: Outcome): void {
    count(this.commands, command.type)
    if (outcome.refusal === undefined) count(this.accepted, command.type)
    else {
      count(this.refusals, outcome.refusal.reason)
      count(this.refusalsOf, `${command.type} ${outcome.refusal.reason}`)
    }
    for (const { type } of outcome.events) count(this.events, type)
    const { contact, waiting, ready } = this
    const step = { command, outcome, view: router.view, contact, waiting, ready, gates: this.gates(router) }
    for (const [rule, decided] of this.evidence) if (decided(step)) count(this.rules, rule)
  }

  /** Asks of one contact that waits, in turn, what keeps everybody from it. */
  private gates(router: Router): ReadonlySet<string> {
    const waiting = [...router.view.contacts()].filter(({ state }) => state === "waiting")
    const one = waiting[this.asked++ % Math.max(1, waiting.length)]
    if (one === undefined) return new Set()
    const rules = router.explain(one.id).candidates.flatMap(({ rule }) => (rule === undefined ? [] : [rule]))
    return new Set(rules)
  }
}

const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)

export const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0)
