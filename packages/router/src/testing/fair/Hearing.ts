import * as fc from "fast-check"
import type { RulesGiven } from "../../Rule.ts"
import type { History } from "../History.ts"
import { LawBroken } from "../Law.ts"
import type { Played } from "../Player.ts"
import type { DayLaw } from "./day/laws.ts"
import type { PlannedDay } from "./day/PlannedDay.ts"
import { playDay } from "./day/playDay.ts"
import type { FairRouter, MakeRouter } from "./FairRouter.ts"
import { FairnessBroken } from "./FairnessBroken.ts"
import type { HistoryLaw, Subject } from "./HistoryLaw.ts"
import { type Log, play } from "./Log.ts"
import { timelineOf } from "../timeline/timelineOf.ts"
import type { Progress } from "./Options.ts"
import { type Breach, Trial } from "./Trial.ts"
import type { EventLaw } from "./Watch.ts"

/** What one history says of a law: broken, fine, or nothing, because its premise does not hold. */
export interface Verdict {
  readonly log: Log
  readonly breach?: Breach
  /** Why the history says nothing. */
  readonly unsaid?: string
}

/** All event laws over one history, played once. */
export function judgedTogether(
  laws: ReadonlyArray<EventLaw>,
  make: MakeRouter,
  rules: RulesGiven,
  history: History
): { readonly log: Log; readonly broken: ReadonlyMap<string, Breach>; readonly judged: ReadonlySet<string> } {
  const trial = new Trial(laws, history.configuration, rules)
  const steps: Played[] = []
  const log = { configuration: history.configuration, steps }
  try {
    play(make, history, (step, router) => {
      steps.push(step)
      for (const event of step.events) trial.see(event, step.commands)
      trial.settle(step.nowMs, router.view)
    })
  } catch (error) {
    return { log, broken: new Map(laws.map(({ id }) => [id, threw(error)])), judged: trial.judged }
  }
  return { log, broken: trial.broken, judged: trial.judged }
}

/** A law about two histories, over one of them. */
export function judgedAgainst(law: HistoryLaw, subject: Subject, history: History): Verdict {
  const steps: Played[] = []
  const log = { configuration: history.configuration, steps }
  let router: FairRouter | undefined
  try {
    play(subject.make, history, (step, played) => {
      steps.push(step)
      router = played
    })
    if (router === undefined) return { log, unsaid: "nothing happens in it" }
    const unsaid = law.premise?.(log)
    if (unsaid !== undefined) return { log, unsaid }
    law.judge(subject, log, router)
    return { log }
  } catch (error) {
    return { log, breach: error instanceof LawBroken ? { said: error.message } : threw(error) }
  }
}

const threw = (error: unknown): Breach => ({ said: `the router threw ${String(error)}` })

/** A law about days, over one of them. */
export function judgedOverDay(law: DayLaw, make: MakeRouter, day: PlannedDay): Verdict {
  let log: Log = { configuration: day.configuration, steps: [] }
  try {
    const played = playDay(make, day)
    log = played.log
    law.judge(make, played)
    return { log }
  } catch (error) {
    return { log, breach: error instanceof LawBroken ? { said: error.message } : threw(error) }
  }
}

/** How a law is held against random histories until one breaks it. */
export interface Case<A> {
  readonly id: string
  readonly name: string
  readonly histories: fc.Arbitrary<A>
  readonly numRuns: number
  readonly seed: number
  readonly path?: string
  /** Where it is known already that this one is broken, counted from 0. */
  readonly from?: number
  readonly onProgress: ((progress: Progress) => void) | undefined
}

/** Looks for the shortest history that breaks the law; throws it as `FairnessBroken`. Returns in how many histories it said something. */
export function hear<A>(
  { id, name, histories, numRuns, seed, path, from, onProgress }: Case<A>,
  of: (history: A) => Verdict
): number {
  let last: Verdict | undefined
  let run = 0
  let said = 0
  const property = fc.property(histories, (history) => {
    const verdict = of(history)
    if (verdict.unsaid === undefined) said++
    if (last === undefined) onProgress?.({ law: id, run: ++run, of: numRuns })
    if (verdict.breach === undefined) return
    last = verdict
    throw new LawBroken(verdict.breach.said)
  })
  const begins = path ?? (from === undefined ? undefined : String(from))
  const found = fc.check(property, { numRuns, seed, ...(begins !== undefined && { path: begins }) })
  if (!found.failed || last?.breach === undefined) return said
  const { log, breach } = last
  const at = found.counterexamplePath ?? ""
  throw new FairnessBroken({
    id,
    name,
    breach,
    runs: 1 + Number(at.split(":")[0]),
    seed,
    path: at,
    log,
    timeline: timelineOf(log.configuration, log.steps, {
      says: breach.said,
      ...(breach.event && { event: breach.event })
    })
  })
}
