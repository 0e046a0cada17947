import { createRouter } from "@strowger/router"
import { Console, Effect, Option } from "effect"
import { freeCharts } from "../replay/charts.ts"
import { free, freeConfiguration } from "../replay/free.ts"
import { policy, type PolicyName } from "../replay/policies.ts"
import { recorded } from "../replay/recorded.ts"
import { showFree, type Side } from "../replay/showFree.ts"
import type { Trace } from "../replay/Trace.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { type ChartWishes, drawCharts } from "./chartFlags.ts"
import { progressEnds, progressLine } from "./progress.ts"

const dayMs = 86_400_000

export interface FreeWishes extends ChartWishes {
  readonly policies: ReadonlyArray<PolicyName>
  readonly credit: Option.Option<number>
  readonly creditFromDay: number
  readonly wrapUp: number
  readonly seed: number
  readonly serviceLevel: number
}

/** What 1.5 minutes of head start were to the bank of the log. */
const bankCreditS = 90

/** Our agents, our choice, under each rule, beside what happened. */
export const replayFree = Effect.fnUntraced(function* (trace: Trace, days: number, wishes: FreeWishes) {
  const creditMs = Option.getOrElse(wishes.credit, () => bankCreditS) * 1000
  const serviceLevelMs = wishes.serviceLevel * 1000
  const sides = yield* Effect.sync((): ReadonlyArray<Side> => {
    const ours = wishes.policies.map((name) => {
      const onProgress = ({ nowMs, acts }: { readonly nowMs: number; readonly acts: number }): void =>
        progressLine(`${name}: day ${Math.min(days, Math.floor(nowMs / dayMs) + 1)} of ${days}, ${acts} events`)
      const result = free(createRouter(freeConfiguration(trace)), trace, {
        seed: wishes.seed,
        policy: policy(name, { creditMs, creditFromMs: (wishes.creditFromDay - 1) * dayMs }),
        wrapUpMs: wishes.wrapUp * 1000,
        onProgress
      })
      return { name, ...result }
    })
    progressEnds()
    return [...ours, { name: "real", ...recorded(trace) }]
  })
  yield* Console.log(showFree(sides, serviceLevelMs))
  yield* Console.log(`\n${notes(wishes, trace, creditMs).join("\n")}`)
  yield* drawCharts(wishes, () =>
    freeCharts(sides, { language: wishes.language, serviceLevelMs, creditMs, wrapUpS: wishes.wrapUp })
  )
  const wrong = sides.filter(({ lost = 0, overtaken = 0 }) => lost + overtaken > 0)
  if (wrong.length > 0) {
    return yield* new CommandFailed({
      message: wrong
        .map((side) => `${side.name}: ${side.lost} calls lost, ${side.overtaken} served out of order among equals.`)
        .join("\n")
    })
  }
})

const notes = (wishes: FreeWishes, trace: Trace, creditMs: number): ReadonlyArray<string> => {
  const from = wishes.creditFromDay > 1 ? ` from day ${wishes.creditFromDay} on` : ""
  const said: Readonly<Record<PolicyName, string>> = {
    bank: `bank    first come, first served, with ${creditMs / 1000} s of head start for preferred customers (priority 2)${from}`,
    fifo: "fifo    first come, first served, whoever calls",
    strict: "strict  preferred customers before all others"
  }
  const silent = trace.calls.filter((call) => !call.queued).length
  return [
    ...wishes.policies.map((name) => said[name]),
    "real    what the log says",
    "",
    `The log names the customer only of calls that waited. The other ${silent} ("not said") are replayed as ordinary customers and stand apart,`,
    "so that preferred and ordinary are the same calls under every rule.",
    "Same arrivals, service times and patience for every rule, seed " +
      `${wishes.seed}. "overtakes": served while an older call of the class waited; "passed": saw a younger one go first.`,
    `Presence is inferred from the calls, and ring and wrap-up time are not in the log${wishes.wrapUp > 0 ? ` (${wishes.wrapUp} s of wrap-up were added)` : ""}:`,
    "read our waits as what the rule alone would give, not as a forecast."
  ]
}
