import { CallControl, CallControlError, PresenceError, PresenceSource } from "@strowger/router/ports"
import { Context, Effect, Stream } from "effect"

const refused = Effect.fail(
  new CallControlError({
    reason: "refused",
    code: "no-switch",
    message: "No telephone switch is configured. Add an adapter of kind avaya."
  })
)

/** For a centre without telephones: nothing to observe, every act refused. */
export const noSwitch = Context.make(
  CallControl,
  CallControl.of({
    answer: () => refused,
    deflect: () => refused,
    clear: () => refused,
    hold: () => refused,
    retrieve: () => refused,
    make: () => refused
  })
).pipe(
  Context.add(
    PresenceSource,
    PresenceSource.of({
      changes: Stream.never,
      set: () =>
        Effect.fail(
          new PresenceError({
            reason: "refused",
            message: "No telephone switch is configured. Add an adapter of kind avaya."
          })
        )
    })
  )
)
