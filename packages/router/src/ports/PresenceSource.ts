import { Context, type Effect, Schema, type Stream } from "effect"

export class PresenceError extends Schema.TaggedError<PresenceError>()("PresenceError", {
  reason: Schema.Literals(["refused", "unavailable", "busy"]),
  message: Schema.String
}) {}

/** What the switch says of an agent, in our words. `unknown` after a lost link: no new work. */
export interface ObservedPresence {
  readonly device: string
  /** The switch's agent login. */
  readonly login?: string
  readonly presence: "signed-out" | "not-ready" | "ready" | "busy" | "wrap-up" | "unknown"
  readonly reason?: string
  readonly atMs: number
}

/** Agent state of a switch, set and observed. */
export class PresenceSource extends Context.Service<
  PresenceSource,
  {
    readonly changes: Stream.Stream<ObservedPresence>
    readonly set: (agent: {
      readonly device: string
      readonly login: string
      readonly presence: "signed-out" | "not-ready" | "ready"
      readonly reason?: string
    }) => Effect.Effect<void, PresenceError>
  }
>()("@strowger/router/PresenceSource") {}
