// node killedHost.ts CONFIGURATION POINT: `strowger serve`, ended by SIGKILL the first time the named point of a mail's way is passed.
import { resolve } from "node:path"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Effect } from "effect"
import { loadFile } from "../../src/commands/config.ts"
import { announce, runHost } from "../../src/commands/runHost.ts"
import { killAt } from "./killAt.ts"

const [path = "", point = ""] = process.argv.slice(2)

const program = Effect.gen(function* () {
  const file = yield* loadFile(path)
  const directory = resolve(file.state?.directory ?? "")
  yield* runHost(file, { directory, mailCheckpoint: killAt(point, directory) }, () => announce(file))
})

NodeRuntime.runMain(Effect.provide(program, NodeServices.layer))
