import type { Attributes, AttributeValue } from "../../Command.ts"
import type { ConfigurationMistake } from "./check.ts"
import { isRecord, show } from "./check.ts"

export const maxAttributes = 100
const maxText = 1_000

/** What is wrong with attributes; `path` is the attribute. */
export function attributeMistakes(attributes: unknown): ReadonlyArray<ConfigurationMistake> {
  if (!isRecord(attributes))
    return [{ path: "", text: 'attributes are an object of values, e.g. { branch: "Pudong" }' }]
  const names = Object.keys(attributes)
  if (names.length > maxAttributes) return [{ path: "", text: `more than ${maxAttributes} attributes` }]
  return names.flatMap((name): ReadonlyArray<ConfigurationMistake> => {
    const why = nameMistake(name, "an attribute") ?? valueMistake(attributes[name])
    return why === undefined ? [] : [{ path: name, text: why }]
  })
}

/** Names stand in single quotes in requirements, and are keys of objects. */
export const nameMistake = (name: unknown, what: string): string | undefined =>
  typeof name === "string" && name !== "" && name.length <= 200 && !name.includes("'") && name !== "__proto__"
    ? undefined
    : `${what} needs a name of 1 to 200 characters without quotes, other than __proto__`

function valueMistake(value: unknown): string | undefined {
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return undefined
  if (typeof value === "string")
    return value.length <= maxText ? undefined : `a text of more than ${maxText} characters`
  return `${show(value)} is no text, no whole number and neither true nor false`
}

/** A copy to keep, -0 written as 0; none left = undefined. */
export function keptAttributes(attributes: Attributes | undefined): Attributes | undefined {
  if (attributes === undefined) return undefined
  const kept: Record<string, AttributeValue> = {}
  for (const name of Object.keys(attributes)) {
    const value = attributes[name]!
    kept[name] = typeof value === "number" ? value + 0 : value
  }
  return Object.keys(kept).length === 0 ? undefined : kept
}
