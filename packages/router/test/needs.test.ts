import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { holds } from "../src/engine/compile/Need.ts"
import { print } from "../src/engine/compile/printNeed.ts"
import { isMistake, parseNeed } from "../src/engine/compile/parseNeed.ts"
import { checkNeeds, meets } from "../src/index.ts"
import { needs } from "../src/testing/arbitraries.ts"
import { meets as referenceMeets } from "../src/testing/reference/needs.ts"

const met = (text: string, skills: Record<string, number>) => {
  const need = parseNeed(text)
  if (isMistake(need)) throw new Error(`${text}: ${need.text}`)
  return holds(need, skills)
}

describe("requirement texts", () => {
  it("SKILL-2 a bare skill means having it, a skill one does not have counts as 0", () => {
    expect(met("zh", { zh: 1 })).toBe(true)
    expect(met("zh", {})).toBe(false)
    expect(met("not zh", {})).toBe(true)
    expect(met("zh < 3", {})).toBe(true)
    expect(met("zh = 0", {})).toBe(true)
    expect(met("toString", {})).toBe(false)
  })

  it("SKILL-3 not binds closest, then and, then or", () => {
    expect(met("a or b and not c", { a: 1 })).toBe(true)
    expect(met("(a or b) and not c", { a: 1, c: 1 })).toBe(false)
    expect(met("not a or b", { a: 1, b: 1 })).toBe(true)
    expect(met("not (a or b)", { b: 1 })).toBe(false)
  })

  it("SKILL-3 names of any script stand bare, anything else in quotes", () => {
    expect(met("贷款 >= 3 AND 'home loan' > 1", { 贷款: 3, "home loan": 2 })).toBe(true)
    expect(met("credit-card.v2:gold == 5", { "credit-card.v2:gold": 5 })).toBe(true)
    expect(met("", {})).toBe(true)
  })

  const mistakes: ReadonlyArray<readonly [string, number, string]> = [
    ["zh >=", 5, 'a level from 0 to 100 is expected after "zh >="'],
    ["zh >= 101", 6, '"101" is not a level: write a whole number from 0 to 100'],
    ["zh >= 3x", 6, '"3x" is not a level: write a whole number from 0 to 100'],
    ["zh en", 3, '"and" or "or" is missing before "en"'],
    ["zh and", 6, "a skill is expected here, and the text ends"],
    ["and zh", 0, 'a skill is expected here, not "and"'],
    ["(zh or en", 9, 'the "(" at 1 is never closed: write ")"'],
    ["zh)", 2, 'a ")" without its "("'],
    ["zh && en", 3, 'write "and"'],
    ["zh ≥ 3", 3, 'write ">="'],
    ["!zh", 0, 'write "not skill" or "skill != 3"'],
    ["zh >= 3 and 'home", 12, "a quote is opened and never closed: write ' after the skill's name"],
    ["zh ; en", 3, '";" has no meaning here: skills are joined by "and", "or", "not" and parentheses'],
    ["(".repeat(40), 32, "nested deeper than 32: simplify"],
    ["z".repeat(2_001), 2_000, "longer than 2000 characters: split it over queues"]
  ]
  for (const [text, at, why] of mistakes) {
    it(`SKILL-3 ${JSON.stringify(text.slice(0, 20))} is refused at ${at}`, () => {
      expect(parseNeed(text)).toEqual({ at, text: why })
    })
  }

  it("SKILL-1 SKILL-3 can be asked without a router", () => {
    expect(meets("zh >= 3 and not trainee", { zh: 3 })).toBe(true)
    expect(meets("zh >= 3 and not trainee", { zh: 3, trainee: 1 })).toBe(false)
    expect(meets("zh >=", { zh: 3 })).toBe(false)
    expect(checkNeeds("zh >= 3")).toBeUndefined()
    expect(checkNeeds("zh >=")?.at).toBe(5)
  })

  it("SKILL-3 what is printed reads back to the same, and means what the reference reads", () => {
    const levels = fc.record({ zh: fc.nat(4), en: fc.nat(4), loan: fc.nat(4) })
    fc.assert(
      fc.property(needs, levels, (text, skills) => {
        const need = parseNeed(text)
        if (isMistake(need)) throw new Error(need.text)
        expect(parseNeed(print(need))).toEqual(need)
        expect(holds(need, skills)).toBe(referenceMeets(text, skills))
      })
    )
  })

  it("SKILL-3 no text whatever makes the parser throw", () => {
    const sign = fc.constantFrom("(", ")", "zh", " ", ">=", "3", "and", "not", "'", "≥", "\u0000", "💬")
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 30 }), (text) => {
        expect(() => parseNeed(text)).not.toThrow()
      })
    )
  })
})
