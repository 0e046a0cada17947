import { type Accepted, type Adapter, type Delivery, type Outbound, SendError } from "@strowger/router/ports"
import { type Cause, Clock, Effect, Queue, Random, Redacted, Result, type Scope, Stream } from "effect"
import { readUnit } from "./inbound.ts"
import { type Bound, Link } from "./link/Link.ts"
import type { Session, Unanswered } from "./link/Session.ts"
import { openWire, type Wire, type WireClosed } from "./link/Wire.ts"
import { problemsOf, SmsConfigError, type SmsOptions, type SmsSettings, settingsOf } from "./options.ts"
import { Outstanding } from "./Outstanding.ts"
import { codeOf, type Submit, submitsOf, verdictOf } from "./outbound.ts"
import type { MessageRequest, Pdu } from "./pdu/Pdu.ts"
import { status } from "./pdu/Status.ts"
import { Repeats } from "./Repeats.ts"

/**
 * Opens an SMS link: an `Adapter` that binds to a message centre and stays bound until the scope ends. It starts in the background:
 * a centre that is away is a state of `health`, not a failure. `connect` replaces the socket, for tests.
 */
export const openSms = (
  options: SmsOptions,
  connect?: Effect.Effect<Wire, WireClosed, Scope.Scope>
): Effect.Effect<Adapter, SmsConfigError, Scope.Scope> =>
  Effect.gen(function* () {
    const settings = settingsOf(options)
    const problems = problemsOf(settings, Redacted.value(settings.password).length)
    if (problems.length > 0) return yield* new SmsConfigError({ problems })
    const nowMs = yield* Clock.currentTimeMillis
    const reference = yield* Random.nextIntBetween(0, 0xffff)
    const deliveries = yield* Effect.acquireRelease(Queue.unbounded<Delivery, Cause.Done>(), Queue.end)
    const sms = new Sms(settings, connect ?? openWire(settings), deliveries, nowMs, reference)
    yield* Effect.forkScoped(sms.run)
    return sms
  })

class Sms implements Adapter {
  readonly id: string
  readonly channel = "sms"
  readonly capabilities = {
    mode: "message",
    receipts: "delivered",
    // 255 parts of 67 units: what a user data header can count.
    maxText: { unit: "utf16", max: 255 * 67 },
    typing: false
  } as const
  readonly inbound: Stream.Stream<Delivery>
  readonly run: Effect.Effect<void>
  readonly #settings: SmsSettings
  readonly #deliveries: Queue.Queue<Delivery, Cause.Done>
  readonly #link: Link
  readonly #repeats: Repeats
  readonly #refused: Record<string, number> = {}
  readonly #outstanding: Outstanding
  readonly #sending = new Outstanding(Number.POSITIVE_INFINITY)
  #reference: number
  /** Throttled answers in a row; doubles the pause. */
  #throttles = 0

  constructor(
    settings: SmsSettings,
    connect: Effect.Effect<Wire, WireClosed, Scope.Scope>,
    deliveries: Queue.Queue<Delivery, Cause.Done>,
    nowMs: number,
    reference: number
  ) {
    this.id = settings.id
    this.#settings = settings
    this.#deliveries = deliveries
    this.#reference = reference
    this.#outstanding = new Outstanding(settings.maxUnacknowledged)
    this.#repeats = new Repeats(settings.account, nowMs, settings.recorded)
    this.#link = new Link(
      settings,
      connect,
      { onUnit: (pdu, session) => this.#onUnit(pdu, session), onRefused: (reason) => this.#refuse(reason) },
      nowMs
    )
    this.inbound = Stream.fromQueue(deliveries)
    this.run = this.#link.run
  }

