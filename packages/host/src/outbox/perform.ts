import {
  type Adapter,
  CallControl,
  type CallControlError,
  type Outbound,
  type PresenceError,
  PresenceSource,
  type SendError
} from "@strowger/router/ports"
import { Effect } from "effect"
import { Adapters } from "../adapters/Adapters.ts"
import type { Intent } from "../records/Record.ts"
import { type Attempt, rejected, sent } from "./Attempt.ts"
import { CallActions } from "./CallActions.ts"
import type { OutboxEntry } from "./OutboxFold.ts"

export type World = Adapters | CallActions | CallControl | PresenceSource

/** Tries once to carry an intent out. Never fails: whatever an adapter does wrong is an answer, too. */
export const perform = (entry: OutboxEntry): Effect.Effect<Attempt, never, World> =>
  tryOnce(entry).pipe(
    // An interruption that ends up here is the adapter's own (its link closed): ours ends this fiber before.
    Effect.catchCause((cause) =>
      Effect.as(
        Effect.logError(`Adapter ${entry.adapter} broke while it carried out ${entry.id}`, cause),
        ambiguous("The adapter broke while it sent.")
      )
    )
  )

/** Asks the medium whether it went out. Undefined: nobody can say. */
export const find = (entry: OutboxEntry): Effect.Effect<Attempt | "not-sent" | undefined, never, World> =>
  Effect.gen(function* () {
    const { intent } = entry
    if (intent.type !== "Send") return undefined
    const adapter = (yield* Adapters).get(entry.adapter)
    if (adapter === undefined) return { type: "TryAgain" as const, text: closedText(entry) }
    return yield* adapter.find(outboundOf(entry.id, intent)).pipe(
      Effect.map((found) => (found === "sent" ? sent() : found)),
      Effect.catch((error) => Effect.succeed(error.outcome === "reject" ? undefined : tryAgain(error)))
    )
  }).pipe(
    Effect.catchCause((cause) =>
      Effect.as(Effect.logError(`Adapter ${entry.adapter} broke while it looked for ${entry.id}`, cause), undefined)
    )
  )

const tryOnce = (entry: OutboxEntry): Effect.Effect<Attempt, never, World> => {
  const { intent } = entry
  switch (intent.type) {
    case "Send":
      return Effect.flatMap(Adapters, (adapters) => {
        const adapter = adapters.get(entry.adapter)
        return adapter === undefined
          ? Effect.succeed<Attempt>({ type: "TryAgain", text: closedText(entry) })
          : send(adapter, outboundOf(entry.id, intent))
      })
    case "RouteCall":
      return Effect.map(
        Effect.flatMap(CallActions, (calls) => calls.route(intent.thread, intent.device)),
        (answer) => (answer === "taken" ? sent() : rejected(answer, routeText[answer]))
      )
    case "AnswerCall":
      return act((calls) => calls.answer(intent.thread, intent.device))
    case "DeflectCall":
      return act((calls) => calls.deflect(intent.thread, intent.device, intent.to))
    case "ClearCall":
      return act((calls) => calls.clear(intent.thread, intent.device))
    case "SetPresence":
      return setPresence(intent)
  }
}

const routeText = {
  late: "The question of the switch had ended.",
  none: "The call has no open question."
} as const

const closedText = (entry: OutboxEntry): string => `Adapter ${entry.adapter} is not open.`

const ambiguous = (text: string): Attempt => ({ type: "Ambiguous", text })

const tryAgain = (error: { readonly message: string; readonly retryAfterMs?: number | undefined }): Attempt => ({
  type: "TryAgain",
  text: error.message,
  ...(error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs })
})

const outboundOf = (id: string, intent: Extract<Intent, { readonly type: "Send" }>): Outbound => {
  const { thread, to, from, content, references, expiresAtMs, automatic } = intent
  return {
    id,
    thread,
    to,
    content,
    automatic,
    ...(from === undefined ? {} : { from }),
    ...(references === undefined ? {} : { references }),
    ...(expiresAtMs === undefined ? {} : { expiresAtMs })
  }
}

const send = (adapter: Adapter, outbound: Outbound): Effect.Effect<Attempt> =>
  adapter.send(outbound).pipe(
    Effect.map(({ refs, parts }) => sent(refs, parts)),
    Effect.catch((error) => Effect.succeed(afterSendError(error)))
  )

const afterSendError = (error: SendError): Attempt => {
  switch (error.outcome) {
    case "retry":
      return tryAgain(error)
    case "ambiguous":
      return ambiguous(error.message)
    case "reject":
      return rejected(error.code, error.message)
  }
}

const act = (
  run: (calls: CallControl["Service"]) => Effect.Effect<void, CallControlError>
): Effect.Effect<Attempt, never, CallControl> =>
  Effect.flatMap(CallControl, run).pipe(
    Effect.as(sent()),
    Effect.catch((error) => Effect.succeed(afterCallError(error)))
  )

const afterCallError = (error: CallControlError): Attempt => {
  switch (error.reason) {
    case "stale":
    case "refused":
      return rejected(error.code, error.message)
    case "unavailable":
      return tryAgain(error)
    case "ambiguous":
      return ambiguous(error.message)
  }
}

const setPresence = (
  intent: Extract<Intent, { readonly type: "SetPresence" }>
): Effect.Effect<Attempt, never, PresenceSource> => {
  const { device, login, presence, reason } = intent
  return Effect.flatMap(PresenceSource, (source) =>
    source.set({ device, login, presence, ...(reason === undefined ? {} : { reason }) })
  ).pipe(
    Effect.as(sent()),
    Effect.catch((error) => Effect.succeed(afterPresenceError(error)))
  )
}

const afterPresenceError = (error: PresenceError): Attempt =>
  error.reason === "refused" ? rejected("refused", error.message) : tryAgain(error)
