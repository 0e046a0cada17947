import type * as fc from "fast-check"
import type { Configuration } from "../../Configuration.ts"
import { queueNames, skillNames } from "../basics.ts"
import { everything } from "../everything.ts"
import type { Act, History } from "../History.ts"
import { meets } from "../reference/needs.ts"
import { mapped } from "./HistoryLaw.ts"

/**
 * Histories under a configuration of yours, which stays: contacts come to its queues, agents have the skills its requirements name, at
 * levels on both sides of every number there. Give it as `histories`. `maxMoves`: longest history, default 60.
 */
export function historiesOf(configuration: Configuration, maxMoves = 60): fc.Arbitrary<History> {
  const texts = Object.values(configuration.queues).flatMap(({ needs = [], steps = [], requirements = [] }) =>
    [needs, steps.map((step) => step.needs ?? []), requirements.map((one) => one.needs)].flat(2)
  )
  const named = new Set(configuration.skills)
  for (const text of texts) meets(text, {}, {}, (skill) => named.add(skill))
  const numbers = texts.flatMap((text) => (text.match(/\b\d+\b/g) ?? []).map(Number))
  const levels = [...new Set([1, ...numbers.flatMap((n) => [n - 1, n]), 100])]
    .filter((level) => level >= 1 && level <= 100)
    .sort((a, b) => a - b)
  const skills = [...named]
  const queues = Object.keys(configuration.queues)
  const names = new Map<string, string>()
  for (const [of, yours] of [[queueNames, queues] as const, [skillNames, skills] as const])
    for (const [at, name] of of.entries()) if (yours.length > 0) names.set(name, yours[at % yours.length]!)
  const yours = (of: string) => names.get(of) ?? of
  const own = (act: Act): Act =>
    mapped(act, (key, part) => {
      if (key === "queue" || key === "to") return typeof part === "string" ? yours(part) : undefined
      if (key === "needs" && typeof part === "string") return part.replaceAll(/\b(zh|en|loan)\b/g, yours)
      if (!byName.has(key) || typeof part !== "object" || part === null) return undefined
      const level = (value: unknown) => (key === "skills" ? levelled(value, levels) : value)
      return Object.fromEntries(Object.entries(part).map(([name, value]) => [yours(name), level(value)]))
    }) as Act
  return everything(maxMoves).map(({ moves }) => ({
    configuration,
    moves: moves.filter(({ act }) => !changes(act)).map((move) => ({ ...move, act: own(move.act) }))
  }))
}

const byName: ReadonlySet<string> = new Set(["skills", "prefers", "delays", "allocation", "reserveFor"])

const changes = (act: Act): boolean =>
  act.type === "Configure" || (act.type === "Feature" && (act.act === "Change" || act.act === "Revert"))

/** The levels 1 to 4 that are drawn, spread over those that matter. */
function levelled(value: unknown, levels: ReadonlyArray<number>): unknown {
  if (typeof value === "number") return levels[(value * 7) % levels.length]
  return typeof value === "object" && value !== null && "level" in value
    ? { ...value, level: levelled(value.level, levels) }
    : value
}
