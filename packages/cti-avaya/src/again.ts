import { Effect, Random } from "effect"
import { classify } from "./session/failures.ts"
import type { RequestError } from "./session/Requests.ts"

const pauseMs = 300
const tries = 3

/** Tries once more what failed for a reason that passes. Only for requests that may be sent twice: never a call or a route. */
export const again = <A>(request: Effect.Effect<A, RequestError>): Effect.Effect<A, RequestError> =>
  Effect.retry(request, {
    while: (error) =>
      Effect.gen(function* () {
        if (classify(error) !== "transient" && error.code !== "timeout") return false
        yield* Effect.sleep(pauseMs * (yield* Random.nextBetween(0.5, 1.5)))
        return true
      }),
    times: tries
  })
