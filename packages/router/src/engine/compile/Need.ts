import type { Attributes, AttributeValue, Skills } from "../../Command.ts"

export type Comparison = ">=" | ">" | "<=" | "<" | "=" | "!="

/**
 * A requirement over skills and attributes, as a tree. A skill that somebody does not have counts as proficiency 0 (SPEC SKILL-2); an
 * attribute he does not have meets no comparison (SPEC SKILL-5).
 */
export type Need =
  | { readonly type: "skill"; readonly skill: string; readonly is: Comparison; readonly level: number }
  | { readonly type: "attribute"; readonly attribute: string; readonly is: Comparison; readonly value: AttributeValue }
  | { readonly type: "in"; readonly attribute: string; readonly of: ReadonlyArray<string> | ReadonlyArray<number> }
  | { readonly type: "has"; readonly attribute: string }
  | { readonly type: "atLeast"; readonly n: number; readonly of: ReadonlyArray<Need> }
  | { readonly type: "and"; readonly of: ReadonlyArray<Need> }
  | { readonly type: "or"; readonly of: ReadonlyArray<Need> }
  | { readonly type: "not"; readonly of: Need }

/** What anybody meets. */
export const anybody: Need = { type: "and", of: [] }

export const noAttributes: Attributes = Object.freeze({})
const noSkills: Skills = Object.freeze({})

export const both = (a: Need, b: Need): Need =>
  a === anybody ? b : b === anybody ? a : { type: "and", of: [...conjuncts(a), ...conjuncts(b)] }

export const conjuncts = (need: Need): ReadonlyArray<Need> => (need.type === "and" ? need.of : [need])

/** Does somebody with these skills and attributes meet it? Allocates nothing. */
export function holds(need: Need, skills: Skills, attributes: Attributes = noAttributes): boolean {
  switch (need.type) {
    case "skill":
      return compares(proficiency(skills, need.skill), need.is, need.level)
    case "attribute": {
      const has = attributeOf(attributes, need.attribute)
      return typeof has === typeof need.value && compares(has as AttributeValue, need.is, need.value)
    }
    case "in":
      return (need.of as ReadonlyArray<unknown>).includes(attributeOf(attributes, need.attribute))
    case "has": {
      const has = attributeOf(attributes, need.attribute)
      return has !== undefined && has !== false
    }
    case "atLeast": {
      let met = 0
      for (const part of need.of) if (holds(part, skills, attributes) && ++met >= need.n) return true
      return false
    }
    case "and":
      for (const part of need.of) if (!holds(part, skills, attributes)) return false
      return true
    case "or":
      for (const part of need.of) if (holds(part, skills, attributes)) return true
      return false
    case "not":
      return !holds(need.of, skills, attributes)
  }
}

/** Does what has these attributes and no skills, a contact, meet it? */
export const holdsFor = (need: Need, attributes: Attributes): boolean => holds(need, noSkills, attributes)

export const proficiency = (skills: Skills, skill: string): number =>
  Object.hasOwn(skills, skill) ? (skills[skill] ?? 0) : 0

export const attributeOf = (attributes: Attributes, attribute: string): AttributeValue | undefined =>
  Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined

/** Two of one type. Only numbers are more or less than one another; the parser lets nothing else ask. */
function compares(has: AttributeValue, is: Comparison, wanted: AttributeValue): boolean {
  switch (is) {
    case ">=":
      return has >= wanted
    case ">":
      return has > wanted
    case "<=":
      return has <= wanted
    case "<":
      return has < wanted
    case "=":
      return has === wanted
    case "!=":
      return has !== wanted
  }
}
