import { resolve } from "node:path"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { missingSettings } from "../config/missingSettings.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { loadFile } from "./config.ts"

/** `strowger serve --config FILE`: the production form. */
export const serve = Command.make(
  "serve",
  {
    config: Flag.String("config").pipe(
      Flag.withAlias("c"),
      Flag.withDescription("Configuration file (YAML); `strowger config example` prints one")
    )
  },
  Effect.fnUntraced(function* ({ config }) {
    const file = yield* loadFile(config)
    const missing = yield* Effect.sync(() => missingSettings(file))
    if (missing.length > 0) return yield* new CommandFailed({ message: missing.join("\n") })
    const directory = resolve(file.state?.directory ?? "./strowger-state")
    // Loaded when it is wanted: help and checks answer without the whole host.
    const { announce, runHost } = yield* Effect.promise(() => import("./runHost.ts"))
    const { customerPages } = yield* Effect.promise(() => import("../http/pages.ts"))
    yield* runHost(file, { directory, customerPages }, () => announce(file))
  })
).pipe(
  Command.withDescription("Run the host with a configuration file"),
  Command.withExamples([
    { command: "strowger serve --config bank.yaml", description: "Run until SIGTERM; in-flight work is finished" }
  ])
)
