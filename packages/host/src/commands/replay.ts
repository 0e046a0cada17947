import { createRouter } from "@strowger/router"
import { Console, Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { forced, forcedConfiguration } from "../replay/forced.ts"
import { free, freeConfiguration } from "../replay/free.ts"
import { recorded } from "../replay/recorded.ts"
import { showForced, showFree } from "../replay/report.ts"
import { readTrace, TraceError } from "../replay/Trace.ts"
import { CommandFailed } from "./CommandFailed.ts"

const dayMs = 86_400_000

/** One line that is written over while it works; on a file or a pipe, nothing. */
const progress =
  (days: number) =>
  ({ nowMs, acts }: { readonly nowMs: number; readonly acts: number }): void => {
    if (!process.stderr.isTTY) return
    const day = Math.min(days, Math.floor(nowMs / dayMs) + 1)
    process.stderr.write(`\r  day ${day} of ${days}, ${acts} events`)
    if (nowMs >= days * dayMs) process.stderr.write("\r\x1b[K")
  }

/** A number that makes no sense would replay nothing and call it a success. */
const wrongNumber = (options: {
  readonly days: Option.Option<number>
  readonly fromDay: number
  readonly credit: number
  readonly serviceLevel: number
  readonly tolerance: number
}): string | undefined => {
  if (Option.isSome(options.days) && options.days.value < 1) return "--days is a number of days, 1 or more."
  if (options.fromDay < 1) return "--from-day counts from 1, the first day of the log."
  if (options.credit < 0) return "--credit is 0 or more seconds."
  if (options.serviceLevel < 0) return "--service-level is 0 or more seconds."
  if (options.tolerance < 0) return "--tolerance is 0 or more seconds."
  return undefined
}

/** `strowger replay TRACE`: the engine under a virtual clock, fed with a real day's calls. */
export const replay = Command.make(
  "replay",
  {
    trace: Argument.String("trace").pipe(
      Argument.withDescription(
        "Call-by-call log (CSV, may be gzipped); NAME.sessions.csv and NAME.skills.csv lie beside it"
      )
    ),
    mode: Flag.Literals("mode", ["free", "forced"]).pipe(
      Flag.withDefault("free"),
      Flag.withDescription(
        "free: our agents, our choice, compared with what happened. forced: recorded starts, our choice compared with theirs"
      )
    ),
    days: Flag.Int("days").pipe(
      Flag.optional,
      Flag.withDescription("Only the first N days of the log (forced mode: 12 by default)")
    ),
    fromDay: Flag.Int("from-day").pipe(
      Flag.withDefault(1),
      Flag.withDescription("Leave out the days before day N of the log, 1 = the first (1; forced mode)")
    ),
    credit: Flag.Int("credit").pipe(
      Flag.withDefault(0),
      Flag.withDescription("Seconds of head start for the preferred customers of the log, priority 2 (0; forced mode)")
    ),
    seed: Flag.Int("seed").pipe(
      Flag.withDefault(1),
      Flag.withDescription("Seed for the patience that the log does not show (1)")
    ),
    serviceLevel: Flag.Int("service-level").pipe(
      Flag.withDefault(20),
      Flag.withDescription("Seconds within which an answer counts as in time (20)")
    ),
    tolerance: Flag.Int("tolerance").pipe(
      Flag.withDefault(3),
      Flag.withDescription("Seconds by which the clocks of the log differ (3; forced mode)")
    )
  },
  Effect.fnUntraced(function* (options) {
    const wrong = wrongNumber(options)
    if (wrong !== undefined) return yield* new CommandFailed({ message: wrong })
    const whole = yield* Effect.try({
      try: () => readTrace(options.trace),
      catch: (error) =>
        error instanceof TraceError
          ? new CommandFailed({ message: error.message })
          : new CommandFailed({ message: String(error) })
    })
    const lastDay = Math.ceil(Math.max(...whole.calls.map((call) => call.arrivesAtMs)) / dayMs)
    const days = Option.getOrElse(options.days, () => (options.mode === "forced" ? 12 : lastDay))
    const trace = {
      ...whole,
      calls: whole.calls.filter((call) => call.arrivesAtMs < days * dayMs),
      sessions: whole.sessions.filter((session) => session.fromMs < days * dayMs)
    }
    yield* Console.log(
      `${options.trace}: ${trace.calls.length} calls in ${Math.min(days, lastDay)} days, ${trace.sessions.length} agent sessions. Mode ${options.mode}.\n`
    )
    const started = performance.now()
    if (options.mode === "forced") {
      const result = forced(createRouter(forcedConfiguration(trace)), trace, {
        untilMs: days * dayMs,
        fromMs: (options.fromDay - 1) * dayMs,
        toleranceMs: options.tolerance * 1000,
        creditMs: options.credit * 1000,
        onProgress: progress(days)
      })
      yield* Console.log(showForced(result, options.tolerance * 1000))
      yield* Console.log(`\n${((performance.now() - started) / 1000).toFixed(1)} s`)
      if (result.agreed !== result.compared) {
        return yield* new CommandFailed({ message: `${result.compared - result.agreed} starts disagree with the log.` })
      }
      return
    }
    const ours = free(createRouter(freeConfiguration(trace)), trace, { seed: options.seed, onProgress: progress(days) })
    yield* Console.log(showFree(ours, recorded(trace), options.serviceLevel * 1000))
    yield* Console.log(
      `\n${((performance.now() - started) / 1000).toFixed(1)} s, seed ${options.seed}. Presence is inferred from the calls, and ring and wrap-up time are not in the log:\nread our waits as what the routing rule alone would give, not as a forecast.`
    )
    if (ours.lost + ours.overtaken > 0) {
      return yield* new CommandFailed({
        message: `${ours.lost} calls lost, ${ours.overtaken} served out of order within a class.`
      })
    }
  })
).pipe(
  Command.withDescription(
    "Drive the engine with a call-by-call log under a virtual clock and compare with what really happened"
  ),
  Command.withExamples([
    { command: "strowger replay bank-1999-01.csv.gz", description: "A month with our choice, next to what happened" },
    {
      command: "strowger replay bank-1999-01.csv.gz --mode forced",
      description: "Would we have chosen the same caller?"
    },
    {
      command: "strowger replay bank-1999-02.csv.gz --mode forced --days 28 --credit 90",
      description: "And with a head start of 90 s for preferred customers, as that bank gave in February?"
    }
  ])
)
