import { signal } from "@preact/signals"
import { Cause, Deferred, Effect, Layer, Schedule, type Stream, Stream as Streams } from "effect"
import { RpcClient, type RpcClientError, RpcSerialization } from "effect/rpc"
import { Socket } from "effect/socket"
import { DeskApi } from "../../../src/desk/DeskApi.ts"
import { readSession, toSignIn } from "./session.ts"

export type Host = RpcClient.FromGroup<typeof DeskApi, RpcClientError.RpcClientError>

/** up = data flows. lost counts from the moment data stopped. */
export type LinkState =
  | { readonly state: "connecting" }
  | { readonly state: "up" }
  | { readonly state: "lost"; readonly sinceMs: number; readonly attempt: number; readonly nextAtMs: number }

export const link = signal<LinkState>({ state: "connecting" })
/** Counts the times the link came up: what is shown may have to be read again. */
export const linkGeneration = signal(0)

interface Connection {
  readonly host: Host
  readonly died: Deferred.Deferred<void>
}

let current: Connection | undefined
let waiting: Array<Deferred.Deferred<Connection>> = []
let wake: (() => void) | undefined
let attempt = 0

const address = (): string => {
  const url = new URL("/rpc", location.href)
  url.protocol = url.protocol.replace("http", "ws")
  return url.href
}

/** The client neither retries nor queues: a call on a lost link fails at once, and who asked decides. */
const protocol = (url: string) =>
  RpcClient.layerProtocolSocket({
    pingInterval: "5 seconds",
    pingTimeout: "5 seconds",
    retryPolicy: Schedule.recurs(0)
  }).pipe(
    Layer.provide([
      Socket.layerWebSocket(url, { openTimeout: "10 seconds" }).pipe(
        Layer.provide(Socket.layerWebSocketConstructorGlobal)
      ),
      RpcSerialization.layerNdjson
    ])
  )

const lose = (connection: Connection): void => {
  if (current === connection) current = undefined
  Deferred.doneUnsafe(connection.died, Effect.void)
}

const connection: Effect.Effect<Connection> = Effect.suspend(() => {
  if (current !== undefined) return Effect.succeed(current)
  const next = Deferred.makeUnsafe<Connection>()
  waiting.push(next)
  return Deferred.await(next)
})

const one = Effect.suspend(() =>
  Effect.gen(function* () {
    const host = yield* RpcClient.make(DeskApi)
    const opened: Connection = { host, died: Deferred.makeUnsafe<void>() }
    current = opened
    for (const next of waiting.splice(0)) Deferred.doneUnsafe(next, Effect.succeed(opened))
    yield* Deferred.await(opened.died)
  }).pipe(Effect.scoped, Effect.provide(protocol(address())))
)

const LONGEST_DELAY_MS = 5_000

/** Full jitter: a hundred desktops do not come back in one instant. */
const pause = Effect.callback<void>((resume) => {
  const delayMs = Math.random() * Math.min(LONGEST_DELAY_MS, 250 * 2 ** attempt++)
  const before = link.peek()
  const sinceMs = before.state === "lost" ? before.sinceMs : Date.now()
  link.value = { state: "lost", sinceMs, attempt, nextAtMs: Date.now() + delayMs }
  const go = () => {
    clearTimeout(timer)
    wake = undefined
    resume(Effect.void)
  }
  const timer = setTimeout(go, delayMs)
  wake = go
})

/** A socket that will not open may mean that the session has ended: only plain HTTP can tell. */
const stillSignedIn = Effect.promise(async () => {
  if ((await readSession()) === "signed-out") toSignIn()
})

/** Keeps one connection after another for as long as the page lives. */
export const startLink = (): void => {
  const forever = Effect.forever(
    Effect.catchCause(one, () => Effect.void).pipe(Effect.andThen(pause), Effect.andThen(stillSignedIn))
  )
  Effect.runFork(forever)
  addEventListener("online", tryNow)
}

export const tryNow = (): void => wake?.()

/** Called with the first data of a connection. */
const flows = (now: Connection): void => {
  if (current !== now || link.peek().state === "up") return
  attempt = 0
  link.value = { state: "up" }
  linkGeneration.value++
}

const isLinkError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "_tag" in error && error._tag === "RpcClientError"

const isSignedOut = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "_tag" in error && error._tag === "Unauthorized"

/**
 * Asks the host and asks again over the next connection when this one is lost, until there is an answer. What is asked must be the same
 * asked twice: streams begin with the present state, acts carry their command's id.
 */
export const ask = <A, E>(
  use: (host: Host) => Effect.Effect<A, E | RpcClientError.RpcClientError>
): Effect.Effect<A, E> =>
  Effect.gen(function* () {
    // Ends with an answer, or with the fiber of who waits for it.
    while (true) {
      const now = yield* connection
      const exit = yield* Effect.exit(use(now.host))
      if (exit._tag === "Success") return exit.value
      // A connection that closes interrupts what was asked over it: that is a lost link as well. Our own interruption ends at the next yield.
      const cut = Cause.hasInterruptsOnly(exit.cause)
      const error = Cause.squash(exit.cause)
      if (isSignedOut(error)) {
        toSignIn()
        return yield* Effect.never
      }
      if (!cut && !isLinkError(error) && !Cause.hasDies(exit.cause)) return yield* Effect.fail(error as E)
      lose(now)
      if (Cause.hasDies(exit.cause)) yield* Effect.sleep(1_000)
    }
  })

/** Follows a stream of the host over every reconnect; returns how to stop. `each` is told whether it is the first of its connection. */
export const watch = <A, E>(
  open: (host: Host) => Stream.Stream<A, E | RpcClientError.RpcClientError>,
  each: (value: A, first: boolean) => void,
  refused: (error: E) => void = () => {}
): (() => void) => {
  const follow = ask((host) =>
    Effect.suspend(() => {
      const now = current
      let first = true
      return Streams.runForEach(open(host), (value) =>
        Effect.sync(() => {
          each(value, first)
          first = false
          if (now !== undefined) flows(now)
        })
      ).pipe(
        // A stream that ends on the host's side ended because the host goes: come again.
        Effect.andThen(
          Effect.sync(() => {
            if (now !== undefined) lose(now)
          })
        )
      )
    })
  )
  const fiber = Effect.runFork(
    Effect.forever(follow).pipe(Effect.catch((error: E) => Effect.sync(() => refused(error))))
  )
  return () => fiber.interruptUnsafe()
}
