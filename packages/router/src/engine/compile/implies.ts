import type { Attributes, AttributeValue, Skills } from "../../Command.ts"
import { conjuncts, holds, type Need } from "./Need.ts"
import { print } from "./printNeed.ts"

/** How many combinations of distinguishable values are looked at for one question, in all. */
export const maxCombinations = 100_000

/**
 * Is everybody who meets `narrow` somebody who meets `wide`? Exact over all skills (0 to 100) and all attributes (absent, any text, any
 * whole number, a flag): a requirement tells apart finitely many values of each, so one of each kind is tried. What would take more than
 * `maxCombinations` of them is not answered: "too-wide" (SPEC SKILL-10).
 */
export function implies(narrow: Need, wide: Need): boolean | "too-wide" {
  const found = counterexample(narrow, wide)
  return found === undefined ? true : found === "too-wide" ? found : false
}

/** Somebody, as far as it matters: a skill left out is 0, an attribute left out he does not have. */
export interface Somebody {
  readonly skills: Skills
  readonly attributes: Attributes
}

/** Somebody who meets `narrow` and not `wide`; undefined = there is nobody. */
export function counterexample(narrow: Need, wide: Need): Somebody | undefined | "too-wide" {
  const budget = { left: maxCombinations }
  let answer: "too-wide" | undefined
  // Who meets a list of alternatives meets one of them; who is to meet all of a list is to meet each.
  for (const one of narrow.type === "or" ? narrow.of : [narrow]) {
    for (const part of conjuncts(wide)) {
      const found = exception(one, part, budget)
      if (found === "too-wide") answer = found
      else if (found !== undefined) return found
    }
  }
  return answer
}

interface Budget {
  left: number
}

/** Only conjuncts that share a name with what is asked, or with one that does, matter; the others only if nobody meets them at all. */
function exception(narrow: Need, wide: Need, budget: Budget): Somebody | undefined | "too-wide" {
  const parts = conjuncts(narrow)
  const asked = print(wide)
  if (parts.some((part) => print(part) === asked)) return undefined
  const left = parts.map((need) => ({ need, names: atomsOf(need).map(nameOf) }))
  const found = someoneMeets(connected(left, atomsOf(wide).map(nameOf)), wide, budget)
  if (found === undefined) return undefined
  let unsure = found === "too-wide"
  let whole = found
  while (left.length > 0) {
    const others = someoneMeets(connected(left, left[0]!.names), undefined, budget)
    if (others === undefined) return undefined
    if (others === "too-wide" || whole === "too-wide") unsure = true
    else whole = merged(whole, others)
  }
  return unsure ? "too-wide" : whole
}

const merged = (one: Somebody, other: Somebody): Somebody => ({
  skills: { ...one.skills, ...other.skills },
  attributes: { ...one.attributes, ...other.attributes }
})

interface Named {
  readonly need: Need
  readonly names: ReadonlyArray<string>
}

/** Takes those out of `left` that share a name with `names`, or with one that does. */
function connected(left: Named[], names: ReadonlyArray<string>): ReadonlyArray<Need> {
  const group: Need[] = []
  const shared = new Set(names)
  for (let at = 0; at < left.length; ) {
    const own = left[at]!
    if (own.names.length > 0 && !own.names.some((name) => shared.has(name))) at++
    else {
      group.push(own.need)
      for (const name of own.names) shared.add(name)
      left.splice(at, 1)
      at = 0
    }
  }
  return group
}

/** Is there anybody who meets all of these, and not `but`? */
function someoneMeets(
  all: ReadonlyArray<Need>,
  but: Need | undefined,
  budget: Budget
): Somebody | undefined | "too-wide" {
  const atoms = [...all, ...(but ? [but] : [])].flatMap(atomsOf)
  const kinds = [...new Set(atoms.map(nameOf))].map((name) => kindsOf(atoms.filter((atom) => nameOf(atom) === name)))
  let combinations = 1
  for (const { values } of kinds) combinations *= values.length
  if (combinations > budget.left) return "too-wide"
  budget.left -= combinations
  const skills: Record<string, number> = {}
  const attributes: Record<string, AttributeValue> = {}
  const met = (need: Need) => holds(need, skills, attributes)
  for (let combination = 0; combination < combinations; combination++) {
    let rest = combination
    for (const { skill, name, values } of kinds) {
      const value = values[rest % values.length]
      rest = Math.floor(rest / values.length)
      if (value === undefined) delete attributes[name]
      else if (skill) skills[name] = value as number
      else attributes[name] = value
    }
    if (all.every(met) && !(but && met(but))) return { skills, attributes }
  }
  return undefined
}

type Atom = Extract<Need, { type: "skill" | "attribute" | "in" | "has" }>

function atomsOf(need: Need): ReadonlyArray<Atom> {
  if (need.type === "not") return atomsOf(need.of)
  if (need.type === "and" || need.type === "or" || need.type === "atLeast") return need.of.flatMap(atomsOf)
  return [need]
}

const nameOf = (atom: Atom): string => (atom.type === "skill" ? `'${atom.skill}` : `@${atom.attribute}`)

interface Kinds {
  readonly skill: boolean
  readonly name: string
  /** One value of each kind that the atoms tell apart; undefined = absent. */
  readonly values: ReadonlyArray<AttributeValue | undefined>
}

function kindsOf(atoms: ReadonlyArray<Atom>): Kinds {
  const [first] = atoms
  const skill = first?.type === "skill"
  const name = first === undefined ? "" : first.type === "skill" ? first.skill : first.attribute
  const values = new Map<string, AttributeValue | undefined>()
  for (const value of skill ? levels(atoms) : [undefined, false, true, 0, ...mentioned(atoms)]) {
    const skills: Skills = skill ? { [name]: value as number } : {}
    const attributes: Attributes = skill || value === undefined ? {} : { [name]: value }
    const told = atoms.map((atom) => (holds(atom, skills, attributes) ? 1 : 0)).join("")
    if (!values.has(told)) values.set(told, value)
  }
  return { skill, name, values: [...values.values()] }
}

function levels(atoms: ReadonlyArray<Atom>): ReadonlyArray<number> {
  const near = atoms.flatMap((atom) => (atom.type === "skill" ? [atom.level - 1, atom.level, atom.level + 1] : []))
  return near.filter((level) => level >= 0 && level <= 100)
}

/** Every value that is named, the numbers beside it, and a text that nobody names. */
function mentioned(atoms: ReadonlyArray<Atom>): ReadonlyArray<AttributeValue> {
  const named = atoms.flatMap(
    (atom): ReadonlyArray<AttributeValue> =>
      atom.type === "attribute" ? [atom.value] : atom.type === "in" ? atom.of : []
  )
  const near = named.flatMap((value) =>
    typeof value === "number" ? [value - 1, value + 1].filter(Number.isSafeInteger) : []
  )
  const longest = named.reduce<number>((most, value) => Math.max(most, typeof value === "string" ? value.length : 0), 0)
  return [...named, ...near, "x".repeat(longest + 1)]
}
