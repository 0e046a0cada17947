import { Effect, Result, Schema } from "effect"
import type { Kind, Message, MessageOf, Unread } from "../messages/Message.ts"
import type { Link } from "./link.ts"

/**
 * A request that brought no success. `unavailable`: it was not sent; `refused`: the server said no, `code` says why;
 * `ambiguous`: it was sent and nothing usable came back.
 */
export class RequestError extends Schema.TaggedError<RequestError>()("RequestError", {
  reason: Schema.Literals(["unavailable", "refused", "ambiguous"]),
  /** The server's category and value ("stateIncompatibility/noActiveCall"), or ours ("timeout", "link-lost"). */
  code: Schema.String,
  message: Schema.String
}) {}

type Reply = Message | Unread | "malformed" | "lost"
interface Pending {
  readonly kind: Kind
  readonly settle: (reply: Reply) => void
}

/** Ids 0 and 9999 are left to the server's own requests and events. */
const firstId = 1
const lastId = 9998

const refusal = (kind: Kind, reply: Message | Unread): RequestError => {
  const refused = (code: string) =>
    new RequestError({ reason: "refused", code, message: `The server refused ${kind}: ${code}.` })
  switch (reply.type) {
    case "CSTAErrorCode":
      return refused(`${reply.category}/${reply.value}`)
    case "CSTAException":
      return refused(`exception/${reply.exceptionClass ?? "unnamed"}`)
    case "StartApplicationSessionNegResponse":
    case "ResetApplicationSessionTimerNegResponse":
    case "StopApplicationSessionNegResponse":
      return refused(reply.errorCode.text)
    default: {
      const code = reply.type === "Unread" ? `unread/${reply.name}` : `unexpected/${reply.type}`
      return new RequestError({ reason: "ambiguous", code, message: `The answer to ${kind} makes no sense: ${code}.` })
    }
  }
}

const noAnswer = (kind: Kind, code: "timeout" | "link-lost" | "malformed"): RequestError =>
  new RequestError({ reason: "ambiguous", code, message: `${kind} brought no answer: ${code}.` })

/** The requests that wait for an answer, by invoke id. An id in use is never given again. */
export class Requests {
  readonly #pending = new Map<number, Pending>()
  #next = firstId

  /** Sends `message` and waits for `answer`. */
  ask<K extends Kind>(
    link: Link | undefined,
    message: Message,
    answer: K,
    encode: (message: Message) => string,
    timeoutMs: number,
    heard: ((reply: MessageOf<K>) => void) | undefined
  ): Effect.Effect<MessageOf<K>, RequestError> {
    const kind = message.type
    return Effect.callback<MessageOf<K>, RequestError>((resume) => {
      const settle = (reply: Reply): void => {
        if (reply === "lost") return resume(Effect.fail(noAnswer(kind, "link-lost")))
        if (reply === "malformed") return resume(Effect.fail(noAnswer(kind, "malformed")))
        if (reply.type !== answer) return resume(Effect.fail(refusal(kind, reply)))
        heard?.(reply as MessageOf<K>)
        resume(Effect.succeed(reply as MessageOf<K>))
      }
      const sent = this.send(link, message, encode, settle)
      if (Result.isFailure(sent)) return resume(Effect.fail(sent.failure))
      return Effect.sync(() => this.#pending.delete(sent.success))
    }).pipe(Effect.timeoutOrElse({ duration: timeoutMs, orElse: () => Effect.fail(noAnswer(kind, "timeout")) }))
  }

  /** Sends at once; `settle` hears the answer, if one comes. Returns the invoke id. */
  send(
    link: Link | undefined,
    message: Message,
    encode: (message: Message) => string,
    settle: (reply: Reply) => void
  ): Result.Result<number, RequestError> {
    const unavailable = (code: string, text: string) =>
      Result.fail(new RequestError({ reason: "unavailable", code, message: text }))
    if (link === undefined) return unavailable("link-down", `${message.type} was not sent: there is no link.`)
    const id = this.#free()
    if (id === undefined) return unavailable("too-many", `${message.type} was not sent: every invoke id is in use.`)
    const written = link.write(id, encode(message))
    if (Result.isFailure(written)) {
      return written.failure === "closed"
        ? unavailable("link-down", `${message.type} was not sent: the link is closed.`)
        : unavailable("too-large", written.failure.message)
    }
    this.#pending.set(id, { kind: message.type, settle })
    return Result.succeed(id)
  }

  /** Gives an answer to whoever waits for it; false = nobody does (any more). */
  answer(id: number, reply: Message | Unread | "malformed"): boolean {
    const pending = this.#pending.get(id)
    if (pending === undefined) return false
    this.#pending.delete(id)
    pending.settle(reply)
    return true
  }

  /** Nothing that was sent will be answered any more. */
  lost(): void {
    const all = [...this.#pending.values()]
    this.#pending.clear()
    for (const pending of all) pending.settle("lost")
  }

  /** Nobody waits for the answer of `id` any more. */
  forget(id: number): void {
    this.#pending.delete(id)
  }

  get size(): number {
    return this.#pending.size
  }

  #free(): number | undefined {
    // As many tries as there are ids.
    for (let tries = firstId; tries <= lastId; tries++) {
      const id = this.#next
      this.#next = id === lastId ? firstId : id + 1
      if (!this.#pending.has(id)) return id
    }
    return undefined
  }
}
