import { Deferred, Effect, Result, Schema, type Scope } from "effect"
import { decodePdu, encodePdu, type Malformed } from "../pdu/codec.ts"
import { Framer } from "../pdu/Framer.ts"
import { type CommandName, type MessageRequest, type Pdu } from "../pdu/Pdu.ts"
import { status } from "../pdu/Status.ts"
import type { Wire } from "./Wire.ts"

/** A request without an answer. `written` tells whether the peer may have got it. */
export class Unanswered extends Schema.TaggedError<Unanswered>()("Unanswered", {
  written: Schema.Boolean,
  message: Schema.String
}) {}

/** An answer to `request`, to be written once. */
export interface Answer {
  readonly request: MessageRequest
  readonly status: number
}

export interface SessionOptions {
  readonly responseTimeoutMs: number
  readonly enquireLinkMs: number
  readonly enquireMisses: number
  /** A deliver_sm or data_sm came. Must not wait for the host: answering is `Session.answer`. */
  readonly onUnit: (request: MessageRequest, session: Session) => Effect.Effect<void>
  /** Something was refused; the word becomes a metric. */
  readonly onRefused: (reason: string) => void
}

/** One connection of an ESME: open -> bound -> unbinding -> closed (SMPP 3.4, section 2.2). It ends once and never comes back. */
export interface Session {
  readonly state: () => "open" | "bound" | "unbinding" | "closed"
  /** Writes a request and waits for its response, at most `responseTimeoutMs`. */
  readonly request: (make: (sequence: number) => Pdu) => Effect.Effect<Pdu, Unanswered>
  /** Answers a unit; says how many answers this session has written with it. */
  readonly answer: (answer: Answer) => Effect.Effect<number>
  /** Answers that have certainly reached the peer: a later request of ours was responded to. */
  readonly proven: () => number
  /** unbind, its response, end. */
  readonly unbind: Effect.Effect<void>
  readonly close: (reason: string) => Effect.Effect<void>
  /** Completes with the reason when the session is over. */
  readonly closed: Effect.Effect<string>
}

type Pending = { readonly done: Deferred.Deferred<Pdu, Unanswered>; readonly answersBefore: number }

/** Runs the protocol over a wire until one side ends it. Reader and keep-alive live in the scope. */
export const openSession = (wire: Wire, options: SessionOptions): Effect.Effect<Session, never, Scope.Scope> =>
  Effect.gen(function* () {
    const live = new LiveSession(wire, options)
    yield* Effect.addFinalizer(() => live.close("the link was given up"))
    yield* Effect.forkScoped(live.readAll)
    yield* Effect.forkScoped(live.keepAlive)
    return live
  })

class LiveSession implements Session {
  readonly #wire: Wire
  readonly #options: SessionOptions
  readonly #pending = new Map<number, Pending>()
  readonly #closed = Deferred.makeUnsafe<string>()
  readonly #framer = new Framer()
  #state: "open" | "bound" | "unbinding" | "closed" = "open"
  #sequence = 0
  #answers = 0
  #proven = 0

