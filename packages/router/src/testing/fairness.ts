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
  /**
   * In how many of the histories of its last `run` it judged something, e.g. an offer: in the others there was nothing to judge, or its
   * premise did not hold. 0 = it held because nothing happened. Undefined before the first `run`, and where it was broken or left out.
   */
  readonly judged?: number
}

/**
 * What fair means, as laws for any test runner: `for (const law of fairnessLaws("mine", make)) it(law.name, law.run)`. Judged from
 * configuration, commands and events alone, over random histories in which every rule there is takes part. A broken law rejects with
 * `FairnessBroken`: the sentence, what is wrong, the shortest history found as a timeline, and how to see it again.
 */
export function fairnessLaws(subject: string, make: MakeRouter, options: FairnessOptions = {}): ReadonlyArray<FairLaw> {
  const {
    numRuns = 100,
    maxMoves = 60,
    seed = fc.readConfigureGlobal()?.seed ?? randomSeed(),
    path,
    only,
    rules = {},
    onProgress
  } = options
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
    known?: () => { readonly from: number } | { readonly judged: number }
  ): FairLaw => {
    const missing = lacks(asks)
    const name = `${id} ${subject}: ${says}`
    if (missing.length > 0) {
      const leftOut = `it asks for ${missing.join(", ")}, which this router does not declare`
      return { id, name: `LEFT OUT ${name}: ${leftOut}`, leftOut, run: async () => undefined }
    }
    const own: { judged?: number } = {}
    const run = async () => {
      delete own.judged
      const told = path === undefined ? known?.() : undefined
      if (told !== undefined && "judged" in told) {
        own.judged = told.judged
        return
      }
      const again = path === undefined ? {} : { path }
      own.judged = hear({ id, name, histories: drawn, numRuns, seed, ...again, ...told, onProgress }, of)
    }
    return {
      id,
      name,
      run,
      get judged() {
        return own.judged
      }
    } as FairLaw
  }

  // Event laws are judged together over each history; only one that is broken is looked at alone, to find the shortest.
  let all: { readonly broken: Map<string, number>; readonly judged: Map<string, number> } | undefined
  const together = () => {
    if (all !== undefined) return all
    const broken = new Map<string, number>()
    const judged = new Map<string, number>()
    let run = 0
    const look = (history: History) => {
      const heard = judgedTogether(events, make, rules, history)
      for (const id of heard.broken.keys()) if (!broken.has(id)) broken.set(id, run)
      for (const id of heard.judged) judged.set(id, (judged.get(id) ?? 0) + 1)
      onProgress?.({ law: events[0]!.id, run: ++run, of: numRuns })
      return broken.size < events.length
    }
    fc.check(fc.property(histories, look), { numRuns, seed, endOnFailure: true })
    return (all = { broken, judged })
  }
  return [
    ...events.map((one) =>
      law(
        one,
        histories,
        (history) => {
          const { log, broken, judged } = judgedTogether([one], make, rules, history)
          const breach = broken.get(one.id)
          if (breach !== undefined) return { log, breach }
          return judged.has(one.id) ? { log } : { log, unsaid: "there is nothing to judge" }
        },
        () => {
          const from = together().broken.get(one.id)
          return from === undefined ? { judged: together().judged.get(one.id) ?? 0 } : { from }
        }
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
