import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { implies } from "../src/engine/compile/implies.ts"
import { holds, type Need } from "../src/engine/compile/Need.ts"
import { isMistake, parseNeed } from "../src/engine/compile/parseNeed.ts"
import { print } from "../src/engine/compile/printNeed.ts"
import { type Attributes, checkNeeds, meets, type Skills } from "../src/index.ts"
import { meets as referenceMeets } from "../src/testing/reference/needs.ts"
import { somebody, trees } from "./needTrees.ts"

const read = (text: string): Need => {
  const need = parseNeed(text)
  if (isMistake(need)) throw new Error(`${text} at ${need.at}: ${need.text}`)
  return need
}

describe("attributes and lists", () => {
  const wei: readonly [Skills, Attributes] = [
    { zh: 3, en: 2 },
    { branch: "Pudong", grade: 3, vip: true, away: false }
  ]
  const answers: ReadonlyArray<readonly [string, boolean]> = [
    ['@branch = "Pudong"', true],
    ['@branch != "Pudong"', false],
    ['@branch in ("Jing\'an", "Pudong")', true],
    ["@grade >= 3 and @grade < 4 and @grade in (2, 3)", true],
    ["@grade > -3", true],
    ["has @vip and @vip and @vip = true and @vip != false", true],
    ["has @away or @away", false],
    ["@away = false", true],
    ["has @branch", true],
    // Nobody's floor: absent, so no comparison is met, and `not` turns that round.
    ["@floor = 3 or @floor != 3 or @floor < 3 or @floor >= 3 or @floor in (3) or has @floor", false],
    ["not @floor = 3 and not @floor != 3 and not has @floor", true],
    // A grade is no text: as if it were absent.
    ['@grade = "3" or @grade != "3"', false],
    ["has zh and zh in (1, 3)", true],
    ["en in (3)", false],
    ["at least 2 of (zh >= 3, en >= 3, has @vip)", true],
    ["at least 3 of (zh >= 3, en >= 3, has @vip)", false],
    ["not at least 1 of (en >= 3, loan or fund)", true],
    ["at least 1 of (zh >= 3 and en >= 3, zh and en)", true],
    // Words of the language name skills wherever they cannot be words.
    ["has or at or in or of or least", false],
    ["toString or @toString or has @constructor", false]
  ]
  for (const [text, met] of answers) {
    it(`SKILL-5 SKILL-6 ${text} is ${met}`, () => {
      expect(holds(read(text), ...wei)).toBe(met)
      expect(meets(text, ...wei)).toBe(met)
      expect(referenceMeets(text, ...wei)).toBe(met)
    })
  }

  const mistakes: ReadonlyArray<readonly [string, number, string]> = [
    ["@branch = Pudong", 10, 'write "Pudong" in double quotes'],
    ["@branch = “Pudong”", 10, 'write "Pudong" in double quotes'],
    ['@branch = "Pudong', 10, 'a text is opened and never closed: write " after it'],
    ['@branch = "\\q"', 11, 'after "\\" comes one of " \\ / n t r b f, or u and four hexadecimal digits'],
    ['@branch >= "a"', 8, 'only numbers are more or less: write "=", "!=" or "in"'],
    ['@b in ("a", 3)', 12, "a list is of texts or of numbers, not both"],
    ["@vip in (true)", 9, "a flag is true or false, no list is needed: write e.g. has @vip"],
    ["@grade >= 3.5", 10, '"3.5" is not a whole number'],
    ["@grade >= 99999999999999999", 10, '"99999999999999999" is not a whole number'],
    ["@grade >=", 9, 'a text in double quotes, a whole number, true or false is expected after "@grade >="'],
    ["@ branch", 0, 'the name of an attribute follows the "@", e.g. @branch'],
    ["@'home", 0, "a quote is opened and never closed: write ' after the attribute's name"],
    ["has zh >= 3", 7, 'a comparison stands without "has"'],
    ["at least 4 of (a, b)", 9, "4 of 2 can never be met: write 1 to 2"],
    ["at least two of (a, b)", 9, 'how many is expected here: write e.g. "at least 2 of (zh, en, loan)"'],
    ["at least 2 (a, b)", 11, '"of" is expected after "at least 2"'],
    ["at least 2 of a", 14, 'a list in parentheses is expected here: write "("'],
    ["at least 1 of (a, b", 19, 'the "(" at 15 is never closed: write ")"'],
    ["at least 1 of (a b)", 17, '"and" or "or" is missing before "b"'],
    ["a, b", 1, 'a "," stands only in a list: write "and" or "or"'],
    ["zh in (3, 101)", 10, '"101" is not a level: write a whole number from 0 to 100'],
    ['branch = "Pudong"', 9, 'a level from 0 to 100 is expected after "branch ="; an attribute is written @branch'],
    ['"zh" >= 3', 0, "a skill is expected here, not \"zh\": names stand in single quotes, 'zh'"],
    ["zh und en", 3, '"and" or "or" is missing before "und": did you mean "and"?'],
    ["zh 或 en", 3, '"and" or "or" is missing before "或": did you mean "or"?'],
    ["hass @vip", 5, '"and" or "or" is missing before @vip: did you mean "has" before it?'],
    [`at least 1 of (${"a,".repeat(201)}a)`, 415, "a list has at most 200 parts"]
  ]
  for (const [text, at, why] of mistakes) {
    it(`SKILL-7 ${JSON.stringify(text.slice(0, 25))} is refused at ${at}`, () => {
      expect(checkNeeds(text)).toEqual({ at, text: why })
    })
  }

  it("SKILL-8 every tree prints to a text that reads back to it, and prints alike again", () => {
    fc.assert(
      fc.property(trees, (need) => {
        const text = print(need)
        fc.pre(text.length <= 2_000)
        expect(parseNeed(text)).toEqual(need)
        expect(print(read(text))).toBe(text)
      })
    )
  })

  it("SKILL-5 SKILL-6 every tree means for everybody what the naive interpreter reads out of its text", () => {
    fc.assert(
      fc.property(trees, somebody.skills, somebody.attributes, (need, skills, attributes) => {
        expect(holds(need, skills, attributes)).toBe(referenceMeets(print(need), skills, attributes))
      }),
      { numRuns: 1_000 }
    )
  })

  it("SKILL-7 no text whatever makes the parser throw, and every mistake stands inside the text", () => {
    const sign = fc.constantFrom(
      ..."()@,'\"\\u=!><- ".split(""),
      "zh",
      "has ",
      "at least ",
      "2",
      " of ",
      "in",
      "true",
      "\ud83d"
    )
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 30 }), (text) => {
        const mistake = checkNeeds(text)
        if (mistake) expect(mistake.at >= 0 && mistake.at <= text.length && mistake.text !== "").toBe(true)
        else expect(parseNeed(print(read(text)))).toEqual(read(text))
      }),
      { numRuns: 2_000 }
    )
  })
})

