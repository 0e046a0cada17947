import { StateError } from "@strowger/router/ports"
import { Effect } from "effect"

/** Shorthand for the errors every layer tells alike. */
export const stateError = (reason: StateError["reason"], message: string, cause?: unknown): StateError =>
  new StateError(cause === undefined ? { reason, message } : { reason, message, cause })

/** Runs store code that answers or throws at once. What it throws is a `StateError` already or is named by `translate`. */
export const attempt = <A>(run: () => A, translate: (cause: unknown) => StateError = unforeseen) =>
  Effect.suspend((): Effect.Effect<A, StateError> => {
    try {
      return Effect.succeed(run())
    } catch (cause) {
      return Effect.fail(cause instanceof StateError ? cause : translate(cause))
    }
  })

const unforeseen = (cause: unknown): StateError =>
  stateError("corrupt", `The store failed in a way it should not: ${String(cause)}`, cause)
