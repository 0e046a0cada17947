import type { Configuration } from "../../Configuration.ts"
import { holds, type Need, noAttributes, proficiency } from "../compile/Need.ts"
import { needOf } from "../compile/needOf.ts"
import { print } from "../compile/printNeed.ts"
import type { Person } from "./people.ts"
import type { Reach } from "./reach.ts"
import type { Warn } from "./Warn.ts"

type Atom = Extract<Need, { type: "skill" | "attribute" | "in" | "has" }>

/** Comparisons of a queue's requirements, outside `not`, that nobody of the staff meets (SPEC CONF-7). */
export function wordWarnings({ name, queue, contactless }: Reach, people: ReadonlyArray<Person>, warn: Warn): void {
  const told = new Set<string>()
  for (const { path, text } of textsOf(queue, contactless)) {
    for (const atom of wantedOf(needOf(text))) {
      const asks = print(atom)
      if (told.has(asks) || people.some(({ skills, attributes }) => holds(atom, skills, attributes))) continue
      told.add(asks)
      const where = `queues.${name}.${path}`
      if (atom.type === "skill") warn("SkillNobodyHas", where, `nobody has ${asks}${mostOf(atom.skill, people, asks)}`)
      else warn("AttributeNobodyHas", where, `nobody has ${asks}${areOf(atom.attribute, people)}`)
    }
  }
  const { agents } = queue
  if (typeof agents !== "object" || agents.kind !== "expert") return
  const hasIt = people.some(({ skills }) => proficiency(skills, agents.skill) > 0)
  if (!hasIt) warn("SkillNobodyHas", `queues.${name}.agents.skill`, `nobody has ${agents.skill}: there is no expert`)
}

/** Skills that the configuration lists and nobody has. */
export function listedWarnings({ skills = [] }: Configuration, people: ReadonlyArray<Person>, warn: Warn): void {
  for (const [at, skill] of skills.entries()) {
    if (people.some((person) => proficiency(person.skills, skill) > 0)) continue
    warn("SkillNobodyHas", `skills.${at}`, `nobody has ${skill}`)
  }
}

interface Written {
  readonly path: string
  readonly text: string
}

function textsOf({ needs, steps = [], requirements = [] }: Reach["queue"], contactless: Reach["contactless"]) {
  const found: Written[] = needs === undefined ? [] : [{ path: "needs", text: needs }]
  for (const [at, step] of steps.entries())
    if (step.needs !== undefined && !contactless[at + 1]) found.push({ path: `steps.${at}.needs`, text: step.needs })
  for (const [at, { needs: text }] of requirements.entries()) found.push({ path: `requirements.${at}.needs`, text })
  return found
}

/** Outside `not`, and such as somebody without anything does not meet. */
function wantedOf(need: Need): ReadonlyArray<Atom> {
  if (need.type === "not") return []
  if (need.type === "and" || need.type === "or" || need.type === "atLeast") return need.of.flatMap(wantedOf)
  return holds(need, {}, noAttributes) ? [] : [need]
}

function mostOf(skill: string, people: ReadonlyArray<Person>, asks: string): string {
  const [first] = [...people].sort((a, b) => proficiency(b.skills, skill) - proficiency(a.skills, skill))
  const most = first === undefined ? 0 : proficiency(first.skills, skill)
  if (asks === skill) return ""
  return most === 0 ? `, nor ${skill} at all` : `: the most is ${most}, of ${first!.agent}`
}

function areOf(attribute: string, people: ReadonlyArray<Person>): string {
  const values = new Set(
    people.flatMap(({ attributes }) =>
      Object.hasOwn(attributes, attribute) ? [JSON.stringify(attributes[attribute])] : []
    )
  )
  return values.size === 0
    ? `, nor @${attribute} at all`
    : `: it is ${[...values].sort().slice(0, 5).join(", ")}${values.size > 5 ? " or others" : ""}`
}
