import { existsSync, rmSync } from "node:fs"
import { join, resolve } from "node:path"
import { Console, Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { CommandFailed } from "./CommandFailed.ts"
import { inUse } from "./inUse.ts"

/** `strowger reset`: empties the demonstration's data, and nothing that is not the demonstration's. */
export const reset = Command.make(
  "reset",
  {
    directory: Flag.String("directory").pipe(
      Flag.withDefault(".strowger"),
      Flag.withDescription("Where the demonstration keeps its state (.strowger)")
    )
  },
  Effect.fnUntraced(function* (options) {
    const directory = resolve(options.directory)
    if (!existsSync(directory)) return yield* Console.log(`${directory} does not exist: there is nothing to empty.`)
    if (!existsSync(join(directory, "city-bank.yaml"))) {
      return yield* new CommandFailed({
        message: `${directory} is not the demonstration's: it has no city-bank.yaml. Nothing was removed; remove it yourself if you mean it.`
      })
    }
    if (yield* Effect.sync(() => inUse(directory))) {
      return yield* new CommandFailed({ message: "The demonstration is running. Stop it first (Ctrl-C), then reset." })
    }
    yield* Effect.sync(() => rmSync(directory, { recursive: true }))
    yield* Console.log(`${directory} was emptied. \`npm start\` begins anew.`)
  })
).pipe(Command.withDescription("Empty the demonstration's data"))
