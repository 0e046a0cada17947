import * as fc from "fast-check"
import type { Attributes, SkillTerm } from "../../Command.ts"
import { checkConfiguration } from "../../engine/compile/checkConfiguration.ts"
import { needs, present, skillNames } from "../basics.ts"
import type { Feature } from "./Feature.ts"

const comparison = fc.constantFrom(">=", ">", "<=", "<", "=", "!=")
const atom = fc.oneof(
  fc.constantFrom('@branch = "north"', '@branch != "north"', '@branch in ("north", "south")', "has @branch"),
  fc.constantFrom("has @vip", "@vip", "@vip = false", "@grade in (1, 3)", '@grade = "2"'),
  fc.tuple(comparison, fc.constantFrom(-1, 2, 3)).map(([is, n]) => `@grade ${is} ${n}`),
  fc
    .tuple(fc.constantFrom(...skillNames), fc.constantFrom("in (2, 3)", "in (1)", ">= 2"))
    .map((parts) => parts.join(" "))
)

/** Requirement texts over skills and attributes, with every operator. */
export const requirements: fc.Arbitrary<string> = fc.letrec<{
  need: string
  joined: string
  not: string
  some: string
}>((tie) => ({
  need: fc.oneof({ maxDepth: 2, withCrossShrink: true }, atom, needs, tie("joined"), tie("not"), tie("some")),
  joined: fc
    .tuple(tie("need"), fc.constantFrom("and", "or"), tie("need"))
    .map(([a, word, b]) => `(${a}) ${word} (${b})`),
  not: tie("need").map((of) => `not (${of})`),
  some: fc
    .array(tie("need"), { minLength: 1, maxLength: 3 })
    .chain((of) => fc.integer({ min: 1, max: of.length }).map((n) => `at least ${n} of (${of.join(", ")})`))
})).need

const attributes: fc.Arbitrary<Attributes> = fc.dictionary(
  fc.constantFrom("branch", "grade", "vip"),
  fc.constantFrom<string | number | boolean>("north", "south", "2", -1, 1, 2, 3, true, false),
  { maxKeys: 3, noNullPrototype: true }
)

/** Times that fall into the seconds a history takes, or are over. */
const time = fc.option(fc.constantFrom(0, 900, 2_500, 5_000, 9_000), { nil: undefined })
const skills = fc.dictionary(
  fc.constantFrom(...skillNames),
  fc.oneof(
    fc.integer({ min: 1, max: 4 }),
    fc.tuple(fc.integer({ min: 1, max: 4 }), time, time).map(([level, one, other]): SkillTerm => {
      const [fromMs, untilMs] = one !== undefined && other !== undefined && other < one ? [other, one] : [one, other]
      return present({ level, fromMs, untilMs: untilMs === fromMs ? undefined : untilMs }) as SkillTerm
    })
  ),
  { maxKeys: 3, noNullPrototype: true }
)

const excludes = fc.array(fc.constantFrom("kim", "li", "c1", "c2", "c3", "c5", "c8"), { maxLength: 3 })

/** Requirements over attributes, attributes of agents and contacts, and customers. */
export const eligibility: Feature = {
  name: "eligibility",
  queue: fc.record({ needs: requirements }),
  configuration: fc.record(
    {
      skills: fc.uniqueArray(fc.constantFrom("zh", "en", "loan", "fund"), { minLength: 2 }),
      attributes: fc.constantFrom(
        { branch: "text", grade: "number", vip: "flag" } as const,
        { branch: "text", vip: "flag", grade: "text" } as const,
        { branch: "text", vip: "flag" } as const
      )
    },
    { requiredKeys: [] }
  ),
  // A configuration that names what it does not know is refused: it is left to know anything.
  mend: (drawn) => {
    if (checkConfiguration(drawn).every(({ text }) => !/no (skill|attribute) "|attribute \w+ is a/.test(text)))
      return drawn
    const { skills: _, attributes: __, ...open } = drawn
    return open
  },
  signIn: fc.record({ attributes, skills, excludes }, { requiredKeys: [] }),
  enqueue: fc.record({ needs: requirements, attributes, customer: fc.constantFrom("kim", "li") }, { requiredKeys: [] })
}
