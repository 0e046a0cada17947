import { isWhole } from "../engine/compile/check.ts"

/** Whole milliseconds, from the start of the day or of a duration. */
export const isTime = (value: unknown): value is number => isWhole(value, 0, Number.MAX_SAFE_INTEGER)
