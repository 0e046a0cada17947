import type { Attributes, Skills } from "../../Command.ts"
import { anybody, attributeOf, holds, type Need, proficiency } from "./Need.ts"
import { print } from "./printNeed.ts"

/** The first thing that stands in the way, in words; "" = nothing. Only explanations call this. */
export function missing(need: Need, skills: Skills, attributes: Attributes): string {
  if (holds(need, skills, attributes)) return ""
  switch (need.type) {
    case "skill": {
      const has = proficiency(skills, need.skill)
      if (need.is === ">=" && has === 0) return `skill ${need.skill} is missing, needs ${need.level}`
      return `skill ${need.skill} is ${has}, needs ${need.is === ">=" ? need.level : `${need.is} ${need.level}`}`
    }
    case "attribute":
    case "in":
    case "has": {
      const has = attributeOf(attributes, need.attribute)
      const known = has === undefined ? "is missing" : `is ${JSON.stringify(has)}`
      return `attribute ${need.attribute} ${known}, needs ${print(need)}`
    }
    case "atLeast": {
      const met = need.of.filter((part) => holds(part, skills, attributes)).length
      const lacks = need.of.map((part) => missing(part, skills, attributes)).filter((text) => text !== "")
      return `meets ${met} of the ${need.n} needed: ${lacks.join(", and ")}`
    }
    case "and":
      return missing(need.of.find((part) => !holds(part, skills, attributes)) ?? anybody, skills, attributes)
    case "or":
      return need.of.map((part) => missing(part, skills, attributes)).join(", and ")
    case "not":
      return `must not meet "${print(need.of)}"`
  }
}
