import { type Inbound, type Recorded, Transcript } from "@strowger/router/ports"
import { Cause, Clock, Effect, Option, type Scope } from "effect"
import type { WebSocket } from "ws"
import type { ChatSettings } from "./ChatOptions.ts"
import { type Hello, type Msg, PROTOCOL_VERSION } from "./Frame.ts"
import type { Inbox } from "./Inbox.ts"
import { attach, hangUp, type Line, POLICY, take } from "./Line.ts"
import { pump } from "./Pump.ts"
import type { Refusals } from "./Refusals.ts"
import type { Sessions } from "./Sessions.ts"
import { tellPlace } from "./tellPlace.ts"
import { newSession, type VisitorTokens } from "./VisitorToken.ts"

const HELLO_WITHIN_MS = 10_000
const MAX_CONNECTIONS_PER_SESSION = 8
const TYPING_EVERY_MS = 3_000

export interface Surroundings {
  readonly settings: ChatSettings
  readonly tokens: VisitorTokens
  readonly sessions: Sessions
  readonly inbox: Inbox
  readonly refusals: Refusals
}

/** Asks now and then whether the page is still there, and cuts the link when it is not. */
const watchdog = Effect.fnUntraced(function* (line: Line, pingMs: number) {
  while (true) {
    yield* Effect.sleep(pingMs)
    const silentMs = (yield* Clock.currentTimeMillis) - line.heardAtMs
    if (silentMs > pingMs * 2.5 && !line.socket.isPaused) line.socket.terminate()
    else line.say({ type: "ping" })
  }
})

const greet = Effect.fnUntraced(function* (line: Line, around: Surroundings, hello: Hello) {
  const { settings, tokens, sessions, refusals } = around
  const nowMs = yield* Clock.currentTimeMillis
  const known = hello.token === undefined ? undefined : tokens.verify(hello.token, line.origin, nowMs)
  if (hello.token !== undefined && known === undefined) {
    refusals.count("bad-token")
    line.say({ type: "error", code: "bad-token", text: "This token is not ours or too old: say hello without it." })
    return undefined
  }
  const session = known ?? newSession()
  if (sessions.connections(session) >= MAX_CONNECTIONS_PER_SESSION) {
    refusals.count("too-many")
    line.say({ type: "error", code: "too-many", text: "This chat is open in too many pages: close one." })
    return undefined
  }
  const transcript = yield* Transcript
  // One line back, so that the answer tells a page that is up to date from one that counts lines we do not have.
  const recent = yield* transcript.after(session, Math.max(0, hello.lastSeq - 1))
  const newest = recent.at(-1)?.seq ?? 0
  const reset = hello.lastSeq > newest
  line.say({
    type: "welcome",
    v: PROTOCOL_VERSION,
    session,
    seq: newest,
    token: tokens.issue(session, line.origin, nowMs),
    ...(reset ? { reset } : {}),
    pingMs: settings.pingMs,
    graceMs: settings.pauseMs + settings.graceMs
  })
  return { session, resumed: known !== undefined, from: reset ? 0 : hello.lastSeq }
})

const recordedSeq = Effect.fnUntraced(function* (recorded: Recorded, session: string, cid: string) {
  if (recorded.seq !== undefined) return recorded.seq
  const transcript = yield* Transcript
  return (yield* transcript.after(session, 0)).find((line) => line.clientId === cid)?.seq
})

const receive = Effect.fnUntraced(function* (line: Line, around: Surroundings, session: string, frame: Msg) {
  const { settings, sessions, inbox, refusals } = around
  const text = frame.text.replace(/\p{Surrogate}/gu, "\uFFFD")
  const outcome = yield* inbox.settle({
    type: "Message",
    key: { account: settings.id, epoch: "", id: `${session}:${frame.cid}` },
    thread: session,
    atMs: yield* Clock.currentTimeMillis,
    from: sessions.address(session),
    to: { channel: "chat", value: settings.id },
    content: { text },
    traits: { automatic: "no", ...(text === frame.text ? {} : { warnings: ["half a surrogate pair replaced"] }) },
    clientId: frame.cid
  })
  if (outcome === "poison") {
    refusals.count("refused")
    line.say({ type: "error", code: "refused", text: "The centre did not take this line.", cid: frame.cid })
    return
  }
  const seq = yield* recordedSeq(outcome, session, frame.cid)
  if (seq !== undefined) line.say({ type: "ack", cid: frame.cid, seq })
})

