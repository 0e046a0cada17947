import type { Skills } from "../../Command.ts"

export type Comparison = ">=" | ">" | "<=" | "<" | "=" | "!="

/** A requirement over skills, as a tree. A skill that an agent does not have counts as proficiency 0 (SPEC SKILL-2). */
export type Need =
  | { readonly type: "skill"; readonly skill: string; readonly is: Comparison; readonly level: number }
  | { readonly type: "and"; readonly of: ReadonlyArray<Need> }
  | { readonly type: "or"; readonly of: ReadonlyArray<Need> }
  | { readonly type: "not"; readonly of: Need }

/** What anybody meets. */
export const anybody: Need = { type: "and", of: [] }

export const both = (a: Need, b: Need): Need =>
  a === anybody ? b : b === anybody ? a : { type: "and", of: [...conjuncts(a), ...conjuncts(b)] }

const conjuncts = (need: Need): ReadonlyArray<Need> => (need.type === "and" ? need.of : [need])

export function holds(need: Need, skills: Skills): boolean {
  switch (need.type) {
    case "skill":
      return compares(proficiency(skills, need.skill), need.is, need.level)
    case "and":
      return need.of.every((part) => holds(part, skills))
    case "or":
      return need.of.some((part) => holds(part, skills))
    case "not":
      return !holds(need.of, skills)
  }
}

export const proficiency = (skills: Skills, skill: string): number =>
  Object.hasOwn(skills, skill) ? (skills[skill] ?? 0) : 0

function compares(has: number, is: Comparison, level: number): boolean {
  switch (is) {
    case ">=":
      return has >= level
    case ">":
      return has > level
    case "<=":
      return has <= level
    case "<":
      return has < level
    case "=":
      return has === level
    case "!=":
      return has !== level
  }
}

/** The first thing that stands in the way, in words; "" = nothing. Only explanations call this. */
export function missing(need: Need, skills: Skills): string {
  if (holds(need, skills)) return ""
  switch (need.type) {
    case "skill": {
      const has = proficiency(skills, need.skill)
      if (need.is === ">=" && has === 0) return `skill ${need.skill} is missing, needs ${need.level}`
      return `skill ${need.skill} is ${has}, needs ${need.is === ">=" ? need.level : `${need.is} ${need.level}`}`
    }
    case "and":
      return missing(need.of.find((part) => !holds(part, skills)) ?? anybody, skills)
    case "or":
      return need.of.map((part) => missing(part, skills)).join(", and ")
    case "not":
      return `must not meet "${print(need.of)}"`
  }
}

const name = (skill: string): string =>
  /^[A-Za-z_\u0080-\uffff][\w.:\-\u0080-\uffff]*$/.test(skill) && !/^(and|or|not)$/i.test(skill) ? skill : `'${skill}'`

/** The text form; parses back to the same tree. */
export function print(need: Need): string {
  switch (need.type) {
    case "skill":
      return need.is === ">=" && need.level === 1 ? name(need.skill) : `${name(need.skill)} ${need.is} ${need.level}`
    case "and":
      return need.of
        .map((part) => (part.type === "or" || part.type === "and" ? `(${print(part)})` : print(part)))
        .join(" and ")
    case "or":
      return need.of.map((part) => (part.type === "or" ? `(${print(part)})` : print(part))).join(" or ")
    case "not":
      return need.of.type === "skill" ? `not ${print(need.of)}` : `not (${print(need.of)})`
  }
}
