import { createRouter } from "@strowger/router"
import { Console, Effect } from "effect"
import { forced, forcedConfiguration, type ForcedOptions } from "../replay/forced.ts"
import { scan } from "../replay/scan.ts"
import { scanCharts } from "../replay/scanCharts.ts"
import { showForced } from "../replay/showForced.ts"
import { showScan } from "../replay/showScan.ts"
import type { Trace } from "../replay/Trace.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { type ChartWishes, drawCharts } from "./chartFlags.ts"
import { progressEnds, progressLine } from "./progress.ts"

const dayMs = 86_400_000

export interface ForcedWishes {
  readonly untilMs: number
  readonly fromMs: number
  readonly toleranceMs: number
}

/** Recorded starts, our choice compared with theirs, under one head start. */
export const replayForced = Effect.fnUntraced(function* (trace: Trace, wishes: ForcedWishes, creditS: number) {
  const days = wishes.untilMs / dayMs
  const result = yield* Effect.sync(() => {
    const onProgress: ForcedOptions["onProgress"] = ({ nowMs, acts }) =>
      progressLine(`day ${Math.min(days, Math.floor(nowMs / dayMs) + 1)} of ${days}, ${acts} events`)
    const found = forced(createRouter(forcedConfiguration(trace)), trace, {
      ...wishes,
      creditMs: creditS * 1000,
      onProgress
    })
    progressEnds()
    return found
  })
  yield* Console.log(showForced(result, wishes.toleranceMs))
  if (result.agreed !== result.compared) {
    return yield* new CommandFailed({ message: `${result.compared - result.agreed} starts disagree with the log.` })
  }
})

/** The same under several: which head start explains best what was done? */
export const replayScan = Effect.fnUntraced(function* (
  trace: Trace,
  wishes: ForcedWishes & ChartWishes,
  credits: ReadonlyArray<number>
) {
  const { untilMs, fromMs, toleranceMs } = wishes
  const scanned = yield* Effect.sync(() => {
    const onProgress = (done: number): void =>
      progressLine(`head start ${credits[done]} s, ${done + 1} of ${credits.length}`)
    const found = scan(trace, credits, { untilMs, fromMs, toleranceMs, onProgress })
    progressEnds()
    return found
  })
  yield* Console.log(showScan(scanned))
  yield* drawCharts(wishes, () => scanCharts(scanned, wishes.language))
})
