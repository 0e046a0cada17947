import type { AttributeType, AttributeValue } from "./Command.ts"
import { nameMistake } from "./engine/compile/checkAttributes.ts"
import { anybody, type Comparison, conjuncts, type Need } from "./engine/compile/Need.ts"
import { isMistake, parseNeed } from "./engine/compile/parseNeed.ts"
import { print } from "./engine/compile/printNeed.ts"
import type { Words } from "./engine/compile/Vocabulary.ts"

/** A requirement is a text, plain data: `needs` of queues and contacts. These functions write such texts (SPEC SKILL-12). */
export type Requirement = string

interface Compared<V> {
  atLeast(value: V): Requirement
  atMost(value: V): Requirement
  moreThan(value: V): Requirement
  lessThan(value: V): Requirement
}

/** A requirement on one skill. */
export interface SkillRequirement extends Compared<number> {
  /** Proficiency 1 or more. */
  has(): Requirement
  /** Exactly this proficiency. */
  is(level: number): Requirement
  /** Any other proficiency, 0 for whoever lacks the skill. */
  isNot(level: number): Requirement
  /** One of these proficiencies. */
  in(...levels: ReadonlyArray<number>): Requirement
}

interface OfAnyType<V> {
  /** It is there, and not the flag false. */
  has(): Requirement
  is(value: V): Requirement
  /** It is there, of the same type, and another. */
  isNot(value: V): Requirement
}

/** Only numbers are more or less; a flag needs no list. */
export type AttributeRequirement<V extends AttributeValue> = OfAnyType<V> &
  ([Extract<V, number>] extends [never] ? unknown : Compared<Extract<V, number>>) &
  ([Extract<V, string | number>] extends [never]
    ? unknown
    : { in(...values: ReadonlyArray<Extract<V, string>> | ReadonlyArray<Extract<V, number>>): Requirement })

/** A requirement on one skill: `skill("zh").atLeast(3)`. */
export function skill(name: string): SkillRequirement {
  const named = checkedName(name, "a skill")
  const compare = (is: Comparison) => (level: number) => written({ type: "skill", skill: named, is, level })
  return {
    has: () => written({ type: "skill", skill: named, is: ">=", level: 1 }),
    in: (...levels) => any(...levels.map(compare("="))),
    ...comparisons(compare),
    is: compare("="),
    isNot: compare("!=")
  }
}

/** A requirement on one attribute: `attribute("branch").is("Pudong")`. */
export function attribute<V extends AttributeValue = AttributeValue>(name: string): AttributeRequirement<V> {
  const named = checkedName(name, "an attribute")
  const compare = (is: Comparison) => (value: AttributeValue) =>
    written({ type: "attribute", attribute: named, is, value })
  const made: AttributeRequirement<AttributeValue> = {
    has: () => written({ type: "has", attribute: named }),
    in: (...of: ReadonlyArray<string> | ReadonlyArray<number>) => written({ type: "in", attribute: named, of }),
    ...comparisons(compare),
    is: compare("="),
    isNot: compare("!=")
  }
  return made as unknown as AttributeRequirement<V>
}

const comparisons = (compare: (is: Comparison) => (value: number) => Requirement): Compared<number> => ({
  atLeast: compare(">="),
  atMost: compare("<="),
  moreThan: compare(">"),
  lessThan: compare("<")
})

/** Each of them; of none = anybody. */
export const all = (...of: ReadonlyArray<Requirement>): Requirement => joined("and", of.map(read).flatMap(conjuncts))

/** One of them or more. */
export function any(...of: ReadonlyArray<Requirement>): Requirement {
  if (of.length === 0) throw new RangeError("any() needs something to choose from: nobody meets nothing")
  const parts = of.map(read)
  return parts.includes(anybody)
    ? ""
    : joined(
        "or",
        parts.flatMap((part) => (part.type === "or" ? part.of : [part]))
      )
}

/** Whoever does not meet this. */
export const not = (of: Requirement): Requirement => written({ type: "not", of: something(of) })

/** `n` or more of them. */
export const atLeast = (n: number, ...of: ReadonlyArray<Requirement>): Requirement =>
  written({ type: "atLeast", n, of: of.map(something) })

type ValueOf<T extends AttributeType> = T extends "text" ? string : T extends "number" ? number : boolean

/** The same functions, for the skills and attributes of a configuration alone: a misspelt one does not compile. */
export interface Requirements<W extends Words> {
  readonly skill: (name: W["skills"] extends ReadonlyArray<infer S> ? S & string : string) => SkillRequirement
  /** On one attribute. */
  readonly attribute: W["attributes"] extends Readonly<Record<string, AttributeType>>
    ? <A extends keyof W["attributes"] & string>(name: A) => AttributeRequirement<ValueOf<W["attributes"][A]>>
    : typeof attribute
  /** All of them. */
  readonly all: typeof all
  /** One of them at least. */
  readonly any: typeof any
  /** Not this one. */
  readonly not: typeof not
  /** So many of them at least. */
  readonly atLeast: typeof atLeast
}

/** The same functions over declared names: a name that is not declared does not compile. */
export const requirementsOver = <const W extends Words>(_words: W): Requirements<W> =>
  ({ skill, attribute, all, any, not, atLeast }) as unknown as Requirements<W>

const joined = (type: "and" | "or", of: ReadonlyArray<Need>): Requirement =>
  of.length === 0 ? "" : written(of.length === 1 ? of[0]! : { type, of })

function read(text: Requirement): Need {
  const need = parseNeed(text)
  if (isMistake(need)) throw new RangeError(`"${text.slice(0, 200)}" at character ${need.at + 1}: ${need.text}`)
  return need
}

function something(text: Requirement): Need {
  const need = read(text)
  if (need === anybody) throw new RangeError("an empty requirement, which anybody meets, stands alone only")
  return need
}

/** Written and read again, so that whatever cannot be is told here, by the words of the parser. */
function written(need: Need): Requirement {
  const text = print(need)
  read(text)
  return text
}

function checkedName(name: string, what: string): string {
  const why = nameMistake(name, what)
  if (why !== undefined) throw new RangeError(why)
  return name
}
