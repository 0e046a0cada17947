import { Context, type Effect, Schema } from "effect"

/** `stale`: the call is no longer what we thought; `refused`: the switch will not; `unavailable`: link down, try later; `ambiguous`: no answer came. */
export class CallControlError extends Schema.TaggedError<CallControlError>()("CallControlError", {
  reason: Schema.Literals(["stale", "refused", "unavailable", "ambiguous"]),
  code: Schema.String,
  message: Schema.String
}) {}

/** Acts on calls of a switch. `thread` is the UCID, `device` an extension. Success is an acknowledgement: the state changes on events only. */
export class CallControl extends Context.Service<
  CallControl,
  {
    readonly answer: (thread: string, device: string) => Effect.Effect<void, CallControlError>
    /** Send a call that rings at `device` elsewhere. */
    readonly deflect: (thread: string, device: string, to: string) => Effect.Effect<void, CallControlError>
    readonly clear: (thread: string, device: string) => Effect.Effect<void, CallControlError>
    readonly hold: (thread: string, device: string) => Effect.Effect<void, CallControlError>
    readonly retrieve: (thread: string, device: string) => Effect.Effect<void, CallControlError>
    /** Returns the UCID of the new call. */
    readonly make: (device: string, to: string) => Effect.Effect<string, CallControlError>
  }
>()("@strowger/router/CallControl") {}
