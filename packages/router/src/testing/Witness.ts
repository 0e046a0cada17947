import type { Configuration } from "../Configuration.ts"
import type { RouterEvent } from "../Event.ts"
import type { RulesGiven } from "../Rule.ts"
import type { View } from "../View.ts"
import { Contradiction } from "./fair/Contradiction.ts"
import { agentFolds } from "./fair/fold/agents.ts"
import { contactFolds } from "./fair/fold/contacts.ts"
import type { Folds } from "./fair/fold/Folding.ts"
import { Folding } from "./fair/fold/Folding.ts"
import { offerFolds } from "./fair/fold/offers.ts"
import { queueFolds } from "./fair/fold/queues.ts"
import { workFolds } from "./fair/fold/work.ts"
import { mayMatch } from "./reference/mayMatch.ts"
import type { Pair } from "./reference/order.ts"
import { referenceView } from "./reference/view.ts"

const folds: Folds = { ...agentFolds, ...contactFolds, ...offerFolds, ...queueFolds, ...workFolds }

/**
 * What an outsider knows who only reads the configuration and the events. It decides nothing and knows nothing of how a router decides,
 * so it can judge any; what the rules say of a pair it asks the reference router's page on that rule.
 */
export class Witness {
  /** As the events tell it. */
  readonly view: View
  /** What is known beside the view: the laws judge by it. */
  readonly known: Folding

  private pairsNow: ReadonlyArray<Pair> | undefined

  /** `rules`: those of the user's own that queues name. */
  constructor(configuration: Configuration, rules: RulesGiven = {}) {
    this.known = new Folding(configuration, rules)
    this.view = referenceView(this.known.ledger)
  }

  /** Folds one event; throws a `Contradiction` where it cannot follow those before it. */
  see(event: RouterEvent): void {
    this.pass(event.atMs)
    this.pairsNow = undefined
    const fold = folds[event.type] as (known: Folding, event: RouterEvent) => void
    fold(this.known, event)
  }

  /** Every contact and agent that may be matched now, by every rule there is. */
  get pairs(): ReadonlyArray<Pair> {
    const { world } = this.known
    this.pairsNow ??= world.contacts.flatMap((contact) =>
      contact.state === "waiting" || contact.state === "offered"
        ? world.agents.filter((agent) => mayMatch(world, contact, agent)).map((agent) => ({ contact, agent }))
        : []
    )
    return this.pairsNow
  }

  /** Time passes: what keeps a pair apart for a while may be over. */
  pass(nowMs: number): void {
    const { world } = this.known
    if (nowMs < world.nowMs) throw new Contradiction("DET-12", `time goes back from ${world.nowMs} to ${nowMs} ms`)
    if (nowMs === world.nowMs) return
    this.pairsNow = undefined
    world.nowMs = nowMs
    for (const contact of world.contacts) {
      if (contact.notUntil.length > 0) contact.notUntil = contact.notUntil.filter(({ untilMs }) => untilMs > nowMs)
    }
  }
}
