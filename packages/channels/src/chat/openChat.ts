import { type Adapter, type Health, type Outbound, SendError, Transcript } from "@strowger/router/ports"
import { Clock, Effect, FiberSet, type Scope } from "effect"
import { ChatConfigError, type ChatOptions, settingsOf } from "./ChatOptions.ts"
import { serveConnection } from "./Connection.ts"
import { makeInbox } from "./Inbox.ts"
import { sayRestart } from "./Line.ts"
import { openListener } from "./Listener.ts"
import { makeRefusals } from "./Refusals.ts"
import { makeSessions } from "./Sessions.ts"
import { visitorTokens } from "./VisitorToken.ts"

/** The web chat as the host sees it, and where it listens. */
export interface ChatAdapter extends Adapter {
  readonly port: number
}

/** How long drain waits for units the host has not settled yet. */
const DRAIN_WAIT_MS = 5_000

/**
 * Opens the customer's chat: a port with the page, the widget and a WebSocket, closed with the scope.
 *
 * Lines go to the customer from the `Transcript` alone: a page says the last number it has and gets what came after, for as long as it is
 * there, in order and without a gap. So `send` has nothing to put on a wire: the line it is about is durable already, the page fetches it by
 * number now or after its next reconnect, and `send` completes at once.
 */
export const openChat = Effect.fnUntraced(function* (
  options: ChatOptions
): Effect.fn.Return<ChatAdapter, ChatConfigError, Scope.Scope | Transcript> {
  const settings = settingsOf(options)
  if (settings instanceof ChatConfigError) return yield* settings
  const refusals = makeRefusals()
  const inbox = yield* makeInbox
  const { id, pauseMs, graceMs } = settings
  const sessions = yield* makeSessions({ id, pauseMs, graceMs, inbox })
  const tokens = visitorTokens(id, settings.tokenSecret, settings.tokenTtlMs)
  const run = yield* FiberSet.makeRuntime<Transcript>()
  const around = { settings, tokens, sessions, inbox, refusals }
  let health: Health = { state: "starting", sinceMs: yield* Clock.currentTimeMillis }
  const listener = yield* openListener(settings, refusals, (socket, origin) => {
    run(serveConnection(socket, origin, around))
  })
  health = { state: "up", sinceMs: yield* Clock.currentTimeMillis }
  yield* Effect.addFinalizer(() =>
    Effect.gen(function* () {
      yield* sessions.freeze
      health = { state: "down", sinceMs: yield* Clock.currentTimeMillis }
    })
  )

  const drain = Effect.gen(function* () {
    if (health.state !== "up") return
    health = { state: "draining", sinceMs: yield* Clock.currentTimeMillis }
    listener.stopTaking()
    yield* sessions.freeze
    // A line is asked again after the reconnect unless it is settled now; waiting spares the customer the second look.
    yield* Effect.timeoutOption(inbox.idle, DRAIN_WAIT_MS)
    for (const socket of listener.sockets()) sayRestart(socket)
  })

  const visible = (outbound: Outbound) =>
    outbound.thread === ""
      ? Effect.fail(
          new SendError({
            outcome: "reject",
            code: "no-thread",
            message: "A chat line belongs to a session: give its thread."
          })
        )
      : Effect.succeed(outbound)

  return {
    id,
    channel: "chat",
    port: listener.port,
    capabilities: {
      mode: "session",
      receipts: "read",
      maxText: { unit: "utf16", max: settings.maxText },
      typing: settings.typing
    },
    inbound: inbox.stream,
    send: (outbound) => Effect.map(visible(outbound), () => ({ refs: [outbound.id], parts: 1 })),
    find: (outbound) => Effect.map(visible(outbound), () => "sent" as const),
    health: Effect.sync(() => health),
    refused: Effect.sync(() => refusals.counts()),
    drain
  } satisfies ChatAdapter
})
