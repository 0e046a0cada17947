import type { Attributes, AttributeValue, Skills } from "../../Command.ts"
import { attributeOf, type Comparison, holds, type Need } from "./Need.ts"

/** More than this are no help: everybody holds one of them. */
const mostKeys = 16

/**
 * Keys of which whoever meets the requirement holds at least one: the fewest people's, as `weight` says. A key is a skill, an attribute or
 * an attribute's value. undefined = there are no such keys, because somebody with nothing meets it, or there are too many.
 */
export function coverOf(need: Need, weight: (key: string) => number): ReadonlySet<string> | undefined {
  const cover = covered(need, false, weight)
  return cover === undefined || cover.keys.size > mostKeys ? undefined : cover.keys
}

/** Every key of somebody with these skills and attributes. */
export function keysOf(skills: Skills, attributes: Attributes): string[] {
  const keys = Object.keys(skills)
    .filter((skill) => skills[skill]! > 0)
    .map(skillKey)
  for (const name of Object.keys(attributes)) {
    const value = attributeOf(attributes, name)
    if (value === undefined) continue
    keys.push(attributeKey(name), valueKey(name, value))
  }
  return keys
}

interface Cover {
  readonly keys: ReadonlySet<string>
  readonly weight: number
}

function covered(need: Need, negated: boolean, weight: (key: string) => number): Cover | undefined {
  const one = (key: string): Cover => ({ keys: new Set([key]), weight: weight(key) })
  const of = (parts: ReadonlyArray<Need>, least: number) =>
    someOf(
      parts.map((part) => covered(part, negated, weight)),
      least
    )
  switch (need.type) {
    case "skill":
      return holds(need, nothing) === negated ? one(skillKey(need.skill)) : undefined
    case "attribute":
      if (negated) return undefined
      return one(need.is === equals ? valueKey(need.attribute, need.value) : attributeKey(need.attribute))
    case "in":
      if (negated) return undefined
      return someOf(
        need.of.map((value) => one(valueKey(need.attribute, value))),
        1
      )
    case "has":
      return negated ? undefined : one(attributeKey(need.attribute))
    case "not":
      return covered(need.of, !negated, weight)
    case "and":
      return of(need.of, negated ? 1 : need.of.length)
    case "or":
      return of(need.of, negated ? need.of.length : 1)
    case "atLeast":
      return of(need.of, negated ? need.of.length - need.n + 1 : need.n)
  }
}

/** Of n parts at least so many hold, so at least one of any n - least + 1 does: the lightest of them. */
function someOf(parts: ReadonlyArray<Cover | undefined>, least: number): Cover | undefined {
  if (least <= 0) return undefined
  const known = parts.filter((part) => part !== undefined).sort((a, b) => a.weight - b.weight)
  const wanted = parts.length - least + 1
  if (wanted <= 0 || known.length < wanted) return wanted <= 0 ? { keys: new Set(), weight: 0 } : undefined
  const taken = known.slice(0, wanted)
  return {
    keys: new Set(taken.flatMap(({ keys }) => [...keys])),
    weight: taken.reduce((sum, part) => sum + part.weight, 0)
  }
}

const nothing: Skills = Object.freeze({})
const equals: Comparison = "="
const skillKey = (skill: string): string => `s${skill}`
const attributeKey = (name: string): string => `a${name}`
const valueKey = (name: string, value: AttributeValue): string => `v${JSON.stringify([name, value])}`
