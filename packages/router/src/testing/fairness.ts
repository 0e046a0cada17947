import * as fc from "fast-check"
import { createRouter } from "../createRouter.ts"
import { everything } from "./everything.ts"
import { type Ability, everyAbility } from "./fair/Abilities.ts"
import { dayLaws } from "./fair/day/laws.ts"
import type { Driven } from "./fair/driven.ts"
import { drivenHistories } from "./fair/drivenHistories.ts"
import type { MakeRouter } from "./fair/FairRouter.ts"
import { hear, judgedAgainst, judgedOverDay, judgedTogether, type Verdict } from "./fair/Hearing.ts"
import { historyLaws } from "./fair/history/index.ts"
import type { FairnessOptions } from "./fair/Options.ts"
import { eventLaws } from "./fair/watch/index.ts"
import type { History } from "./History.ts"
import type { Law } from "./Law.ts"

export type { FairRouter, MakeRouter } from "./fair/FairRouter.ts"

/** A law of fairness, as a test. */
export interface FairLaw extends Law {
  /** Why it says nothing about this router; absent = it does. Its `run` then does nothing, and its name says so. */
  readonly leftOut?: string
}

/**
 * What fair means, as laws for any test runner: `for (const law of fairnessLaws("mine", make)) it(law.name, law.run)`. Judged from
 * configuration, commands and events alone, over random histories in which every rule there is takes part. A broken law rejects with
 * `FairnessBroken`: the sentence, what is wrong, the shortest history found as a timeline, and how to see it again.
 */
export function fairnessLaws(subject: string, make: MakeRouter, options: FairnessOptions = {}): ReadonlyArray<FairLaw> {
  const { numRuns = 100, maxMoves = 60, seed = randomSeed(), path, only, rules = {}, onProgress } = options
  const own = abilitiesOf(make)
  const { abilities = own ?? everyAbility } = options
  const { histories = own === undefined ? everything(maxMoves) : drivenHistories(own, maxMoves) } = options
  const restore = options.restore ?? ((snapshot) => createRouter({ queues: {} }, { snapshot, rules }))
  const isAsked = ({ id }: { readonly id: string }) => only === undefined || only.includes(id)
  const events = eventLaws.filter(isAsked)
  const lacks = (asks: ReadonlyArray<string>) => asks.filter((one) => !abilities.includes(one as never))

  const law = <A>(
    { id, says, asks }: { readonly id: string; readonly says: string; readonly asks: ReadonlyArray<string> },
    drawn: fc.Arbitrary<A>,
    of: (history: A) => Verdict,
    from: () => number | undefined | "none" = () => undefined
  ): FairLaw => {
    const missing = lacks(asks)
    const name = `${id} ${subject}: ${says}`
    if (missing.length > 0) {
      const leftOut = `it asks for ${missing.join(", ")}, which this router does not declare`
      return { id, name: `LEFT OUT ${name}: ${leftOut}`, leftOut, run: async () => undefined }
    }
    return {
      id,
      name,
      run: async () => {
        const begins = path === undefined ? from() : undefined
        if (begins === "none") return
        const first = begins === undefined ? {} : { from: begins }
        const again = path === undefined ? {} : { path }
        hear({ id, name, histories: drawn, numRuns, seed, ...again, ...first, onProgress }, of)
      }
    }
  }

  // Event laws are judged together over each history; only one that is broken is looked at alone, to find the shortest.
  let firstOf: Map<string, number> | undefined
  const firstBroken = (): Map<string, number> => {
    if (firstOf !== undefined) return firstOf
    const found = new Map<string, number>()
    let run = 0
    const look = (history: History) => {
      for (const id of judgedTogether(events, make, rules, history).broken.keys())
        if (!found.has(id)) found.set(id, run)
      onProgress?.({ law: events[0]!.id, run: ++run, of: numRuns })
      return found.size < events.length
    }
    fc.check(fc.property(histories, look), { numRuns, seed, endOnFailure: true })
    firstOf = found
    return found
  }
  return [
    ...events.map((one) =>
      law(
        one,
        histories,
        (history) => {
          const { log, broken } = judgedTogether([one], make, rules, history)
          const breach = broken.get(one.id)
          return breach === undefined ? { log } : { log, breach }
        },
        () => firstBroken().get(one.id) ?? "none"
      )
    ),
    ...historyLaws
      .filter(isAsked)
      .map((one) => law(one, histories, (history) => judgedAgainst(one, { make, restore }, history))),
    ...dayLaws.filter(isAsked).map((one) => law(one, one.days(abilities), (day) => judgedOverDay(one, make, day)))
  ]
}

/** Of a router behind a driver. */
const abilitiesOf = (make: MakeRouter): ReadonlyArray<Ability> | undefined =>
  "abilities" in make ? (make as Driven).abilities : undefined

/** Another for each run of the tests; it stands in what a broken law says. */
const randomSeed = (): number => (Date.now() ^ (Math.random() * 0x1_0000_0000)) | 0
