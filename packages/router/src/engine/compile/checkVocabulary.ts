import { isRecord, show, type Wrong } from "./check.ts"
import { nameMistake } from "./checkAttributes.ts"
import { Vocabulary } from "./Vocabulary.ts"

export const vocabularyFields = ["skills", "attributes"] as const

const types: ReadonlyArray<unknown> = ["text", "number", "flag"]
const maxNames = 10_000

/** What a configuration says there is; a list that cannot be read knows anything, so that one mistake is not told many times. */
export function checkVocabulary(configuration: Record<string, unknown>, wrong: Wrong): Vocabulary {
  const { skills, attributes } = configuration
  return new Vocabulary({
    ...(skills !== undefined && areSkills(skills, wrong) ? { skills } : {}),
    ...(attributes !== undefined && areAttributes(attributes, wrong) ? { attributes } : {})
  })
}

function areSkills(skills: unknown, wrong: Wrong): skills is ReadonlyArray<string> {
  if (!Array.isArray(skills) || skills.length > maxNames) {
    wrong("skills", `skills are a list of at most ${maxNames} names, e.g. ["zh", "loan"]`)
    return false
  }
  for (const [at, name] of skills.entries()) {
    const why =
      nameMistake(name, "a skill") ?? (skills.indexOf(name) < at ? `${show(name)} is listed before` : undefined)
    if (why !== undefined) wrong(`skills.${at}`, why)
  }
  return skills.every((name) => nameMistake(name, "a skill") === undefined)
}

function areAttributes(attributes: unknown, wrong: Wrong): attributes is Record<string, "text" | "number" | "flag"> {
  const names = isRecord(attributes) ? Object.keys(attributes) : undefined
  if (!isRecord(attributes) || names === undefined || names.length > maxNames) {
    wrong("attributes", `attributes are an object of at most ${maxNames} types, e.g. { branch: "text", vip: "flag" }`)
    return false
  }
  let good = true
  for (const name of names) {
    const is = types.includes(attributes[name])
      ? undefined
      : `${show(attributes[name])}: write "text", "number" or "flag"`
    const why = nameMistake(name, "an attribute") ?? is
    if (why !== undefined) wrong(`attributes.${name}`, why)
    good &&= why === undefined
  }
  return good
}
