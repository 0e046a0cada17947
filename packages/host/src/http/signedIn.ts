import { Effect, Layer, Redacted } from "effect"
import { Sessions } from "../access/Sessions.ts"
import { Unauthorized } from "../desk/DeskApi.ts"
import { CurrentUser, SignedIn } from "./Api.ts"

/** Who asks stands in the session cookie and nowhere else. */
export const signedInLayer: Layer.Layer<SignedIn, never, Sessions> = Layer.effect(
  SignedIn,
  Effect.map(Sessions, (sessions) =>
    SignedIn.of({
      session: (respond, { credential }) =>
        Effect.gen(function* () {
          const user = yield* sessions.of(`${Sessions.cookieName}=${Redacted.value(credential)}`)
          if (user === undefined) {
            return yield* new Unauthorized({
              text: "You are not signed in, or the session has expired. Sign in again."
            })
          }
          return yield* Effect.provideService(respond, CurrentUser, user)
        })
    })
  )
)
