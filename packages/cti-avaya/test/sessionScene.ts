import { Effect, Redacted, References, Result } from "effect"
import { type AvayaOptions, settle } from "../src/AvayaOptions.ts"
import type { Message } from "../src/messages/Message.ts"
import { makeSession } from "../src/session/Session.ts"
import { obliging, Responder, type Script } from "./responder.ts"

export const settings = (ports: ReadonlyArray<number>, more: Partial<AvayaOptions> = {}) =>
  Result.getOrThrow(
    settle({
      id: "cm",
      addresses: ports.map((port) => ({ host: "127.0.0.1", port })),
      allowPlaintext: true,
      user: "cti",
      password: Redacted.make("geheim"),
      switchName: "CM1",
      vdns: [],
      stations: [],
      routeHoldMs: 2_500,
      ...more
    })
  )

export const responder = Effect.acquireRelease(
  Effect.promise(() => Responder.open()),
  (server) => Effect.promise(() => server.close())
)
/** Lets real sockets do their work while the clock stands still. */
export const eventually = (what: () => boolean): Effect.Effect<void> =>
  Effect.promise(async () => {
    const before = performance.now()
    // A busy machine may stand still for seconds: then no turn was taken, and nothing is shown yet.
    for (let turns = 0; !what(); turns++) {
      if (turns > 1_000 && performance.now() - before > 5_000) throw new Error(`never: ${what.toString()}`)
      await new Promise((turn) => setTimeout(turn, 1))
    }
    // What our side does in the same breath, such as arming the timer of the next attempt, is done too.
    for (let turns = 0; turns < 5; turns++) await new Promise((turn) => setImmediate(turn))
  })

/** The log of these runs is full of what goes wrong on purpose. */
const quiet = Effect.provideService(References.MinimumLogLevel, "None")

export const scene = Effect.fnUntraced(function* (
  more: Partial<AvayaOptions> = {},
  script: Script = obliging,
  hear: (message: Message) => void = () => undefined
) {
  const server = yield* responder
  server.script = script
  const heard: Array<Message> = []
  const ups: Array<boolean> = []
  const counts: Array<string> = []
  const downs: Array<string> = []
  const session = yield* quiet(makeSession(settings([server.port], more)))
  yield* quiet(
    session.start({
      message: (message) => {
        heard.push(message)
        hear(message)
      },
      up: ({ recovered }) => Effect.sync(() => ups.push(recovered)),
      down: () => void downs.push("down"),
      count: (reason) => void counts.push(reason)
    })
  )
  const up = (times: number) => eventually(() => ups.length === times && session.health().state === "up")
  return { server, session, heard, ups, counts, downs, up }
})
