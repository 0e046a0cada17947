import { Context, type Effect, Schema, type Stream } from "effect"

/** The switch did not take the change. */
export class PresenceError extends Schema.TaggedError<PresenceError>()("PresenceError", {
  reason: Schema.Literals(["refused", "unavailable", "busy"]),
  message: Schema.String
}) {}

/** What the switch says of an agent, in our words. `unknown` after a lost link: no new work. */
export interface ObservedPresence {
  /** The station, as the switch names it. */
  readonly device: string
  /** The switch's agent login. */
  readonly login?: string
  readonly presence: "signed-out" | "not-ready" | "ready" | "busy" | "wrap-up" | "unknown"
  /** The switch's reason, where it gives one. */
  readonly reason?: string
  readonly atMs: number
}

/** Agent state of a switch, set and observed. */
export class PresenceSource extends Context.Service<
  PresenceSource,
  {
    /** What the switch tells, as it happens. */
    readonly changes: Stream.Stream<ObservedPresence>
    /** Tells the switch. */
    readonly set: (agent: {
      /** The station, as the switch names it. */
      readonly device: string
      /** The agent's id at the switch. */
      readonly login: string
      readonly presence: "signed-out" | "not-ready" | "ready"
      /** Why he is not ready. */
      readonly reason?: string
    }) => Effect.Effect<void, PresenceError>
  }
>()("@strowger/router/PresenceSource") {}
