import type { Health } from "@strowger/router/ports"
import { Clock, Deferred, Effect, FiberSet, Random, Result, type Scope } from "effect"
import type { AvayaAddress, Settled } from "../AvayaOptions.ts"
import type { Frame } from "../frame.ts"
import { decode, encode, type Kind, type Message, type MessageOf, type Unread } from "../messages/Message.ts"
import { readXml } from "../xml/read.ts"
import { keepAlive } from "./keepAlive.ts"
import { type Link, type LinkError, openLink } from "./link.ts"
import { login } from "./login.ts"
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

export interface AskOptions<K extends Kind> {
  readonly timeoutMs?: number
  /** Called within the turn in which the answer came, so before any event behind it. */
  readonly heard?: (reply: MessageOf<K>) => void
}

/**
 * A DMCC application session that stays: connects, logs in, keeps alive, and after a broken link comes back with the old session if the
 * server still has it. Never fails.
 */
export interface Session {
  /** Connects and stays, in the scope. Says good-bye when the scope ends. */
  readonly start: (events: SessionEvents) => Effect.Effect<void, never, Scope.Scope>
  readonly ask: <K extends Kind>(
    message: Message,
    answer: K,
    options?: AskOptions<K>
  ) => Effect.Effect<MessageOf<K>, RequestError>
  /** Sends what the server answers only if it dislikes it; `refused` hears that. */
  readonly tell: (message: Message, refused?: (code: string) => void) => Result.Result<void, RequestError>
  /** Answers a request of the server. */
  readonly reply: (invokeId: number, message: Message) => void
  /** "" while there is none. */
  readonly id: () => string
  readonly health: () => Health
  /** Reading stops and goes on. */
  readonly throttle: (on: boolean) => void
  /** Says good-bye and connects no more. */
  readonly stop: Effect.Effect<void>
}

const backoffMs = [1_000, 2_000, 5_000, 10_000, 30_000] as const
const longestBackoffMs = 30_000
/** A link that lives shorter than this counts as a failed attempt, or a server that hangs up at once would be called every second. */
const settledMs = 30_000
/** For a negative answer to what normally has none. */
const tellWindowMs = 10_000

/** Messages a server may begin: told by their kind, for servers differ in the invoke ids they give them. */
const unsolicited = (type: string): boolean =>
  type.endsWith("Event") || /^(RouteRequest|ReRoute|RouteUsed|RouteEnd|RouteRegisterAbort|SystemStatus)$/.test(type)

const deaf: SessionEvents = {
  message: () => undefined,
  up: () => Effect.void,
  down: () => undefined,
  count: () => undefined
}

type Attempt = Result.Result<string, LinkError | RequestError>
const reasonOf = (attempt: Attempt): string => (Result.isSuccess(attempt) ? attempt.success : attempt.failure.message)
const loginRefused = (attempt: Attempt): boolean =>
  Result.isFailure(attempt) && attempt.failure._tag === "RequestError" && attempt.failure.reason === "refused"

class DmccSession implements Session {
  readonly #settings: Settled
  readonly #now: () => number
  readonly #fork: (effect: Effect.Effect<void>) => unknown
  readonly #requests = new Requests()
  #events = deaf
  #link: Link | undefined
  /** Ends the present link from inside. */
  #end: ((why: string) => void) | undefined
  #sessionId = ""
  #protocolVersion: string | undefined
  #health: Health
  #stopping = false
  #throttled = false

  constructor(settings: Settled, now: () => number, fork: (effect: Effect.Effect<void>) => unknown) {
    this.#settings = settings
    this.#now = now
    this.#fork = fork
    this.#health = { state: "starting", sinceMs: now() }
  }