  constructor(wire: Wire, options: SessionOptions) {
    this.#wire = wire
    this.#options = options
  }
  readonly state = () => this.#state
  readonly proven = () => this.#proven
  get closed(): Effect.Effect<string> {
    return Deferred.await(this.#closed)
  }

  readonly request = (make: (sequence: number) => Pdu): Effect.Effect<Pdu, Unanswered> =>
    Effect.suspend(() => {
      if (this.#state === "closed")
        return Effect.fail(new Unanswered({ written: false, message: "the link is closed" }))
      const sequence = this.#nextSequence()
      const octets = encodePdu(make(sequence))
      const done = Deferred.makeUnsafe<Pdu, Unanswered>()
      this.#pending.set(sequence, { done, answersBefore: this.#answers })
      return this.#wire.write(octets).pipe(
        Effect.mapError(({ message }) => new Unanswered({ written: true, message })),
        Effect.andThen(Deferred.await(done)),
        Effect.timeoutOrElse({
          duration: this.#options.responseTimeoutMs,
          orElse: () => Effect.fail(new Unanswered({ written: true, message: "no response in time" }))
        }),
        Effect.ensuring(Effect.sync(() => this.#pending.delete(sequence)))
      )
    })

  readonly answer = (answer: Answer): Effect.Effect<number> =>
    Effect.suspend(() => {
      if (this.#state === "closed") return Effect.succeed(this.#answers)
      const number = ++this.#answers
      return this.#write(responseTo(answer)).pipe(Effect.as(number))
    })

  readonly unbind: Effect.Effect<void> = Effect.suspend(() => {
    if (this.#state === "closed") return Effect.void
    const bound = this.#state === "bound"
    this.#state = "unbinding"
    const bye = bound
      ? this.request((sequence) => ({ command: "unbind", sequence, status: 0 })).pipe(Effect.result)
      : Effect.void
    return bye.pipe(Effect.andThen(this.close("unbound")))
  })

  readonly close = (reason: string): Effect.Effect<void> =>
    Effect.suspend(() => {
      if (this.#state === "closed") return Effect.void
      this.#state = "closed"
      for (const { done } of this.#pending.values()) {
        Deferred.doneUnsafe(done, Effect.fail(new Unanswered({ written: true, message: reason })))
      }
      this.#pending.clear()
      Deferred.doneUnsafe(this.#closed, Effect.succeed(reason))
      return this.#wire.close
    })

  /** Reads until the wire ends. */
  readonly readAll: Effect.Effect<void> = Effect.suspend(() => this.#wire.read).pipe(
    Effect.flatMap((chunk) => this.#take(chunk)),
    Effect.forever,
    Effect.catch(({ message }) => this.close(message)),
    // A mistake of ours must not leave a link that is up and reads nothing.
    Effect.catchDefect((defect) => {
      this.#options.onRefused("defect")
      return this.close(`a defect: ${String(defect)}`)
    })
  )

  /** Asks whether the peer still lives; `enquireMisses` silences in a row end the link. */
  readonly keepAlive: Effect.Effect<void> = Effect.gen({ self: this }, function* () {
    let misses = 0
    while (this.#state !== "closed") {
      yield* Effect.sleep(this.#options.enquireLinkMs)
      if (this.#state !== "bound") continue
      const asked = yield* Effect.result(this.request((sequence) => ({ command: "enquire_link", sequence, status: 0 })))
      misses = Result.isSuccess(asked) ? 0 : misses + 1
      if (misses >= this.#options.enquireMisses) yield* this.close("enquire_link was not answered")
    }
  })

  readonly #take = (chunk: Uint8Array): Effect.Effect<void> =>
    Effect.gen({ self: this }, function* () {
      const { frames, bad } = this.#framer.push(chunk)
      for (const frame of frames) {
        if (this.#state === "closed") return
        yield* this.#handle(decodePdu(frame))
      }
      if (bad === undefined || this.#state === "closed") return
      this.#options.onRefused("bad-length")
      yield* this.#write({ command: "generic_nack", sequence: 0, status: status.invalidLength })
      yield* this.close(`the peer sent a command_length of ${bad.length}`)
    })

  #handle(pdu: Pdu | Malformed): Effect.Effect<void> {
    switch (pdu.command) {
      case "malformed":
        return this.#refuse(pdu)
      case "enquire_link":
        return this.#write({ command: "enquire_link_resp", sequence: pdu.sequence, status: 0 })
      case "deliver_sm":
      case "data_sm":
        if (this.#state === "bound") return this.#options.onUnit(pdu, this)
        this.#options.onRefused("unit-not-bound")
        // While we say good-bye the centre keeps what it has; before the bind it should not have asked at all.
        return this.#write(
          responseTo({
            request: pdu,
            status: this.#state === "unbinding" ? status.applicationTemporary : status.invalidBindStatus
          })
        )
      case "unbind":
        return this.#write({ command: "unbind_resp", sequence: pdu.sequence, status: 0 }).pipe(
          Effect.andThen(this.close("the peer unbound"))
        )
      case "generic_nack":
      case "bind_receiver_resp":
      case "bind_transmitter_resp":
      case "bind_transceiver_resp":
      case "submit_sm_resp":
      case "deliver_sm_resp":
      case "data_sm_resp":
      case "unbind_resp":
      case "enquire_link_resp":
        return Effect.sync(() => this.#settle(pdu))
      case "bind_receiver":
      case "bind_transmitter":
      case "bind_transceiver":
      case "submit_sm":
        this.#options.onRefused("unexpected-command")
        return this.#nack(pdu.sequence, status.invalidCommand)
    }
  }

  #settle(response: Pdu): void {
    const pending = this.#pending.get(response.sequence)
    if (pending === undefined) return this.#options.onRefused("response-to-nothing")
    if (response.command === "bind_transceiver_resp" && response.status === 0) this.#state = "bound"
    this.#proven = Math.max(this.#proven, pending.answersBefore)
    Deferred.doneUnsafe(pending.done, Effect.succeed(response))
  }

  /** A request gets its own negative response where it has one; a broken response settles what it answers as it can. */
  #refuse(pdu: Malformed): Effect.Effect<void> {
    this.#options.onRefused(pdu.name === undefined ? "unknown-command" : "malformed-body")
    if (unanswerable.has(pdu.id)) return Effect.void
    if (pdu.id >= 0x80000000) {
      const pending = this.#pending.get(pdu.sequence)
      if (pending !== undefined) {
        const message = `the response cannot be read: ${pdu.reason}`
        Deferred.doneUnsafe(pending.done, Effect.fail(new Unanswered({ written: true, message })))
      }
      return Effect.void
    }
    const response = responses.get(pdu.name ?? "generic_nack")
    if (response === undefined) return this.#nack(pdu.sequence, pdu.answer)
    return this.#write({ command: response, sequence: pdu.sequence, status: pdu.answer, messageId: "", tlvs: [] })
  }

  #nack(sequence: number, code: number): Effect.Effect<void> {
    return this.#write({ command: "generic_nack", sequence, status: code })
  }

  #write(pdu: Pdu): Effect.Effect<void> {
    return this.#wire.write(encodePdu(pdu)).pipe(Effect.catch(({ message }) => this.close(message)))
  }

  #nextSequence(): number {
    this.#sequence = this.#sequence >= 0x7fffffff ? 1 : this.#sequence + 1
    return this.#sequence
  }
}

/** outbind and alert_notification have no response (4.1.7, 4.12.1), a nack neither. */
const unanswerable: ReadonlySet<number> = new Set([0x0000000b, 0x00000102])

const responses: ReadonlyMap<CommandName, "deliver_sm_resp" | "data_sm_resp"> = new Map([
  ["deliver_sm", "deliver_sm_resp"],
  ["data_sm", "data_sm_resp"]
])

/** deliver_sm_resp has an empty message_id (section 4.6.2); some centres break the link over any other. */
const responseTo = ({ request, status: code }: Answer): Pdu => ({
  command: request.command === "data_sm" ? "data_sm_resp" : "deliver_sm_resp",
  sequence: request.sequence,
  status: code,
  messageId: "",
  tlvs: []
})
