import type { Health } from "@strowger/router/ports"
import { Clock, Deferred, Effect, FiberSet, Random, Redacted, Result, type Scope } from "effect"
import type { AvayaAddress, Settled } from "../AvayaOptions.ts"
import type { Frame } from "../frame.ts"
import { decode, encode, type Kind, type Message, type MessageOf, type Unread } from "../messages/Message.ts"
import { readXml } from "../xml/read.ts"
import { type Link, type LinkError, openLink } from "./link.ts"
import { type RequestError, Requests } from "./Requests.ts"

/** What the session tells its owner. Called in the order of the wire, never two at once. */
export interface SessionEvents {
  /** What the server sends unasked. `invokeId` is for `reply`. */
  readonly message: (message: Message, invokeId: number) => void
  /** A session stands. `recovered`: the server kept the old one, with its monitors. Interrupted when the link goes. */
  readonly up: (session: { readonly recovered: boolean }) => Effect.Effect<void>
  readonly down: () => void
  /** Something was refused, or came that nobody waits for. */
  readonly count: (reason: string) => void
}

export interface Session {
  /** Connects and stays, in the scope. Says good-bye when the scope ends. */
  readonly start: (events: SessionEvents) => Effect.Effect<void, never, Scope.Scope>
  readonly ask: <K extends Kind>(
    message: Message,
    answer: K,
    options?: {
      readonly timeoutMs?: number
      /** Called within the turn in which the answer came, so before any event behind it. */
      readonly heard?: (reply: MessageOf<K>) => void
    }
  ) => Effect.Effect<MessageOf<K>, RequestError>
  /** Sends what the server answers only if it dislikes it; `refused` hears that. */
  readonly tell: (message: Message, refused?: (code: string) => void) => Result.Result<void, RequestError>
  /** Answers a request of the server. */
  readonly reply: (invokeId: number, message: Message) => void
  /** "" before the first session stood. */
  readonly id: () => string
  readonly health: () => Health
  readonly throttle: (on: boolean) => void
  /** Says good-bye and connects no more. */
  readonly stop: Effect.Effect<void>
}

const backoffMs = [1_000, 2_000, 5_000, 10_000, 30_000] as const
/** A link that lives shorter than this counts as a failed attempt, or a server that hangs up at once would be called every second. */
const settledMs = 30_000
/** For a negative answer to what normally has none. */
const tellWindowMs = 10_000

/** Messages a server may begin: told by their kind, for servers differ in the invoke ids they give them. */
const unsolicited = (type: string): boolean =>
  type.endsWith("Event") ||
  /^(RouteRequest|ReRoute|RouteUsed|RouteEnd|RouteRegisterAbort|SystemStatus|ApplicationSessionTerminated)$/.test(type)

interface State {
  link: Link | undefined
  sessionId: string
  protocolVersion: string | undefined
  health: Health
  stopping: boolean
  throttled: boolean
  /** Ends the present link from inside. */
  end: ((why: string) => void) | undefined
}

const deaf: SessionEvents = {
  message: () => undefined,
  up: () => Effect.void,
  down: () => undefined,
  count: () => undefined
}

/**
 * A DMCC application session that stays: connects, logs in, keeps alive, and after a broken link comes back with the old session if the
 * server still has it. Never fails.
 */