  readonly start: Session["start"] = (events) =>
    Effect.suspend(() => {
      this.#events = events
      // The good-bye comes before that fiber is interrupted: finalizers go backwards.
      return Effect.andThen(
        Effect.forkScoped(this.#stay()),
        Effect.addFinalizer(() => this.stop)
      )
    })

  readonly ask: Session["ask"] = (message, answer, options = {}) =>
    Effect.suspend(() => {
      const timeoutMs = options.timeoutMs ?? this.#settings.requestTimeoutMs
      return this.#requests.ask(this.#link, message, answer, this.#toXml, timeoutMs, options.heard)
    })

  readonly tell: Session["tell"] = (message, refused) => {
    const sent = this.#requests.send(this.#link, message, this.#toXml, (reply) => {
      if (typeof reply !== "string" && reply.type === "CSTAErrorCode") refused?.(`${reply.category}/${reply.value}`)
    })
    if (Result.isFailure(sent)) return Result.fail(sent.failure)
    const forget = Effect.sync(() => this.#requests.forget(sent.success))
    this.#fork(Effect.andThen(Effect.sleep(tellWindowMs), forget))
    return Result.succeed(undefined)
  }

  readonly reply: Session["reply"] = (invokeId, message) => void this.#link?.write(invokeId, this.#toXml(message))
  readonly id = (): string => this.#sessionId
  readonly health = (): Health => this.#health

  readonly throttle = (on: boolean): void => {
    this.#throttled = on
    if (on) this.#link?.pause()
    else this.#link?.resume()
  }

