import { Duration, Effect } from "effect"
import { HttpEffect, HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Sessions } from "../access/Sessions.ts"
import { Forbidden } from "../desk/DeskApi.ts"
import { Directory } from "../Directory.ts"
import { Api, CurrentUser, SignInFailed, SignInLocked } from "./Api.ts"

const setCookie = (value: string, maxAgeMs: number) =>
  HttpEffect.appendPreResponseHandler((_, response) =>
    Effect.orDie(
      HttpServerResponse.setCookie(response, Sessions.cookieName, value, {
        httpOnly: true,
        sameSite: "strict",
        path: "/",
        maxAge: Duration.millis(maxAgeMs)
      })
    )
  )

export const sessionHandlers = HttpApiBuilder.group(
  Api,
  "session",
  Effect.fnUntraced(function* (handlers) {
    const sessions = yield* Sessions
    const directory = yield* Directory
    return handlers.handleAll({
      signIn: Effect.fnUntraced(function* ({ payload }) {
        const result = yield* sessions.signIn(payload.user, payload.password)
        switch (result.type) {
          case "SignedIn":
            return yield* setCookie(result.cookie, Sessions.maxAgeMs)
          case "Wrong":
            return yield* new SignInFailed({
              text: `User or password is wrong. ${result.triesLeft} tries are left.`,
              triesLeft: result.triesLeft
            })
          case "Locked":
            return yield* new SignInLocked({
              text: "Too many wrong passwords. Wait a quarter of an hour, or ask a supervisor to unlock you.",
              untilMs: result.untilMs
            })
        }
      }),
      unlock: Effect.fnUntraced(function* ({ params }) {
        const user = yield* CurrentUser
        if (user.role !== "supervisor") return yield* new Forbidden({ text: "Only supervisors may unlock somebody." })
        return yield* sessions.unlock(params.user)
      }),
      signOut: () => setCookie("", 0),
      current: Effect.fnUntraced(function* () {
        const user = yield* CurrentUser
        return { user: user.id, name: user.name, role: user.role, centre: directory.name }
      })
    })
  })
)
