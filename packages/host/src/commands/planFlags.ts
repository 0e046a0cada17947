import { readFileSync, writeFileSync } from "node:fs"
import { PlanError, StaffingLimitError } from "@strowger/router/simulate"
import { Console, Effect, Option, Result } from "effect"
import { Argument, Flag } from "effect/cli"
import { showMistakes } from "../config/Mistake.ts"
import { readPlan } from "../simulate/readPlan.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { progressEnds } from "./progress.ts"

/** What every command that works on the plan of a day may be told. */
export const planFlags = {
  plan: Argument.String("plan").pipe(
    Argument.optional,
    Argument.withDescription("Plan of a day (YAML); left out: a working day of the demonstration bank")
  ),
  json: Flag.String("json").pipe(
    Flag.optional,
    Flag.withDescription("File for everything that was found, as JSON; the same seed gives the same bytes")
  )
}

/** Most days that are simulated at once. */
export const mostDays = 1000

export const readPlanFile = Effect.fnUntraced(function* (path: string) {
  const text = yield* Effect.try({
    try: () => readFileSync(path, "utf8"),
    catch: (cause) =>
      new CommandFailed({
        message: `${path} cannot be read (${(cause as { code?: string }).code ?? "unknown"}). \`strowger simulate --example > ${path}\` makes one to begin with.`
      })
  })
  return yield* readPlanText(path, text)
})

export const readPlanText = Effect.fnUntraced(function* (path: string, text: string) {
  const read = readPlan(text)
  if (Result.isSuccess(read)) return read.success
  const count = read.failure.length
  return yield* new CommandFailed({
    message: `${showMistakes(path, read.failure)}\n${count} ${count === 1 ? "mistake" : "mistakes"}; nothing was simulated.`
  })
})

/** What the simulation refuses is told in its words; anything else is our fault. */
export const attempt = <A>(act: () => A): Effect.Effect<A, CommandFailed> =>
  Effect.try({
    try: () => {
      const found = act()
      progressEnds()
      return found
    },
    catch: (cause) => {
      progressEnds()
      if (cause instanceof PlanError || cause instanceof StaffingLimitError)
        return new CommandFailed({ message: cause.message })
      throw cause
    }
  })

export const writeJson = Effect.fnUntraced(function* (file: Option.Option<string>, found: unknown) {
  if (Option.isNone(file)) return
  const path = file.value
  yield* Effect.try({
    try: () => writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`),
    catch: (cause) =>
      new CommandFailed({
        message: `${path} cannot be written (${(cause as { code?: string }).code ?? "unknown"}). Name a file in a folder that is there.`
      })
  })
  yield* Console.log(`\nEverything as JSON: ${path}`)
})
