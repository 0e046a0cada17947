import type { SignIn } from "../../Command.ts"
import { isRecord, isWhole, show } from "./check.ts"

const monthMs = 30 * 86_400_000

/** What is wrong with what an agent wants of queues: the field, and what to write instead. */
export interface WishMistake {
  readonly field: "prefers" | "delays" | "allocation"
  readonly text: string
  /** A queue that is not configured. */
  readonly unknown?: true
}

/** The first mistake; takes anything. */
export function wishMistake(
  { prefers, delays, allocation }: SignIn,
  isQueue: (name: string) => boolean
): WishMistake | undefined {
  const wrong =
    recordMistake("prefers", prefers, isQueue, -1_000, 1_000, "points of priority, e.g. { loans: 5 }") ??
    recordMistake("delays", delays, isQueue, 0, monthMs, "milliseconds, e.g. { loans: 30000 }") ??
    recordMistake("allocation", allocation, isQueue, 0, 100, "percent, e.g. { loans: 70, cards: 30 }")
  if (wrong !== undefined || allocation === undefined) return wrong
  const sum = Object.values(allocation).reduce((total, percent) => total + percent, 0)
  if (sum === 100 || Object.keys(allocation).length === 0) return undefined
  return { field: "allocation", text: `the percentages add up to ${sum}: make them 100` }
}

function recordMistake(
  field: WishMistake["field"],
  record: unknown,
  isQueue: (name: string) => boolean,
  least: number,
  most: number,
  meaning: string
): WishMistake | undefined {
  if (record === undefined) return undefined
  if (!isRecord(record)) return { field, text: `is an object of ${meaning}` }
  for (const name of Object.keys(record)) {
    if (!isQueue(name)) return { field, text: `queue ${name} is not configured`, unknown: true }
    if (!isWhole(record[name], least, most))
      return {
        field,
        text: `${name}: ${show(record[name])} is not a whole number from ${least} to ${most} (${meaning})`
      }
  }
  return undefined
}
