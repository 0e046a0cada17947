import { CallControl, CallControlError, PresenceError, PresenceSource } from "@strowger/router/ports"
import { Effect, Layer, Stream } from "effect"
import { CallActions } from "./CallActions.ts"

const message = "No switch is configured: add a cti section to the configuration."
const refused = Effect.fail(new CallControlError({ reason: "refused", code: "no-switch", message }))

/** For a centre without voice: acts on calls are refused, agent state is nobody's but ours. */
export const noTelephone: Layer.Layer<CallActions | CallControl | PresenceSource> = Layer.mergeAll(
  Layer.succeed(CallActions, { route: () => Effect.succeed("none") }),
  Layer.succeed(CallControl, {
    answer: () => refused,
    deflect: () => refused,
    clear: () => refused,
    hold: () => refused,
    retrieve: () => refused,
    make: () => refused
  }),
  Layer.succeed(PresenceSource, {
    changes: Stream.never,
    set: () => Effect.fail(new PresenceError({ reason: "refused", message }))
  })
)
