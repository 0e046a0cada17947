import type { Refusal } from "../../Refusal.ts"
import { isWhole, maxPriority } from "../compile/check.ts"
import { refuse } from "../refuse.ts"

/** What is wrong with a contact's priority; undefined = nothing. */
export const priorityRefusal = (priority: unknown): Refusal | undefined =>
  isWhole(priority, -maxPriority, maxPriority)
    ? undefined
    : refuse("InvalidValue", `priority must be a whole number from ${-maxPriority} to ${maxPriority}`, "priority")
