import type { Vocabulary } from "./Vocabulary.ts"
import { nameMistake } from "./checkAttributes.ts"
import { checkNumber, isRecord, isWhole, show, unknownFields, type Wrong } from "./check.ts"

const names: ReadonlyArray<string> = [
  "leastLoad",
  "longestIdle",
  "loadRatio",
  "mostSkilled",
  "leastSkilled",
  "leastFlexible",
  "roundRobin"
]
const kinds = new Map<string, ReadonlyArray<string>>([
  ["fewestHandled", ["kind", "windowMs"]],
  ["expert", ["kind", "skill", "ties"]],
  ["weighted", ["kind", "skills", "attributes"]]
])
const dayMs = 86_400_000
const maxWeights = 50

export function checkAgentOrder(order: unknown, path: string, vocabulary: Vocabulary, wrong: Wrong): void {
  if ((names as ReadonlyArray<unknown>).includes(order)) return
  const known = isRecord(order) ? kinds.get(String(order.kind)) : undefined
  if (!isRecord(order) || known === undefined) {
    const written = [...names, ...[...kinds.keys()].map((kind) => `{ kind: "${kind}", ... }`)]
    wrong(
      path,
      `${show(isRecord(order) ? order.kind : order)} is no order of agents; orders are: ${written.join(", ")}`
    )
    return
  }
  unknownFields(order, known, `${path}.`, wrong)
  if (order.kind === "fewestHandled") {
    checkNumber(order.windowMs ?? null, `${path}.windowMs`, 1, dayMs, "milliseconds, e.g. 3600000", wrong)
  } else if (order.kind === "expert") {
    if (nameMistake(order.skill, "a skill") !== undefined)
      wrong(`${path}.skill`, 'the name of the skill is missing: write e.g. skill: "loan"')
    else {
      const unknown = vocabulary.whyNoSkill(String(order.skill))
      if (unknown !== undefined) wrong(`${path}.skill`, unknown)
    }
    if (order.ties !== undefined && order.ties !== "longestIdle" && order.ties !== "leastLoad") {
      wrong(`${path}.ties`, `${show(order.ties)}: write "longestIdle" or "leastLoad"`)
    }
  } else if (order.skills === undefined && order.attributes === undefined) {
    wrong(`${path}.skills`, "nothing is weighed: write e.g. skills: { loan: 3, zh: 1 }")
  } else {
    checkWeights(
      order.skills,
      `${path}.skills`,
      (name) => nameMistake(name, "a skill") ?? vocabulary.whyNoSkill(name),
      wrong
    )
    checkWeights(
      order.attributes,
      `${path}.attributes`,
      (name) => nameMistake(name, "an attribute") ?? vocabulary.whyNoAttribute(name),
      wrong
    )
  }
}

function checkWeights(weights: unknown, path: string, why: (name: string) => string | undefined, wrong: Wrong): void {
  if (weights === undefined) return
  const names = isRecord(weights) ? Object.keys(weights) : []
  if (!isRecord(weights) || names.length === 0 || names.length > maxWeights) {
    wrong(path, `weights are an object of 1 to ${maxWeights} names, e.g. { loan: 3, zh: 1 }`)
    return
  }
  for (const name of names) {
    const mistake = why(name)
    if (mistake !== undefined) wrong(`${path}.${name}`, mistake)
    else if (!isWhole(weights[name], -1_000, 1_000) || weights[name] === 0) {
      wrong(`${path}.${name}`, `${show(weights[name])} is not a whole number from -1000 to 1000 other than 0`)
    }
  }
}
