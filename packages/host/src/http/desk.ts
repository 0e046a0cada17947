import { Effect, Stream } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Desk } from "../desk/Desk.ts"
import { Forbidden, HostUnavailable } from "../desk/DeskApi.ts"
import { Api, CurrentUser } from "./Api.ts"

/** The first value of a watch is the present. */
const present = <A>(watch: Stream.Stream<A>) =>
  Stream.runHead(watch).pipe(
    Effect.flatMap((head) =>
      head._tag === "Some"
        ? Effect.succeed(head.value)
        : Effect.die(new HostUnavailable({ text: "The host is stopping." }))
    )
  )

export const deskHandlers = HttpApiBuilder.group(
  Api,
  "desk",
  Effect.fnUntraced(function* (handlers) {
    const desk = yield* Desk
    return handlers.handleAll({
      view: () => Effect.flatMap(CurrentUser, (user) => present(desk.watchDesk(user.id))),
      act: ({ payload }) => Effect.flatMap(CurrentUser, (user) => desk.act(user.id, payload.command, payload.act)),
      wall: () =>
        Effect.flatMap(CurrentUser, (user) =>
          user.role === "supervisor"
            ? present(desk.watchWall())
            : Effect.fail(new Forbidden({ text: "The wall is for supervisors." }))
        )
    })
  })
)
