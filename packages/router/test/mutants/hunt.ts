// Looks for planted bugs, in a process of its own, because an engine with a bug may never return: one `Search` a line comes in as JSON,
// what is `Found` goes out; `{}` = nothing found it.
import { createInterface } from "node:readline"
import * as fc from "fast-check"
import { everything } from "../../src/testing/everything.ts"
import { FairnessBroken } from "../../src/testing/fair/FairnessBroken.ts"
import { judgedAgainst, judgedTogether } from "../../src/testing/fair/Hearing.ts"
import { historyLaws } from "../../src/testing/fair/history/index.ts"
import { eventLaws } from "../../src/testing/fair/watch/index.ts"
import { fairnessLaws } from "../../src/testing/fairness.ts"
import { ownRules, withOwnRules } from "../../src/testing/ownRules.ts"
import { ReferenceRouter } from "../../src/testing/reference/ReferenceRouter.ts"
import { everySmallWorld } from "../../src/testing/smallScope/everySmallWorld.ts"
import { lawfully } from "../../src/testing/smallScope/lawfully.ts"
import { sameAs } from "../../src/testing/smallScope/sameAs.ts"
import { SmallWorldBroken } from "../../src/testing/smallScope/SmallScope.ts"
import type { createRouter, Snapshot } from "../../src/index.ts"
import { playBoth } from "../histories/playBoth.ts"
import type { Found } from "./Found.ts"
import { mutants, withBug } from "./plant.ts"
import type { Search } from "./search.ts"
import { watchReturns } from "./watchReturns.ts"

const small = [
  { agents: 2, contacts: 2 },
  { agents: 1, contacts: 2, acts: 1 },
  { agents: 2, contacts: 1, acts: 1 }
]
const say = (found: Found | undefined) => console.log(JSON.stringify(found ?? {}))

/** One bug. */
class Hunt {
  private readonly search: Search
  private readonly createRouter: typeof createRouter

  constructor(search: Search, create: typeof createRouter) {
    this.search = search
    this.createRouter = create
  }

  async run(): Promise<void> {
    const { only, histories } = this.search
    if (only !== undefined) return say(await this.byLaw(only, histories))
    const [first] = this.brokenLaws(histories, 1)
    if (first === undefined) return say(this.bySmallWorlds() ?? this.byReference())
    say(await this.byLaw(first[0], first[1] + 1))
  }

  private readonly make: typeof createRouter = (configuration) => {
    returned()
    return this.createRouter(configuration, { rules: ownRules })
  }

  private readonly restore = (snapshot: Snapshot) => this.createRouter({ queues: {} }, { snapshot, rules: ownRules })

  /** Which laws the first histories break, until it is so many: the history that is the first to break each, counted from 0. */
  private brokenLaws(histories: number, enough: number): ReadonlyMap<string, number> {
    const laws = new Map<string, number>()
    let threw: readonly [string, number] | undefined
    const note = (id: string, at: number, said: string) => {
      if (said.startsWith("the router threw")) threw ??= [id, at]
      else if (!laws.has(id)) laws.set(id, at)
    }
    const { seed } = this.search
    const subject = { make: this.make, restore: this.restore }
    for (const [at, history] of fc.sample(everything(60), { seed, numRuns: histories }).entries()) {
      for (const [id, { said }] of judgedTogether(eventLaws, this.make, ownRules, history).broken) note(id, at, said)
      // Laws about two histories cost more.
      for (const law of at < (enough === 1 ? 80 : 20) ? historyLaws : []) {
        if (laws.has(law.id) || laws.size >= enough) continue
        const { breach } = judgedAgainst(law, subject, history)
        if (breach !== undefined) note(law.id, at, breach.said)
      }
      if (laws.size >= enough) break
    }
    return laws.size === 0 && threw !== undefined ? new Map([threw]) : laws
  }

  /** The published kit, asked for one law: the shortest history that breaks it. */
  private async byLaw(id: string, numRuns: number): Promise<Found | undefined> {
    const { make, restore, search } = this
    const [law] = fairnessLaws("mutant", make, { numRuns, seed: search.seed, rules: ownRules, restore, only: [id] })
    try {
      await law!.run()
      return undefined
    } catch (error) {
      if (!(error instanceof FairnessBroken)) throw error
      const { runs, breach, log } = error
      return { by: id, histories: runs, moves: log.steps.length, said: breach.said }
    }
  }

  private bySmallWorlds(): Found | undefined {
    const judges = [lawfully(), sameAs((configuration) => new ReferenceRouter(configuration))]
    for (const scope of small) {
      try {
        everySmallWorld(this.make, judges, scope)
      } catch (error) {
        if (!(error instanceof SmallWorldBroken)) throw error
        const [said = ""] = error.message.split("\n")
        return { by: "small worlds", histories: error.covered.histories, moves: 0, said }
      }
    }
    return undefined
  }

  private byReference(): Found | undefined {
    const both = fc.property(withOwnRules(everything()), (history) => playBoth(history, undefined, this.make))
    const { seed, histories } = this.search
    const { failed, errorInstance, numRuns, counterexample } = fc.check(both, { seed, numRuns: histories * 4 })
    if (!failed) return undefined
    const [said = ""] = String((errorInstance as Error | null)?.message).split("\n")
    return { by: "reference", histories: numRuns, moves: counterexample?.[0].moves.length ?? 0, said }
  }
}

const returned = watchReturns()
for await (const line of createInterface({ input: process.stdin })) {
  const search = JSON.parse(line) as Search
  const mutant = mutants.find(({ bug }) => bug === search.bug)
  if (mutant === undefined) throw new Error(`there is no planted bug "${search.bug}"`)
  await new Hunt(search, await withBug(mutant)).run()
}