  readonly stop: Effect.Effect<void> = Effect.suspend(() => {
    if (this.#stopping) return Effect.void
    this.#stopping = true
    const sessionID = this.#sessionId
    const bye = this.ask(
      { type: "StopApplicationSession", sessionID, sessionEndReason: { defined: true, text: "normal" } },
      "StopApplicationSessionPosResponse",
      { timeoutMs: Math.min(1_000, this.#settings.requestTimeoutMs) }
    )
    if (this.#health.state === "up") this.#become("draining")
    return Effect.andThen(
      sessionID === "" ? Effect.void : Effect.ignore(bye),
      Effect.sync(() => {
        this.#sessionId = ""
        this.#end?.("stopped")
        this.#become("down", "stopped")
      })
    )
  })

  readonly #toXml = (message: Message): string => {
    const negotiated = this.#settings.namespace === "negotiated"
    return encode(message, { cstaNamespace: negotiated ? this.#protocolVersion : undefined })
  }

  #become(state: Health["state"], detail?: string): void {
    const sinceMs = this.#health.state === state ? this.#health.sinceMs : this.#now()
    this.#health = detail === undefined ? { state, sinceMs } : { state, sinceMs, detail }
  }

  #warn(text: string): void {
    this.#fork(Effect.logWarning(`${this.#settings.id}: ${text}`))
  }

  /** Every address in its order, then a pause that grows. */
  #stay(): Effect.Effect<void> {
    return Effect.gen({ self: this }, function* () {
      let failures = 0
      while (!this.#stopping) {
        // A host that cannot take what it has needs no more.
        while (this.#throttled) yield* Effect.sleep(backoffMs[0])
        const { attempt, lasted } = yield* this.#round()
        if (this.#stopping) return
        failures = lasted ? 1 : failures + 1
        // A wrong password does not become right by asking often, and locks the account.
        const step = loginRefused(attempt) ? backoffMs.length : failures
        const delayMs = Math.round((backoffMs[step - 1] ?? longestBackoffMs) * (yield* Random.nextBetween(0.8, 1.2)))
        this.#become("backoff", reasonOf(attempt))
        this.#warn(`${reasonOf(attempt)} Next attempt in ${delayMs} ms.`)
        yield* Effect.sleep(delayMs)
      }
    })
  }

  /** The addresses in turn, until one let us in and that link has ended. */
  #round(): Effect.Effect<{ readonly attempt: Attempt; readonly lasted: boolean }> {
    return Effect.gen({ self: this }, function* () {
      let attempt: Attempt = Result.succeed("")
      for (const address of this.#settings.addresses) {
        const beganMs = this.#now()
        attempt = yield* Effect.result(this.#serve(address))
        if (Result.isSuccess(attempt)) return { attempt, lasted: this.#now() - beganMs >= settledMs }
        if (this.#stopping) break
        this.#warn(`${address.host}:${address.port}: ${attempt.failure.message}`)
      }
      return { attempt, lasted: false }
    })
  }

  /** One connection, from the dial to its end. Succeeds with why it ended; what goes wrong in our own code ends it too. */
  #serve(address: AvayaAddress): Effect.Effect<string, LinkError | RequestError> {
    const served = Effect.gen({ self: this }, function* () {
      const ended = yield* Deferred.make<string>()
      yield* this.#connect(address, (why) => void Deferred.doneUnsafe(ended, Effect.succeed(why)))
      const session = yield* login(this.#settings, this.ask, this.#sessionId)
      this.#sessionId = session.sessionId
      this.#protocolVersion = session.protocolVersion
      if (this.#stopping) return "stopped"
      this.#become("up")
      const how = session.recovered ? "recovered" : "started"
      yield* Effect.logInfo(`${this.#settings.id}: session ${how} at ${address.host}:${address.port}.`)
      return yield* Effect.raceAllFirst([
        Deferred.await(ended),
        this.#kept(session.durationS),
        Effect.andThen(this.#events.up({ recovered: session.recovered }), Effect.never)
      ])
    })
    return Effect.scoped(served).pipe(
      Effect.catchDefect((defect) =>
        Effect.as(Effect.logError(`${this.#settings.id}: the link is given up.`, defect), "An error of our own.")
      )
    )
  }

  #kept(durationS: number): Effect.Effect<string> {
    const dead = keepAlive(this, this.#settings.sessionDurationS, durationS, () => this.#throttled)
    return Effect.map(dead, ({ why, forgotten }) => {
      if (forgotten) this.#sessionId = ""
      return why
    })
  }

  /** Opens the link and makes it the present one until the scope ends. */
  #connect(address: AvayaAddress, end: (why: string) => void): Effect.Effect<void, LinkError, Scope.Scope> {
    const { tls, connectTimeoutMs } = this.#settings
    const closed = (why: string, broken?: { readonly reason: string }): void => {
      if (broken !== undefined) this.#events.count(`frame-${broken.reason}`)
      this.#link = undefined
      this.#requests.lost()
      end(why)
    }
    return Effect.gen({ self: this }, function* () {
      this.#link = yield* openLink(address, tls, connectTimeoutMs, { frame: (frame) => this.#guarded(frame), closed })
      this.#end = end
      yield* Effect.addFinalizer(() => Effect.sync(() => this.#disconnected()))
    })
  }

  #disconnected(): void {
    const told = this.#health.state === "up" || this.#stopping
    this.#link = undefined
    this.#end = undefined
    this.#requests.lost()
    if (!this.#stopping) this.#become("backoff", this.#health.detail)
    if (told) this.#events.down()
  }

  /** An error of ours must end the link, not the process: the socket that calls this would throw it at nobody. */
  #guarded(frame: Frame): void {
    try {
      this.#frame(frame)
    } catch (error) {
      this.#events.count("internal")
      this.#fork(Effect.logError(`${this.#settings.id}: a message could not be handled.`, error))
      this.#end?.("An error of our own.")
    }
  }

  #frame({ invokeId, body }: Frame): void {
    const xml = readXml(body)
    if (Result.isSuccess(xml)) return this.#received(decode(xml.success), invokeId)
    this.#events.count(xml.failure.reason)
    this.#warn(`A message was refused: ${xml.failure.message}.`)
    this.#requests.answer(invokeId, "malformed")
  }

  #received(message: Message | Unread, invokeId: number): void {
    if (message.type === "Unread") {
      if (this.#requests.answer(invokeId, message)) return
      this.#events.count(message.why)
      this.#warn(`${message.name} cannot be used (${message.why}).`)
    } else if (message.type === "ApplicationSessionTerminated") {
      this.#sessionId = ""
      this.#end?.(`The server ended the session: ${message.sessionTermReason.text}.`)
    } else if (unsolicited(message.type)) {
      this.#events.message(message, invokeId)
    } else if (!this.#requests.answer(invokeId, message)) {
      this.#events.count("late-answer")
    }
  }
}

export const makeSession: (settings: Settled) => Effect.Effect<Session, never, Scope.Scope> = Effect.fnUntraced(
  function* (settings: Settled) {
    const clock = yield* Clock.Clock
    const fork = yield* FiberSet.makeRuntime<never>()
    return new DmccSession(settings, () => clock.currentTimeMillisUnsafe(), fork)
  }
)
