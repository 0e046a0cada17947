import type { Router } from "../../src/Router.ts"
import type { Counters } from "../../src/Rule.ts"
import type { Move } from "../../src/testing/History.ts"
import type { Played } from "../../src/testing/Player.ts"
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
  private contacts: ReadonlyMap<string, ContactView> = new Map()
  private waves: Counters | undefined
  private isTogether = false
  private ready = 0
  private asked = 0

  constructor(evidenceOf: Readonly<Record<string, Evidence | string>>) {
    this.evidence = Object.entries(evidenceOf).filter(
      (entry): entry is [string, Evidence] => typeof entry[1] !== "string"
    )
    for (const [rule] of this.evidence) this.rules.set(rule, 0)
  }

  before(router: Router, { act }: Move): void {
    this.contacts = new Map([...router.view.contacts()].map((contact) => [contact.id, contact]))
    this.ready = 0
    for (const { presence } of router.view.agents()) if (presence === "ready") this.ready++
    this.waves = router.counters
    this.isTogether = act.type === "Together"
  }

  after(router: Router, { commands, events, refusals }: Played): void {
    for (const { type } of events) count(this.events, type)
    const come = commands.filter(({ type }) => type === "Enqueue").length
    const waiting = come + [...this.contacts.values()].filter(({ state }) => state === "waiting").length
    const seen = {
      view: router.view,
      waiting,
      ready: this.ready,
      gates: this.gates(router),
      together: this.isTogether ? commands.length : 0,
      wavesExact: router.counters.wavesExact - this.waves!.wavesExact,
      wavesGreedy: router.counters.wavesGreedy - this.waves!.wavesGreedy
    }
    for (const [at, command] of commands.entries()) {
      const refusal = refusals[at]
      count(this.commands, command.type)
      if (refusal === undefined) count(this.accepted, command.type)
      else {
        count(this.refusals, refusal.reason)
        count(this.refusalsOf, `${command.type} ${refusal.reason}`)
      }
      // What happened is told once, with the last.
      const told = at === commands.length - 1 ? events : []
      const outcome = refusal === undefined ? { events: told } : { events: told, refusal }
      const contact = "contact" in command ? this.contacts.get(command.contact) : undefined
      const step = { ...seen, command, outcome, contact }
      for (const [rule, decided] of this.evidence) if (decided(step)) count(this.rules, rule)
    }
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
