import { Effect } from "effect"
import { Command, Flag } from "effect/cli"

/** `strowger demo` (and `npm start`): the whole centre on this machine, with its own carriers and customers. */
export const demo = Command.make(
  "demo",
  {
    port: Flag.Int("port").pipe(
      Flag.withDefault(8080),
      Flag.withDescription("Port of desk, wall and API; when it is in use, the next free one (8080)")
    ),
    chatPort: Flag.Int("chat-port").pipe(
      Flag.withDefault(8081),
      Flag.withDescription("Port of the customers' chat page; when it is in use, the next free one (8081)")
    ),
    directory: Flag.String("directory").pipe(
      Flag.withDefault(".strowger"),
      Flag.withDescription("Where the demonstration keeps its state (.strowger)")
    ),
    seed: Flag.Int("seed").pipe(
      Flag.withDefault(1),
      Flag.withDescription("The same seed brings the same customers (1)")
    ),
    quiet: Flag.Boolean("quiet").pipe(
      Flag.withDefault(false),
      Flag.withDescription("No customers of its own: only what you send")
    )
  },
  (options) =>
    Effect.flatMap(
      Effect.promise(() => import("./runDemo.ts")),
      ({ runDemo }) => runDemo(options)
    )
).pipe(Command.withDescription("Bring up the demonstration bank with its own carriers and customers"))
