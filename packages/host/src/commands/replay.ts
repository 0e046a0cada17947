import { Console, Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { creditsOf } from "../replay/credits.ts"
import { type PolicyName, policyNames } from "../replay/policies.ts"
import { readTrace, TraceError } from "../replay/Trace.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { chartFlags, type ChartWishes, wrongCharts } from "./chartFlags.ts"
import { replayForced, replayScan } from "./replayForced.ts"
import { replayFree } from "./replayFree.ts"

const dayMs = 86_400_000

/** A number that makes no sense would replay nothing and call it a success. */
const wrong = (
  options: {
    readonly days: Option.Option<number>
    readonly fromDay: number
    readonly credit: Option.Option<number>
    readonly creditFromDay: number
    readonly credits: Option.Option<string>
    readonly mode: "free" | "forced"
    readonly policies: string
    readonly wrapUp: number
    readonly serviceLevel: number
    readonly tolerance: number
  } & ChartWishes
): string | undefined => {
  if (Option.isSome(options.days) && options.days.value < 1) return "--days is a number of days, 1 or more."
  if (options.fromDay < 1) return "--from-day counts from 1, the first day of the log."
  if (Option.isSome(options.credit) && options.credit.value < 0) return "--credit is 0 or more seconds."
  if (options.creditFromDay < 1) return "--credit-from-day counts from 1, the first day of the log."
  if (Option.isSome(options.credits)) {
    if (options.mode === "free")
      return "--credits belongs to --mode forced: add it, or use --credit for the rule `bank`."
    if (creditsOf(options.credits.value) === undefined) {
      return "--credits is a list of whole seconds, with ranges if you like: 0,30,80-100:5,120."
    }
  }
  if (policiesOf(options.policies) === undefined) {
    return `--policies is a list of ${policyNames.join(", ")}, each once.`
  }
  if (options.wrapUp < 0) return "--wrap-up is 0 or more seconds."
  if (options.serviceLevel < 0) return "--service-level is 0 or more seconds."
  if (options.tolerance < 0) return "--tolerance is 0 or more seconds."
  return wrongCharts(options)
}

const policiesOf = (list: string): ReadonlyArray<PolicyName> | undefined => {
  const names = list.split(",").map((name) => name.trim())
  const known = names.every((name): name is PolicyName => (policyNames as ReadonlyArray<string>).includes(name))
  return known && new Set(names).size === names.length ? (names as ReadonlyArray<PolicyName>) : undefined
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
    policies: Flag.String("policies").pipe(
      Flag.withDefault(policyNames.join(",")),
      Flag.withDescription(
        "Rules to replay side by side. bank: a head start for preferred customers (priority 2); fifo: none; strict: they go first (bank,fifo,strict; free mode)"
      )
    ),
    credit: Flag.Int("credit").pipe(
      Flag.optional,
      Flag.withDescription("Seconds of that head start (free mode, rule bank: 90; forced mode: 0)")
    ),
    creditFromDay: Flag.Int("credit-from-day").pipe(
      Flag.withDefault(1),
      Flag.withDescription("The rule bank gives it from day N of the log on (1; free mode)")
    ),
    credits: Flag.String("credits").pipe(
      Flag.optional,
      Flag.withDescription(
        "Several head starts, e.g. 0,30,80-100:5,120: which one explains the log best? (forced mode)"
      )
    ),
    days: Flag.Int("days").pipe(
      Flag.optional,
      Flag.withDescription("Only the first N days of the log (all; forced mode with one head start: 12)")
    ),
    fromDay: Flag.Int("from-day").pipe(
      Flag.withDefault(1),
      Flag.withDescription("Leave out the days before day N of the log, 1 = the first (1; forced mode)")
    ),
    wrapUp: Flag.Int("wrap-up").pipe(
      Flag.withDefault(0),
      Flag.withDescription("Seconds of work after each call, which the log does not show (0; free mode)")
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
    ),
    ...chartFlags
  },
  Effect.fnUntraced(function* (options) {
    const mistake = wrong(options)
    if (mistake !== undefined) return yield* new CommandFailed({ message: mistake })
    const whole = yield* Effect.try({
      try: () => readTrace(options.trace),
      catch: (error) =>
        error instanceof TraceError
          ? new CommandFailed({ message: error.message })
          : new CommandFailed({ message: String(error) })
    })
    const lastDay = Math.ceil(Math.max(...whole.calls.map((call) => call.arrivesAtMs)) / dayMs)
    const days = Option.getOrElse(options.days, () =>
      options.mode === "forced" && Option.isNone(options.credits) ? 12 : lastDay
    )
    const trace = {
      ...whole,
      calls: whole.calls.filter((call) => call.arrivesAtMs < days * dayMs),
      sessions: whole.sessions.filter((session) => session.fromMs < days * dayMs)
    }
    yield* Console.log(
      `${options.trace}: ${trace.calls.length} calls in ${Math.min(days, lastDay)} days, ${trace.sessions.length} agent sessions. Mode ${options.mode}.\n`
    )
    const started = performance.now()
    if (options.mode === "free") {
      const policies = policiesOf(options.policies) ?? []
      yield* replayFree(trace, days, { ...options, policies })
    } else {
      const wishes = {
        ...options,
        untilMs: days * dayMs,
        fromMs: (options.fromDay - 1) * dayMs,
        toleranceMs: options.tolerance * 1000
      }
      const credits = Option.isSome(options.credits) ? creditsOf(options.credits.value) : undefined
      yield* credits === undefined
        ? replayForced(
            trace,
            wishes,
            Option.getOrElse(options.credit, () => 0)
          )
        : replayScan(trace, wishes, credits)
    }
    yield* Console.log(`\n${((performance.now() - started) / 1000).toFixed(1)} s`)
  })
).pipe(
  Command.withDescription(
    "Drive the engine with a call-by-call log under a virtual clock and compare with what really happened"
  ),
  Command.withExamples([
    {
      command: "strowger replay bank-1999-02.csv.gz --charts ./charts",
      description: "A month under three rules, next to what happened"
    },
    {
      command: "strowger replay bank-1999-02.csv.gz --mode forced --credits 0,30,60,80-100:5,120,180",
      description: "Which head start did that bank give its preferred customers?"
    },
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