describe("vocabulary of a text", () => {
  const words = { skills: ["zh", "loans"], attributes: { branch: "text", grade: "number", vip: "flag" } } as const
  const mistakes: ReadonlyArray<readonly [string, number, string]> = [
    ["zh and loan >= 3", 7, 'no skill "loan": did you mean "loans"?'],
    ["not Zh", 4, 'no skill "Zh": did you mean "zh"?'],
    ["zh and wealth", 7, 'no skill "wealth": known are zh, loans'],
    ['@brunch = "Pudong"', 0, 'no attribute "brunch": did you mean "branch"?'],
    ["branch", 0, "branch is an attribute: write @branch"],
    ["has @zh", 4, 'zh is a skill: write it without "@"'],
    ["@branch = 3", 10, 'attribute branch is a text: write it in double quotes, e.g. "Pudong"'],
    ['@grade in ("a")', 11, "attribute grade is a whole number: write e.g. 3"],
    ["@vip = 1", 7, "attribute vip is a flag: write true or false"]
  ]
  for (const [text, at, why] of mistakes) {
    it(`SKILL-7 ${text} is refused at ${at}`, () => {
      expect(checkNeeds(text, words)).toMatchObject({ at, text: why })
      expect(checkNeeds(text)).toBeUndefined()
    })
  }

  it("SKILL-7 what is not declared is anything", () => {
    expect(checkNeeds("en and @floor = 3", {})).toBeUndefined()
    expect(checkNeeds("en and @grade = 3", { attributes: { grade: "number" } })).toBeUndefined()
    expect(checkNeeds("zh and @floor = 3", { skills: ["zh"] })).toBeUndefined()
    expect(checkNeeds("en", { skills: [] })).toEqual({ at: 0, text: 'no skill "en": none is known', unknown: "skill" })
  })
})