const converse = Effect.fnUntraced(function* (line: Line, around: Surroundings, session: string) {
  const { settings, sessions, inbox } = around
  let typedAtMs = 0
  let seen = 0
  const activity = Effect.fnUntraced(function* (what: "typing" | "read", id: string, seq?: number) {
    const atMs = yield* Clock.currentTimeMillis
    const key = { account: settings.id, epoch: "", id: `${session}:${id}` }
    const unit: Inbound = { type: "Activity", key, thread: session, atMs, what, ...(seq === undefined ? {} : { seq }) }
    yield* inbox.settle(unit)
  })
  // One frame at a time: what a page says reaches the host in the order it was said. Ends with the socket.
  while (true) {
    const frame = yield* take(line)
    switch (frame.type) {
      case "msg":
        yield* inbox.whole(receive(line, around, session, frame))
        break
      case "seen":
        if (frame.seq <= seen) break
        seen = frame.seq
        yield* activity("read", `seen:${frame.seq}`, frame.seq)
        break
      case "typing": {
        const nowMs = yield* Clock.currentTimeMillis
        if (!settings.typing || nowMs - typedAtMs < TYPING_EVERY_MS) break
        typedAtMs = nowMs
        yield* activity("typing", `typing:${line.id}:${nowMs}`)
        break
      }
      case "bye":
        yield* sessions.close(session, line.id)
        line.say({ type: "bye", code: "closed" })
        hangUp(line.socket, 1000, "closed")
        return
      case "hello":
        line.say({ type: "error", code: "hello-twice", text: "One hello per connection." })
        break
      case "ping":
      case "pong":
        break
    }
  }
})

const firstHello = Effect.fnUntraced(function* (line: Line, refusals: Refusals) {
  const frame = yield* Effect.timeoutOption(take(line), HELLO_WITHIN_MS)
  if (Option.isSome(frame) && frame.value.type === "hello") return frame.value
  refusals.count("hello-first")
  line.say({ type: "error", code: "hello-first", text: "The first frame is hello." })
  return undefined
})

/** Serves one socket until it closes. Never fails: what goes wrong here is this page's affair and is counted. */
export const serveConnection = (
  socket: WebSocket,
  origin: string,
  around: Surroundings
): Effect.Effect<void, never, Transcript> => {
  const line = attach(socket, origin, around.settings, around.refusals)
  const program: Effect.Effect<void, Cause.Done, Transcript | Scope.Scope> = Effect.gen(function* () {
    const hello = yield* firstHello(line, around.refusals)
    const greeted = hello === undefined ? undefined : yield* greet(line, around, hello)
    if (hello === undefined || greeted === undefined) return hangUp(socket, POLICY, "refused")
    const { session, resumed, from } = greeted
    const lang = hello.lang ?? around.settings.lang
    yield* Effect.addFinalizer(() => around.sessions.leave(session, line.id))
    yield* Effect.forkScoped(pump(line, session, from, around.refusals))
    yield* Effect.forkScoped(tellPlace(line, session))
    yield* Effect.forkScoped(watchdog(line, around.settings.pingMs))
    yield* around.sessions.enter({ session, connection: line.id, resumed, ...(lang === undefined ? {} : { lang }) })
    yield* converse(line, around, session)
  })
  return Effect.scoped(program).pipe(
    Effect.catch(() => Effect.void),
    Effect.catchCause((cause) =>
      Cause.hasInterruptsOnly(cause) ? Effect.void : Effect.logError("A chat connection failed", cause)
    ),
    Effect.ensuring(
      Effect.sync(() => {
        if (socket.readyState !== socket.CLOSED && socket.readyState !== socket.CLOSING) socket.terminate()
      })
    )
  )
}
