import type { AttributeValue } from "../../Command.ts"
import type { Need } from "./Need.ts"

/** The text form; parses back to the same tree, and prints alike again (SPEC SKILL-8). */
export function print(need: Need): string {
  switch (need.type) {
    case "skill":
      return need.is === ">=" && need.level === 1 ? name(need.skill) : `${name(need.skill)} ${need.is} ${need.level}`
    case "attribute":
      return `@${name(need.attribute)} ${need.is} ${value(need.value)}`
    case "in":
      return `@${name(need.attribute)} in (${need.of.map(value).join(", ")})`
    case "has":
      return `has @${name(need.attribute)}`
    case "atLeast":
      return `at least ${need.n} of (${need.of.map(print).join(", ")})`
    case "and":
      return need.of
        .map((part) => (part.type === "or" || part.type === "and" ? `(${print(part)})` : print(part)))
        .join(" and ")
    case "or":
      return need.of.map((part) => (part.type === "or" ? `(${print(part)})` : print(part))).join(" or ")
    case "not":
      return isJoined(need.of) ? `not (${print(need.of)})` : `not ${print(need.of)}`
  }
}

const isJoined = (need: Need): boolean => need.type === "and" || need.type === "or" || need.type === "not"

const name = (of: string): string =>
  /^(?![≥≤])[A-Za-z_\u0080-\uffff][\w.:\-\u0080-\uffff]*$/.test(of) && !/^(and|or|not)$/i.test(of) ? of : `'${of}'`

const value = (of: AttributeValue): string => (typeof of === "string" ? JSON.stringify(of) : `${of}`)
