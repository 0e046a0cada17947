import { readFileSync } from "node:fs"
import { Console, Effect, Result } from "effect"
import { Argument, Command } from "effect/cli"
import { example } from "../config/example.ts"
import { showMistakes } from "../config/Mistake.ts"
import { readConfiguration } from "../config/read.ts"
import { CommandFailed } from "./CommandFailed.ts"

const check = Command.make(
  "check",
  { file: Argument.String("file").pipe(Argument.withDescription("Configuration file (YAML)")) },
  Effect.fnUntraced(function* ({ file }) {
    const configuration = yield* loadFile(file)
    yield* Console.log(
      `${file} is good: ${Object.keys(configuration.queues).length} queues, ${Object.keys(configuration.agents).length} people, ${Object.keys(configuration.adapters).length} adapters.`
    )
  })
).pipe(Command.withDescription("Report every mistake in a configuration file at once, with line, column and remedy"))

const show = Command.make("example", {}, () => Console.log(example)).pipe(
  Command.withDescription("Print a complete configuration file with comments, to begin with")
)

export const config = Command.make("config").pipe(
  Command.withDescription("Check a configuration file, or print one to begin with"),
  Command.withSubcommands([check, show])
)

/** The configuration of a file, or all its mistakes as one failure. */
export const loadFile = Effect.fnUntraced(function* (file: string) {
  const text = yield* Effect.try({
    try: () => readFileSync(file, "utf8"),
    catch: (cause) =>
      new CommandFailed({
        message: `${file} cannot be read (${(cause as { code?: string }).code ?? "unknown"}). \`strowger config example > ${file}\` makes one to begin with.`
      })
  })
  const read = readConfiguration(text)
  if (Result.isFailure(read)) {
    const count = read.failure.length
    return yield* new CommandFailed({
      message: `${showMistakes(file, read.failure)}\n${count} ${count === 1 ? "mistake" : "mistakes"}; nothing was started.`
    })
  }
  return read.success
})