describe("one requirement follows from another", () => {
  const answers: ReadonlyArray<readonly [string, string, boolean | "too-wide"]> = [
    ["zh >= 5", "zh >= 3", true],
    ["zh >= 3", "zh >= 5", false],
    ["zh >= 5 and loan >= 5", "loan >= 2", true],
    ["zh >= 5 and loan >= 5", "zh >= 5 and fund", false],
    ["zh", "", true],
    ["", "zh or not zh", true],
    ["", "zh >= 0 and zh <= 100", true],
    ["zh > 3 and zh < 5", "zh = 4", true],
    ["zh > 3 and zh < 6", "zh = 4", false],
    ["zh and not zh", "fund >= 7", true],
    ["fund and (zh and not zh)", "loan", true],
    ["zh = 100", "not zh < 100", true],
    ["at least 2 of (a, b, c)", "a or b", true],
    ["at least 2 of (a, b, c)", "a", false],
    ["a and b", "at least 2 of (a, b, c)", true],
    ['@branch = "Pudong"', '@branch in ("Pudong", "Xuhui")', true],
    ['@branch in ("Pudong", "Xuhui")', '@branch = "Pudong"', false],
    ['@branch = "Pudong"', "has @branch", true],
    ['@branch != "Pudong"', "has @branch", true],
    ['not @branch = "Pudong"', "has @branch", false],
    ["@grade > 3", "@grade >= 4", true],
    ["not @grade < 3", "@grade >= 3", false],
    ["has @vip", "@vip = true", false],
    ["@vip = true", "has @vip", true],
    [`${Array.from({ length: 20 }, (_, n) => `(a${n} or b${n})`).join(" and ")} or zh`, "zh or a1 and not b1", false],
    ["at least 10 of (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r)", "a or b and c", "too-wide"]
  ]
  for (const [narrow, wide, answer] of answers) {
    it(`SKILL-10 from ${narrow.slice(0, 60)} follows ${wide}: ${answer}`, () => {
      expect(implies(read(narrow), read(wide))).toBe(answer)
    })
  }

  it("SKILL-10 what is said to follow holds for everybody, and where it is said not to there is somebody", () => {
    let followed = 0
    fc.assert(
      fc.property(trees, trees, (a, b) => {
        // A pair that is related, so that something follows.
        const pairs: ReadonlyArray<readonly [Need, Need]> = [
          [a, b],
          [{ type: "and", of: [a, b] }, a],
          [a, { type: "or", of: [b, a] }],
          [
            { type: "atLeast", n: 2, of: [a, b] },
            { type: "atLeast", n: 1, of: [b, a] }
          ]
        ]
        for (const [narrow, wide] of pairs) {
          const answer = implies(narrow, wide)
          if (narrow !== a || wide !== b) expect(answer).not.toBe(false)
          if (answer === true) followed++
        }
      })
    )
    expect(followed).toBeGreaterThan(100)
    fc.assert(
      fc.property(trees, trees, somebody.skills, somebody.attributes, (narrow, wide, skills, attributes) => {
        if (holds(narrow, skills, attributes) && !holds(wide, skills, attributes))
          expect(implies(narrow, wide)).not.toBe(true)
      }),
      { numRuns: 1_000 }
    )
  })

  it("SKILL-10 over few names the answer is that of asking everybody", () => {
    const atom = fc.constantFrom(
      "a",
      "a >= 2",
      "a = 1",
      "b",
      "b < 2",
      "b != 1",
      "has @x",
      "@x = 1",
      "@x > 1",
      '@x != "t"',
      "@x = false"
    )
    const small = fc
      .tuple(atom, atom, atom, fc.constantFrom("and", "or"), fc.constantFrom("and", "or"), fc.constantFrom("", "not "))
      .map(([one, two, three, first, second, not]) => read(`${not}(${one} ${first} ${two}) ${second} ${three}`))
    const people = [0, 1, 2, 3].flatMap((a) =>
      [0, 1, 2, 3].flatMap((b) =>
        [undefined, 0, 1, 2, 3, "t", "u", true, false].map((x): readonly [Skills, Attributes] => [
          { a, b },
          x === undefined ? {} : { x }
        ])
      )
    )
    fc.assert(
      fc.property(small, small, (narrow, wide) => {
        expect(implies(narrow, wide)).toBe(people.every((one) => !holds(narrow, ...one) || holds(wide, ...one)))
      }),
      { numRuns: 2_000 }
    )
  })
})
