import { Schema } from "effect"

/**
 * lost: another term leads, stop. diverged: not our history, reload. unavailable: nobody knows yet.
 * corrupt, unreadable: refuse loudly. full: nothing was written.
 */
export class StateError extends Schema.TaggedError<StateError>()("StateError", {
  reason: Schema.Literals(["lost", "diverged", "unavailable", "corrupt", "unreadable", "full"]),
  message: Schema.String,
  cause: Schema.optional(Schema.Defect())
}) {}
