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
    /** Answers a call that rings. */
    readonly answer: (thread: string, device: string) => Effect.Effect<void, CallControlError>
    /** Send a call that rings at `device` elsewhere. */
    readonly deflect: (thread: string, device: string, to: string) => Effect.Effect<void, CallControlError>
    /** Ends the call. */
    readonly clear: (thread: string, device: string) => Effect.Effect<void, CallControlError>
    /** Puts the call on hold. */
    readonly hold: (thread: string, device: string) => Effect.Effect<void, CallControlError>
    /** Takes the call from hold. */
    readonly retrieve: (thread: string, device: string) => Effect.Effect<void, CallControlError>
    /** Returns the UCID of the new call. */
    readonly make: (device: string, to: string) => Effect.Effect<string, CallControlError>
  }
>()("@strowger/router/CallControl") {}
