import { readFileSync } from "node:fs"
import { Console, Effect, Result } from "effect"
import { Argument, Command } from "effect/cli"
import { settingChanges, showChanges } from "../config/changes.ts"
import { example } from "../config/example.ts"
import { showMistakes } from "../config/Mistake.ts"
import { readConfiguration } from "../config/read.ts"
import { type FileWarning, fileWarnings, showWarnings } from "../config/warnings.ts"
import { CommandFailed } from "./CommandFailed.ts"

const check = Command.make(
  "check",
  { file: Argument.String("file").pipe(Argument.withDescription("Configuration file (YAML)")) },
  Effect.fnUntraced(function* ({ file }) {
    const { configuration, text } = yield* loadText(file)
    const warnings = fileWarnings(configuration, text, Date.now())
    if (warnings.length > 0) yield* Console.log(showWarnings(file, warnings))
    const told = warnings.length === 0 ? "" : ` ${counted(warnings.length, "warning")}: it may be used all the same.`
    yield* Console.log(
      `${file} is good: ${Object.keys(configuration.queues).length} queues, ${Object.keys(configuration.agents).length} people, ${Object.keys(configuration.adapters).length} adapters.${told}`
    )
  })
).pipe(
  Command.withDescription(
    "Report every mistake in a configuration file at once, with line, column and remedy, and what it leaves out of reach"
  )
)

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`

const named = (name: string, description: string) => Argument.String(name).pipe(Argument.withDescription(description))

const diff = Command.make(
  "diff",
  { old: named("old", "The file in force"), next: named("new", "The file that is to be") },
  Effect.fnUntraced(function* ({ old, next }) {
    const before = yield* loadText(old)
    const after = yield* loadText(next)
    const changes = settingChanges(before.configuration, after.configuration)
    if (changes.length === 0) yield* Console.log(`${next} says what ${old} says: nothing changes.`)
    else yield* Console.log(showChanges(changes))
    const nowMs = Date.now()
    const keyOf = ({ name, path }: FileWarning) => `${name} ${path}`
    const known = new Set(fileWarnings(before.configuration, before.text, nowMs).map(keyOf))
    const warnings = fileWarnings(after.configuration, after.text, nowMs)
    if (warnings.length > 0) yield* Console.log(showWarnings(next, warnings))
    const fresh = warnings.filter((warning) => !known.has(keyOf(warning))).length
    yield* Console.log(
      `${counted(changes.length, "change")}, ${counted(warnings.length, "warning")} in ${next}, ${fresh} of them new.`
    )
  })
).pipe(
  Command.withDescription("Compare two configuration files: what changes, and what the new one leaves out of reach")
)

const show = Command.make("example", {}, () => Console.log(example)).pipe(
  Command.withDescription("Print a complete configuration file with comments, to begin with")
)

export const config = Command.make("config").pipe(
  Command.withDescription("Check a configuration file, compare two, or print one to begin with"),
  Command.withSubcommands([check, diff, show])
)

/** The configuration of a file, or all its mistakes as one failure. */
export const loadFile = Effect.fnUntraced(function* (file: string) {
  const { configuration } = yield* loadText(file)
  return configuration
})

/** The same, with the text it was read from. */
const loadText = Effect.fnUntraced(function* (file: string) {
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
  return { configuration: read.success, text }
})
