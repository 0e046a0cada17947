import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Cause, Effect, Exit, Runtime } from "effect"
import { Command } from "effect/cli"
import { config } from "./commands/config.ts"
import { demo } from "./commands/demo.ts"
import { hashPassword } from "./commands/hashPassword.ts"
import { replay } from "./commands/replay.ts"
import { reset } from "./commands/reset.ts"
import { simulate } from "./commands/simulate.ts"
import { serve } from "./commands/serve.ts"
import { staffing } from "./commands/staffing.ts"
import { version } from "./version.ts"

const strowger = Command.make("strowger").pipe(
  Command.withDescription("Strowger routes calls, short messages, mail and chats to the right agent"),
  Command.withSubcommands([demo, serve, config, replay, simulate, staffing, reset, hashPassword])
)

/** A host that was told to stop and did is no failure to its supervisor. */
const teardown: Runtime.Teardown = (exit, onExit) =>
  Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause) ? onExit(0) : Runtime.defaultTeardown(exit, onExit)

strowger.pipe(
  Command.run({ version }),
  // What a person typed wrong or what is missing is told in words; a stack is for our own faults.
  Effect.catchTag("CommandFailed", (error) =>
    Effect.sync(() => {
      console.error(error.message)
      process.exitCode = 1
    })
  ),
  Effect.provide(NodeServices.layer),
  (program) => NodeRuntime.runMain(program, { teardown })
)