  get health() {
    return Effect.sync(() => this.#link.health)
  }
  get refused() {
    return Effect.sync(() => ({ ...this.#refused }))
  }
  /** SMPP 3.4 has query_sm, but centres answer it with the state of a message id, and an ambiguous submit has none. */
  readonly find = () => Effect.succeed(undefined)

  /**
   * Lets the messages that were begun go out and the host answer the units it has, for one response time. After that a message not
   * written is surely not sent, and a unit not answered comes again with the next bind.
   */
  readonly drain: Effect.Effect<void> = Effect.suspend(() => {
    const begun = Effect.andThen(this.#sending.none, this.#outstanding.none)
    const inTime = Effect.timeoutOption(begun, this.#settings.responseTimeoutMs)
    return Effect.andThen(this.#link.drain(Effect.asVoid(inTime)), Queue.end(this.#deliveries))
  })

  readonly send = (outbound: Outbound): Effect.Effect<Accepted, SendError> =>
    Effect.gen({ self: this }, function* () {
      const bound = this.#link.bound
      if (bound === undefined) return yield* notUp(this.#link.health.detail)
      this.#reference = (this.#reference + 1) & 0xffff
      const submits = submitsOf(outbound, this.#settings, this.#reference, yield* Clock.currentTimeMillis)
      if ("type" in submits) return yield* reject(submits.code, submits.message)
      this.#sending.add()
      return yield* Effect.ensuring(
        this.#submitAll(bound, submits, outbound),
        Effect.sync(() => this.#sending.remove())
      )
    })

  #submitAll(bound: Bound, submits: ReadonlyArray<Submit>, outbound: Outbound): Effect.Effect<Accepted, SendError> {
    return Effect.gen({ self: this }, function* () {
      const ticket = bound.window.ticket()
      const refs: Array<string> = []
      for (const submit of submits) refs.push(yield* this.#submit(bound, ticket, submit, outbound, refs.length))
      return { refs, parts: refs.length }
    })
  }

  /** One part, until the centre took it or said a final no. `sent` = parts of the same message it took before. */
  #submit(
    bound: Bound,
    ticket: number,
    submit: Submit,
    outbound: Outbound,
    sent: number
  ): Effect.Effect<string, SendError> {
    return Effect.gen({ self: this }, function* () {
      const partly = partlySent(sent)
      const request = bound.session.request((sequence) => ({ ...submit, sequence }))
      const attempt = Effect.flatMap(
        Clock.currentTimeMillis,
        (nowMs): Effect.Effect<Attempt> =>
          (outbound.expiresAtMs ?? Number.POSITIVE_INFINITY) <= nowMs
            ? Effect.succeed("expired")
            : Effect.result(request)
      )
      for (let troubles = 0; ; troubles++) {
        const asked = yield* bound.window.admit(ticket, attempt, (outcome) => this.#pauseOf(outcome, bound))
        if (asked === "shut") return yield* partly(notUp("the link was lost before sending"))
        if (asked === "expired")
          return yield* partly(reject("expired", "The message was not sent before its time ran out."))
        if (Result.isFailure(asked)) return yield* unanswered(asked.failure, partly)
        const response = asked.success
        const code = codeOf(response.status)
        switch (verdictOf(response.status)) {
          case "accepted":
            this.#throttles = 0
            return messageIdOf(response)
          case "throttled":
            break
          case "trouble":
            if (troubles >= 2) return yield* partly(retry(code, "The centre has trouble of its own."))
            yield* Effect.sleep(1_000 * 2 ** troubles)
            break
          case "refused":
            return yield* partly(reject(code, `The centre refused the message: ${code}.`))
        }
      }
    })
  }

  /** A throttled link waits 1 s, 2 s, 4 s... 60 s as a whole, or messages would overtake each other. */
  #pauseOf(outcome: Attempt, bound: Bound): Effect.Effect<void> | undefined {
    if (outcome === "expired" || Result.isFailure(outcome)) return undefined
    if (verdictOf(outcome.success.status) !== "throttled") return undefined
    this.#refuse("throttled")
    // Answers to what was under way already belong to the same pause.
    if (!bound.window.paused) this.#throttles++
    const ms = Math.min(60_000, 1_000 * 2 ** Math.min(this.#throttles - 1, 6))
    return Effect.raceFirst(Effect.sleep(ms), Effect.asVoid(bound.session.closed))
  }

  #onUnit(pdu: MessageRequest, session: Session): Effect.Effect<void> {
    return Effect.gen({ self: this }, function* () {
      const takenAtMs = yield* Clock.currentTimeMillis
      const full = this.#outstanding.full
      if (full || this.#link.draining) {
        this.#refuse(full ? "too-many-unacknowledged" : "unit-while-draining")
        yield* session.answer({ request: pdu, status: status.applicationTemporary })
        return
      }
      const read = readUnit(pdu, takenAtMs, this.#settings)
      if (read === undefined) {
        this.#refuse("receipt-without-id")
        yield* session.answer({ request: pdu, status: status.ok })
        return
      }
      const key = yield* this.#repeats.keyOf(read.digest, read.certain, session, takenAtMs)
      const answer = this.#answerOnce(pdu, session, read.digest)
      this.#outstanding.add()
      yield* Queue.offer(this.#deliveries, {
        type: "Delivery",
        unit: read.unit(key),
        ack: () => answer(status.ok),
        nack: (why) => answer(why === "retry" ? status.applicationTemporary : status.applicationRejected)
      })
    })
  }

  #answerOnce(request: MessageRequest, session: Session, digest: string): (code: number) => Effect.Effect<void> {
    let open = true
    return (code) =>
      Effect.gen({ self: this }, function* () {
        if (!open) return undefined
        open = false
        this.#outstanding.remove()
        if (code !== status.ok) this.#refuse(code === status.applicationTemporary ? "unit-put-off" : "unit-poison")
        if (session.state() === "closed") return undefined
        const number = yield* session.answer({ request, status: code })
        if (code === status.applicationTemporary) return undefined
        return this.#repeats.answered(digest, session, number, yield* Clock.currentTimeMillis)
      })
  }

  #refuse(reason: string): void {
    this.#refused[reason] = (this.#refused[reason] ?? 0) + 1
  }
}

type Attempt = "expired" | Result.Result<Pdu, Unanswered>

const messageIdOf = (response: Pdu): string => ("messageId" in response ? response.messageId : "")

const retry = (code: string, message: string) => new SendError({ outcome: "retry", code, message, retryAfterMs: 5_000 })
const reject = (code: string, message: string) => new SendError({ outcome: "reject", code, message })
const ambiguous = (code: string, message: string) => new SendError({ outcome: "ambiguous", code, message })
const notUp = (detail: string | undefined) =>
  new SendError({
    outcome: "retry",
    code: "link-down",
    message: `The link to the message centre is not up${detail === undefined ? "" : `: ${detail}`}.`,
    retryAfterMs: 1_000
  })

const unanswered = (error: Unanswered, partly: (error: SendError) => SendError): SendError =>
  error.written
    ? ambiguous("no-response", `The message may have been sent: ${error.message}.`)
    : partly(notUp(error.message))

/** Once the centre has taken a part, "surely not sent" is no longer true. */
const partlySent =
  (sent: number) =>
  (error: SendError): SendError =>
    sent === 0 || error.outcome !== "retry"
      ? error
      : ambiguous(error.code, `${sent} parts of the message were sent and the rest was not: ${error.message}`)
