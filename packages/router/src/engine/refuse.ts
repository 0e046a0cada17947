import type { Refusal } from "../Refusal.ts"

export const refuse = (reason: Refusal["reason"], text: string, field?: string): Refusal =>
  field === undefined ? { reason, text } : { reason, field, text }

/** Ids come from outside: any text that is not empty and not absurdly long. */
export const isId = (id: unknown): id is string => typeof id === "string" && id !== "" && id.length <= 1_000

export const badId = (field: string): Refusal =>
  refuse("InvalidValue", `${field} must be a text of 1 to 1000 characters`, field)
