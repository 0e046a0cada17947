import * as fc from "fast-check"
import type { Comparison, Need } from "../src/engine/compile/Need.ts"
import type { Attributes } from "../src/index.ts"

const comparison = fc.constantFrom<Comparison>(">=", ">", "<=", "<", "=", "!=")
const skillName = fc.constantFrom(
  "zh",
  "en",
  "loan",
  "home loan",
  "has",
  "at",
  "in",
  "of",
  "least",
  "贷款",
  "≥",
  "and",
  "7up"
)
const attributeName = fc.constantFrom("branch", "grade", "vip", "home branch", "in")
const text = fc.oneof(fc.constantFrom("Pudong", "Jing'an", 'the "old" one', "a\\b\n"), fc.string({ maxLength: 4 }))
const whole = fc.integer({ min: -3, max: 5 })

/** Trees with every node, over names that need quotes or look like words of the language. */
export const trees: fc.Arbitrary<Need> = fc.letrec<{ need: Need; atom: Need; joined: Need; atLeast: Need; not: Need }>(
  (tie) => {
    const parts = (minLength: number) => fc.array(tie("need"), { minLength, maxLength: 3 })
    return {
      need: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie("atom"), tie("joined"), tie("atLeast"), tie("not")),
      atom: fc.oneof(
        fc.record({
          type: fc.constant("skill" as const),
          skill: skillName,
          is: comparison,
          level: fc.integer({ min: 0, max: 4 })
        }),
        fc.record({ type: fc.constant("attribute" as const), attribute: attributeName, is: comparison, value: whole }),
        fc.record({
          type: fc.constant("attribute" as const),
          attribute: attributeName,
          is: fc.constantFrom<Comparison>("=", "!="),
          value: fc.oneof(text, fc.boolean())
        }),
        fc.record({
          type: fc.constant("in" as const),
          attribute: attributeName,
          of: fc.oneof(fc.array(text, { minLength: 1, maxLength: 3 }), fc.array(whole, { minLength: 1, maxLength: 3 }))
        }),
        fc.record({ type: fc.constant("has" as const), attribute: attributeName })
      ) as fc.Arbitrary<Need>,
      joined: fc.record({ type: fc.constantFrom("and" as const, "or" as const), of: parts(2) }),
      atLeast: parts(1).chain((of) =>
        fc.integer({ min: 1, max: of.length }).map((n): Need => ({ type: "atLeast", n, of }))
      ),
      not: tie("need").map((of): Need => ({ type: "not", of }))
    }
  }
).need

export const somebody = {
  skills: fc.dictionary(skillName, fc.integer({ min: 1, max: 5 }), { noNullPrototype: true }),
  attributes: fc.dictionary(attributeName, fc.oneof(text, whole, fc.boolean()), {
    noNullPrototype: true
  }) as fc.Arbitrary<Attributes>
}
