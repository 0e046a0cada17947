import { Context, type Effect } from "effect"

/** Answers the question a call waits with; implemented by the room of the calls, which alone knows what is open. */
export class CallActions extends Context.Service<
  CallActions,
  {
    /** Sends the caller to a device. "late": the question ended first; "none": the call has no open question. */
    readonly route: (thread: string, device: string) => Effect.Effect<"taken" | "late" | "none">
  }
>()("@strowger/host/CallActions") {}