export const makeSession = Effect.fnUntraced(function* (settings: Settled) {
  let events = deaf
  const clock = yield* Clock.Clock
  const run = yield* FiberSet.makeRuntime<never>()
  const requests = new Requests()
  const now = () => clock.currentTimeMillisUnsafe()
  const state: State = {
    link: undefined,
    sessionId: "",
    protocolVersion: undefined,
    health: { state: "starting", sinceMs: now() },
    stopping: false,
    throttled: false,
    end: undefined
  }
  const become = (next: Health["state"], detail?: string): void => {
    if (state.health.state === next && state.health.detail === detail) return
    const sinceMs = state.health.state === next ? state.health.sinceMs : now()
    state.health = detail === undefined ? { state: next, sinceMs } : { state: next, sinceMs, detail }
  }
  const toXml = (message: Message): string =>
    encode(message, { cstaNamespace: settings.namespace === "negotiated" ? state.protocolVersion : undefined })

  const ask: Session["ask"] = (message, answer, options = {}) =>
    Effect.suspend(() =>
      requests.ask(state.link, message, answer, toXml, options.timeoutMs ?? settings.requestTimeoutMs, options.heard)
    )

  const tell: Session["tell"] = (message, refused) => {
    const sent = requests.send(state.link, message, toXml, (reply) => {
      if (typeof reply !== "string" && reply.type === "CSTAErrorCode") refused?.(`${reply.category}/${reply.value}`)
    })
    if (Result.isFailure(sent)) return Result.fail(sent.failure)
    run(
      Effect.andThen(
        Effect.sleep(tellWindowMs),
        Effect.sync(() => requests.forget(sent.success))
      )
    )
    return Result.succeed(undefined)
  }

  const received = (message: Message | Unread, invokeId: number): void => {
    if (message.type === "Unread") {
      if (requests.answer(invokeId, message)) return
      events.count(message.why)
      run(Effect.logWarning(`${settings.id}: ${message.name} cannot be used (${message.why}).`))
    } else if (message.type === "ApplicationSessionTerminated") {
      state.sessionId = ""
      state.end?.(`The server ended the session: ${message.sessionTermReason.text}.`)
    } else if (unsolicited(message.type)) {
      events.message(message, invokeId)
    } else if (!requests.answer(invokeId, message)) {
      events.count("late-answer")
    }
  }
  const frame = ({ invokeId, body }: Frame): void => {
    const xml = readXml(body)
    if (Result.isSuccess(xml)) return received(decode(xml.success), invokeId)
    events.count(xml.failure.reason)
    run(Effect.logWarning(`${settings.id}: a message was refused: ${xml.failure.message}.`))
    requests.answer(invokeId, "malformed")
  }

  /** Gives the old session's id along while there is one; where the server has forgotten it, a new session on the same link. */
  const login = Effect.gen(function* () {
    const old = state.sessionId
    const start = (sessionID: string) =>
      ask(
        {
          type: "StartApplicationSession",
          applicationInfo: {
            applicationID: settings.applicationId,
            applicationSpecificInfo: {
              userName: settings.user,
              password: Redacted.value(settings.password),
              sessionCleanupDelay: settings.cleanupDelayS,
              ...(sessionID === "" ? {} : { sessionID })
            }
          },
          requestedProtocolVersions: settings.protocolVersions,
          requestedSessionDuration: settings.sessionDurationS
        },
        "StartApplicationSessionPosResponse"
      )
    const started = yield* old === ""
      ? start("")
      : Effect.catchIf(
          start(old),
          (error) => error.reason === "refused",
          () => start("")
        )
    state.sessionId = started.sessionID
    state.protocolVersion = started.actualProtocolVersion
    const durationS = Math.max(3, Math.min(settings.sessionDurationS, started.actualSessionDuration))
    return { recovered: old !== "" && started.sessionID === old, durationS }
  })

  /** Ends with the reason when the session is dead: two answers in a row did not come, or the server no longer knows it. */
  const keepAlive = Effect.fnUntraced(function* (durationS: number) {
    let missed = 0
    while (true) {
      // After a miss the second try follows at once.
      if (missed === 0) yield* Effect.sleep((durationS * 1_000) / 3)
      const kept = yield* Effect.result(
        ask(
          {
            type: "ResetApplicationSessionTimer",
            sessionID: state.sessionId,
            requestedSessionDuration: settings.sessionDurationS
          },
          "ResetApplicationSessionTimerPosResponse"
        )
      )
      if (Result.isSuccess(kept)) missed = 0
      else if (kept.failure.reason === "refused") {
        state.sessionId = ""
        return `The server no longer keeps the session: ${kept.failure.code}.`
      } else if (!state.throttled && ++missed >= 2) {
        return "Two keep-alive answers did not come."
      }
    }
  })

  /** One connection, from the dial to its end. Succeeds with why it ended. */
  const serve = (address: AvayaAddress): Effect.Effect<string, LinkError | RequestError> =>
    Effect.scoped(
      Effect.gen(function* () {
        const ended = yield* Deferred.make<string>()
        const end = (why: string): void => void Deferred.doneUnsafe(ended, Effect.succeed(why))
        const link = yield* openLink(address, settings.tls, settings.connectTimeoutMs, {
          frame,
          closed: (why, broken) => {
            if (broken !== undefined) events.count(`frame-${broken.reason}`)
            state.link = undefined
            requests.lost()
            end(why)
          }
        })
        state.link = link
        state.end = end
        yield* Effect.addFinalizer(() =>
          Effect.sync(() => {
            const wasUp = state.health.state === "up"
            state.link = undefined
            state.end = undefined
            requests.lost()
            if (!state.stopping) become("backoff", state.health.detail)
            if (wasUp || state.stopping) events.down()
          })
        )
        const { recovered, durationS } = yield* login
        if (!state.stopping) become("up")
        yield* Effect.logInfo(
          `${settings.id}: session ${recovered ? "recovered" : "started"} at ${address.host}:${address.port}.`
        )
        return yield* Effect.raceAllFirst([
          Deferred.await(ended),
          keepAlive(durationS),
          Effect.andThen(events.up({ recovered }), Effect.never)
        ])
      })
    )

  /** Every address in its order, then a pause that grows. */
  const stay = Effect.gen(function* () {
    let failures = 0
    while (!state.stopping) {
      // A host that cannot take what it has needs no more.
      while (state.throttled) yield* Effect.sleep(backoffMs[0])
      let attempt: Result.Result<string, LinkError | RequestError> = Result.succeed("")
      let lasted = false
      for (const address of settings.addresses) {
        const beganMs = now()
        attempt = yield* Effect.result(serve(address))
        lasted = Result.isSuccess(attempt) && now() - beganMs >= settledMs
        if (state.stopping || Result.isSuccess(attempt)) break
        yield* Effect.logWarning(`${settings.id}: ${address.host}:${address.port}: ${attempt.failure.message}`)
      }
      if (state.stopping) break
      const why = Result.isSuccess(attempt) ? attempt.success : attempt.failure.message
      failures = lasted ? 1 : failures + 1
      const refused =
        Result.isFailure(attempt) && attempt.failure._tag === "RequestError" && attempt.failure.reason === "refused"
      // A wrong password does not become right by asking often, and locks the account.
      const base = refused ? backoffMs[4] : (backoffMs[Math.min(failures, backoffMs.length) - 1] ?? backoffMs[4])
      const delayMs = Math.round(base * (yield* Random.nextBetween(0.8, 1.2)))
      become("backoff", why)
      yield* Effect.logWarning(`${settings.id}: ${why} Next attempt in ${delayMs} ms.`)
      yield* Effect.sleep(delayMs)
    }
  })
  const stop = Effect.gen(function* () {
    if (state.stopping) return
    state.stopping = true
    if (state.link !== undefined && state.sessionId !== "") {
      become("draining")
      yield* Effect.ignore(
        ask(
          {
            type: "StopApplicationSession",
            sessionID: state.sessionId,
            sessionEndReason: { defined: true, text: "normal" }
          },
          "StopApplicationSessionPosResponse",
          { timeoutMs: Math.min(1_000, settings.requestTimeoutMs) }
        )
      )
    }
    state.sessionId = ""
    state.end?.("stopped")
    become("down", "stopped")
  })
  const start: Session["start"] = (owner) =>
    Effect.gen(function* () {
      events = owner
      yield* Effect.forkScoped(stay)
      // Runs before that fiber is interrupted: finalizers go backwards.
      yield* Effect.addFinalizer(() => stop)
    })

  const session: Session = {
    start,
    ask,
    tell,
    reply: (invokeId, message) => void state.link?.write(invokeId, toXml(message)),
    id: () => state.sessionId,
    health: () => state.health,
    throttle: (on) => {
      state.throttled = on
      if (on) state.link?.pause()
      else state.link?.resume()
    },
    stop
  }
  return session
}) satisfies (settings: Settled) => Effect.Effect<Session, never, Scope.Scope>
