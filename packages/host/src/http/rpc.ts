import { Clock, Effect, Layer, Stream } from "effect"
import type { Headers } from "effect/http"
import { HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { RpcSerialization, RpcServer } from "effect/rpc"
import { type Session, Sessions } from "../access/Sessions.ts"
import { Desk } from "../desk/Desk.ts"
import { DeskApi, Forbidden, Unauthorized } from "../desk/DeskApi.ts"
import { Folds } from "../folds.ts"
import { Partition } from "../partition/Partition.ts"
import { mostBytes } from "./guard.ts"

const signInAgain = new Unauthorized({ text: "The session has expired. Sign in again." })

/** What is watched ends with the session: a screen that is refused every act shall not go on showing customers. */
const whileSignedIn = <A, E>(session: Session, watched: Stream.Stream<A, E>): Stream.Stream<A, E | Unauthorized> =>
  Stream.interruptWhen(
    watched,
    Effect.flatMap(Clock.currentTimeMillis, (nowMs) =>
      Effect.andThen(Effect.sleep(Math.max(0, session.untilMs - nowMs)), Effect.fail(signInAgain))
    )
  )

/** Handlers of the desktop's and the wall's WebSocket: who asks, may they, and the answer of `Desk`. */
const handlers = DeskApi.toLayer(
  Effect.gen(function* () {
    const sessions = yield* Sessions
    const desk = yield* Desk
    const partition = yield* Partition
    const folds = yield* Folds

    const userOf = (headers: Headers.Headers): Effect.Effect<Session, Unauthorized> =>
      Effect.flatMap(sessions.of(headers["cookie"]), (user) =>
        user === undefined ? Effect.fail(signInAgain) : Effect.succeed(user)
      )
    const supervisorOf = (headers: Headers.Headers): Effect.Effect<Session, Unauthorized | Forbidden> =>
      Effect.flatMap(userOf(headers), (user) =>
        user.role === "supervisor"
          ? Effect.succeed(user)
          : Effect.fail(new Forbidden({ text: "The wall is for supervisors." }))
      )
    return {
      WatchDesk: (_payload, { headers }) =>
        Stream.unwrap(Effect.map(userOf(headers), (user) => whileSignedIn(user, desk.watchDesk(user.id)))),
      WatchConversation: ({ conversation, after }, { headers }) =>
        Stream.unwrap(
          Effect.map(userOf(headers), (user) =>
            whileSignedIn(user, desk.watchConversation(user.id, conversation, after))
          )
        ),
      Act: ({ command, act }, { headers }) =>
        Effect.flatMap(userOf(headers), (user) => desk.act(user.id, command, act)),
      WatchWall: (_payload, { headers }) =>
        Stream.unwrap(Effect.map(supervisorOf(headers), (user) => whileSignedIn(user, desk.watchWall()))),
      Explain: Effect.fnUntraced(function* ({ contact }, { headers }) {
        const user = yield* userOf(headers)
        const own = partition.router.view.contact(contact)?.agent === user.id
        if (user.role !== "supervisor" && !own) {
          return yield* new Forbidden({ text: "This contact is not yours." })
        }
        if (folds.conversations.contact(contact) === undefined) {
          return { text: "This contact has ended.", candidates: [] }
        }
        return yield* desk.explain(contact)
      })
    }
  })
)

/** `/rpc`: refused before the upgrade when nobody is signed in. The Origin is checked for every route. */
export const rpcRoute = Layer.effectDiscard(
  Effect.gen(function* () {
    const router = yield* HttpRouter.HttpRouter
    const sessions = yield* Sessions
    const open = yield* RpcServer.toHttpEffectWebsocket(DeskApi, { disableTracing: true })
    yield* router.add(
      "GET",
      "/rpc",
      Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const user = yield* sessions.of(request.headers["cookie"])
        if (user === undefined) return HttpServerResponse.text("Sign in first.", { status: 401 })
        return yield* open
      })
    )
  })
).pipe(Layer.provide(handlers), Layer.provide(RpcSerialization.layerNdjsonWith({ maxBufferSize: mostBytes })))
