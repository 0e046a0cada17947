import { Schema } from "effect"

/** A command did not do what was asked; the message is for the person who typed it. Exit code 1, no stack. */
export class CommandFailed extends Schema.TaggedError<CommandFailed>()("CommandFailed", { message: Schema.String }) {}
