import type { Attributes } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { Reason } from "./Ledger.ts"

/** Why nobody may have these, by what the configuration says there is. */
export function unknownWord(
  { skills, attributes: types }: Configuration,
  skillNames: ReadonlyArray<string>,
  attributes: Attributes
): Reason | undefined {
  if (skills !== undefined && !skillNames.every((name) => skills.includes(name))) return "SkillUnknown"
  if (types === undefined) return undefined
  for (const [name, value] of Object.entries(attributes)) {
    if (types[name] === undefined) return "AttributeUnknown"
    if (types[name] !== typeOf(value)) return "InvalidValue"
  }
  return undefined
}

const typeOf = (value: unknown) => (typeof value === "string" ? "text" : typeof value === "number" ? "number" : "flag")

const word = /"(?:[^"\\]|\\.)*"|@?\w+|-?\d+|[^\s\w]/g

/** The first thing in a readable text that the configuration does not know. Names here are plain and no words of the language. */
export function firstUnknown({ skills, attributes }: Configuration, needs: string): Reason | undefined {
  let asked: string | undefined
  for (const found of needs.match(word) ?? []) {
    if (found.startsWith("@")) {
      asked = found.slice(1)
      if (attributes !== undefined && attributes[asked] === undefined) return "AttributeUnknown"
    } else if (/^("|-?\d|true$|false$)/.test(found)) {
      const value = /^("|true|false)/.test(found) ? JSON.parse(found) : Number(found)
      if (asked !== undefined && attributes !== undefined && attributes[asked] !== typeOf(value)) return "InvalidNeeds"
    } else if (/^(and|or|not|at)$/.test(found)) asked = undefined
    else if (/^\w/.test(found) && !/^(has|least|of|in)$/.test(found)) {
      asked = undefined
      if (skills !== undefined && !skills.includes(found)) return "SkillUnknown"
    }
  }
  return undefined
}
