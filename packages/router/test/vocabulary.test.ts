import { describe, expect, it } from "vitest"
import { checkConfiguration, type Configuration, createRouter, restore } from "../src/index.ts"

const words = {
  skills: ["zh", "loan"],
  attributes: { branch: "text", grade: "number", vip: "flag" }
} as const satisfies Partial<Configuration>

describe("the words a configuration knows", () => {
  it("SKILL-9 an unknown skill or attribute of a queue is a mistake with its place and what was meant", () => {
    const mistakes = checkConfiguration({
      ...words,
      queues: {
        a: { needs: "zh >= 3 and laon" },
        b: { needs: '@brunch = "Pudong"' },
        c: { needs: "@grade > 2 and has @vip and zh" },
        d: { agents: { kind: "expert", skill: "fund" } },
        e: { agents: { kind: "weighted", skills: { zh: 1 }, attributes: { grad: 1 } } }
      }
    })
    expect(mistakes).toEqual([
      {
        path: "queues.a.needs",
        at: 12,
        text: '"zh >= 3 and laon" at character 13: no skill "laon": did you mean "loan"?'
      },
      {
        path: "queues.b.needs",
        at: 0,
        text: '"@brunch = "Pudong"" at character 1: no attribute "brunch": did you mean "branch"?'
      },
      { path: "queues.d.agents.skill", text: 'no skill "fund": known are zh, loan' },
      { path: "queues.e.agents.attributes.grad", text: 'no attribute "grad": did you mean "grade"?' }
    ])
  })

  it("SKILL-9 CONF-3 lists that cannot be are told, each name once", () => {
    const mistakes = checkConfiguration({
      queues: { q: { needs: "zh and @branch" } },
      skills: ["zh", "", "zh"],
      attributes: { branch: "string", "it's": "flag" }
    })
    expect(mistakes).toEqual([
      { path: "skills.1", text: "a skill needs a name of 1 to 200 characters without quotes, other than __proto__" },
      { path: "skills.2", text: '"zh" is listed before' },
      { path: "attributes.branch", text: '"string": write "text", "number" or "flag"' },
      {
        path: "attributes.it's",
        text: "an attribute needs a name of 1 to 200 characters without quotes, other than __proto__"
      }
    ])
    expect(checkConfiguration({ queues: {}, skills: "zh" })[0]?.path).toBe("skills")
    expect(checkConfiguration({ queues: {}, attributes: ["branch"] })[0]?.path).toBe("attributes")
  })

  it("SKILL-9 a sign-in with what is unknown, or of another type, is refused by name", () => {
    const router = createRouter({ ...words, queues: { q: {} } })
    const refusal = (skills: Record<string, number>, attributes: Record<string, string | number | boolean> = {}) =>
      router.do({ type: "SignIn", agent: "ann", skills, attributes }).refusal
    expect(refusal({ loam: 3 })).toEqual({
      reason: "SkillUnknown",
      field: "skills",
      text: 'no skill "loam": did you mean "loan"?'
    })
    expect(refusal({}, { vips: true })).toMatchObject({ reason: "AttributeUnknown", field: "attributes" })
    expect(refusal({}, { grade: "3" })).toEqual({
      reason: "InvalidValue",
      field: "attributes",
      text: "attribute grade is a whole number: write e.g. 3"
    })
    expect(router.view.agent("ann")).toBeUndefined()
    expect(refusal({ loan: 3 }, { grade: 3, vip: false })).toBeUndefined()
  })

  it("SKILL-9 a contact that needs what is unknown is refused by name and place", () => {
    const router = createRouter({ ...words, queues: { loans: {}, cards: {} } })
    const refusal = (needs: string, queue = "loans") =>
      router.do({ type: "Enqueue", contact: "c1", queue, channel: "chat", needs }).refusal
    expect(refusal("zh and en")).toMatchObject({ reason: "SkillUnknown", field: "needs", at: 7 })
    expect(refusal("zh and @brnch")).toMatchObject({ reason: "AttributeUnknown", field: "needs", at: 7 })
    expect(refusal("zh and @grade = true")).toMatchObject({ reason: "InvalidNeeds", field: "needs", at: 16 })
    expect(refusal("zh and and")).toMatchObject({ reason: "InvalidNeeds", field: "needs", at: 7 })
    expect(refusal("zh", "loan")?.text).toBe('no queue loan: did you mean "loans"? Known are loans, cards')
    expect(refusal("zh", "fax")?.text).toBe("no queue fax: known are loans, cards")
    expect(refusal("zh and @grade = 3")).toBeUndefined()
  })

  it("SKILL-9 CONF-1 what is here stays when words go, and nothing new may name them; a restart knows the same words", () => {
    const router = createRouter({ queues: { q: {} } })
    router.do({ type: "SignIn", agent: "ann", skills: { en: 3 } })
    const comes = { type: "Enqueue", queue: "q", channel: "chat", needs: "en" } as const
    router.do({ ...comes, contact: "c1" })
    expect(router.do({ type: "Configure", configuration: { ...words, queues: { q: {} } } }).events).toHaveLength(1)
    const again = restore(JSON.parse(JSON.stringify(router.snapshot())))
    for (const each of [router, again]) {
      expect(each.do({ ...comes, contact: "c2" }).refusal?.reason).toBe("SkillUnknown")
      expect(each.do({ type: "MakeReady", agent: "ann" }).events.map(({ type }) => type)).toEqual([
        "AgentReady",
        "OfferMade"
      ])
    }
    expect(again.snapshot()).toEqual(router.snapshot())
  })
})
