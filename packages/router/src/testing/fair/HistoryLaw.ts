import { LawBroken } from "../Law.ts"
import type { Ability } from "./Abilities.ts"
import type { FairRouter, MakeRouter } from "./FairRouter.ts"
import type { Log } from "./Log.ts"
import type { Restore } from "./Options.ts"

/** The router a law is about. */
export interface Subject {
  readonly make: MakeRouter
  readonly restore: Restore
}

/** A law about what the same router does with another history, or with the same again. */
export interface HistoryLaw {
  readonly id: string
  /** The sentence. */
  readonly says: string
  readonly asks: ReadonlyArray<Ability>
  /** Why it says nothing about this history; undefined = it does. */
  readonly premise?: (log: Log) => string | undefined
  /** Throws `LawBroken`. `router`: as the history left it. */
  readonly judge: (subject: Subject, log: Log, router: FairRouter) => void
}

/** Throws unless both say the same, event by event. `meant`: what the other is. */
export function same(actual: ReadonlyArray<unknown>, expected: ReadonlyArray<unknown>, meant: string): void {
  for (let at = 0; at < Math.max(actual.length, expected.length); at++) {
    const [one, other] = [canonical(actual[at]), canonical(expected[at])]
    if (one !== other)
      throw new LawBroken(`${meant}: event ${at + 1} is ${one ?? "missing"}, and should be ${other ?? "missing"}`)
  }
}

/** Keys in order, and what is a set rather than a list: whatever order they were written in. */
export const canonical = (value: unknown): string | undefined =>
  JSON.stringify(value, (key, part: unknown) => {
    if (Array.isArray(part)) return sets.has(key) ? [...part].sort((a, b) => (a < b ? -1 : 1)) : part
    if (typeof part !== "object" || part === null) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })

const sets: ReadonlySet<string> = new Set(["excludes", "autoAccept", "channels", "exclusive"])

/** Every part of plain data, made another. `of` is asked first; undefined = look inside. */
export function mapped(value: unknown, of: (key: string, part: unknown) => unknown, key = ""): unknown {
  const other = of(key, value)
  if (other !== undefined) return other
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map((part) => mapped(part, of, key))
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapped(part, of, name)]))
}
