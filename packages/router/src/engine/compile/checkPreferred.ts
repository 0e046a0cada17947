import type { Preferred } from "../../Command.ts"
import { isId } from "../refuse.ts"
import { isRecord, isWhole, show } from "./check.ts"

export const maxHoldMs = 30 * 86_400_000
const maxRungs = 16

/** What is wrong with the agents a contact is to go to first, in words; undefined = nothing. */
export function preferredMistake(preferred: unknown): string | undefined {
  if (!Array.isArray(preferred) || preferred.length < 1 || preferred.length > maxRungs)
    return `preferred is a list of 1 to ${maxRungs}, e.g. [{ agent: "wei", holdMs: 30000 }]`
  for (const rung of preferred) {
    if (!isRecord(rung) || !isId(rung.agent)) return 'each of preferred is e.g. { agent: "wei", holdMs: 30000 }'
    if (!isWhole(rung.holdMs, 1, maxHoldMs))
      return `holdMs of ${rung.agent} is ${show(rung.holdMs)}: write milliseconds from 1 to ${maxHoldMs}`
    if (rung.lastServedAtMs !== undefined && !isWhole(rung.lastServedAtMs, 0, Number.MAX_SAFE_INTEGER))
      return `lastServedAtMs of ${rung.agent} is ${show(rung.lastServedAtMs)}: write a time in milliseconds`
    if (rung.maxAgeMs === undefined) continue
    if (!isWhole(rung.maxAgeMs, 0, Number.MAX_SAFE_INTEGER))
      return `maxAgeMs of ${rung.agent} is ${show(rung.maxAgeMs)}: write milliseconds from 0`
    if (rung.lastServedAtMs === undefined)
      return `maxAgeMs of ${rung.agent} says nothing without lastServedAtMs: write when he last served the customer`
  }
  return undefined
}

/** The caller may go on to change his list; the log may not change with it. */
export const keptPreferred = (preferred: ReadonlyArray<Preferred>): ReadonlyArray<Preferred> =>
  preferred.map(({ agent, holdMs, lastServedAtMs, maxAgeMs }) => ({
    agent,
    holdMs,
    ...(lastServedAtMs === undefined ? {} : { lastServedAtMs }),
    ...(maxAgeMs === undefined ? {} : { maxAgeMs })
  }))
