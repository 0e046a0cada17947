import { describe, expect, expectTypeOf, it } from "vitest"
import { all, any, atLeast, attribute, checkNeeds, meets, not, requirementsOver, skill } from "../src/index.ts"

describe("requirements written by functions", () => {
  const texts: ReadonlyArray<readonly [string, string]> = [
    [skill("zh").has(), "zh"],
    [skill("zh").atLeast(3), "zh >= 3"],
    [skill("home loan").moreThan(3), "'home loan' > 3"],
    [skill("zh").in(3, 5), "zh = 3 or zh = 5"],
    [attribute("branch").is("Pudong"), '@branch = "Pudong"'],
    [attribute("branch").in("Pudong", 'the "old" one'), '@branch in ("Pudong", "the \\"old\\" one")'],
    [attribute("grade").atMost(3), "@grade <= 3"],
    [attribute("vip").has(), "has @vip"],
    [attribute("vip").isNot(true), "@vip != true"],
    [all(skill("zh").atLeast(3), attribute("vip").has()), "zh >= 3 and has @vip"],
    [all("zh or en", "loan", all("fund", "gold")), "(zh or en) and loan and fund and gold"],
    [any("zh", any("en", "fr"), "de and at"), "zh or en or fr or de and at"],
    [not(skill("trainee").has()), "not trainee"],
    [not("a or b"), "not (a or b)"],
    [atLeast(2, "zh >= 3", skill("en").atLeast(3), "loan"), "at least 2 of (zh >= 3, en >= 3, loan)"],
    [all(), ""],
    [all("", "zh"), "zh"],
    [any("zh", ""), ""]
  ]
  for (const [written, text] of texts) {
    it(`SKILL-12 ${text || "nothing"} is a text like any other`, () => {
      expect(written).toBe(text)
      expect(checkNeeds(written)).toBeUndefined()
    })
  }

  it("SKILL-12 what cannot be is told at once, and a name does not become a requirement", () => {
    expect(() => skill("zh").atLeast(101)).toThrow('"101" is not a level')
    expect(() => skill("zh").atLeast(3.5)).toThrow('"3.5" is not a level')
    expect(() => attribute("grade").atLeast(Number.NaN)).toThrow(RangeError)
    expect(() => skill("x' or 'y").has()).toThrow("a skill needs a name of 1 to 200 characters without quotes")
    expect(() => all("zh und en")).toThrow('"zh und en" at character 4')
    expect(() => any()).toThrow("nobody meets nothing")
    expect(() => not("")).toThrow("stands alone only")
    expect(() => atLeast(4, "a", "b")).toThrow("4 of 2 can never be met")
    expect(() => attribute("branch").in(...([] as string[]))).toThrow(RangeError)
    expect(() => all("z".repeat(1_999), "zh")).toThrow("longer than 2000")
    expect(meets(attribute("branch").is('" or zh or @branch = "'), { zh: 3 }, {})).toBe(false)
  })

  it("SKILL-12 over the words of a configuration, what is misspelt or of another type does not compile", () => {
    const words = { skills: ["zh", "loan"], attributes: { branch: "text", grade: "number", vip: "flag" } } as const
    const over = requirementsOver(words)
    expect(over.all(over.skill("zh").atLeast(3), over.attribute("grade").atLeast(2))).toBe("zh >= 3 and @grade >= 2")
    expect(over.attribute("branch").in("Pudong")).toBe('@branch in ("Pudong")')
    expectTypeOf(over.skill).parameter(0).toEqualTypeOf<"zh" | "loan">()
    // @ts-expect-error no such skill
    over.skill("laon").has()
    // @ts-expect-error no such attribute
    over.attribute("brunch").has()
    // @ts-expect-error a grade is a number
    over.attribute("grade").is("3")
    // @ts-expect-error only numbers are more or less
    expect(() => over.attribute("branch").atLeast("a")).toThrow("only numbers are more or less")
    // @ts-expect-error a flag needs no list
    expect(() => over.attribute("vip").in(true)).toThrow("a flag is true or false")
    expectTypeOf(requirementsOver({}).skill).parameter(0).toEqualTypeOf<string>()
  })
})
