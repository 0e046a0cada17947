import { describe, expect, it } from "vitest"
import {
  type Attributes,
  type Configuration,
  ConfigurationError,
  createRouter,
  restore,
  type Router,
  type RouterEvent,
  type Rule,
  type RulesGiven
} from "../src/index.ts"

/** Signs in and becomes ready, each at an instant of its own. */
function ready(router: Router, agent: string, skills: Readonly<Record<string, number>> = {}, chat = 1): void {
  const nowMs = router.view.nowMs + 1
  const capacity = { voice: 0, sms: 0, email: 0, fax: 0, chat }
  router.step({ type: "SignIn", agent, skills, capacity }, nowMs)
  router.step({ type: "MakeReady", agent }, nowMs)
}

const comes = (
  router: Router,
  contact: string,
  more: { queue?: string; priority?: number; attributes?: Attributes } = {}
) => router.step({ type: "Enqueue", contact, queue: "q", channel: "chat", ...more }, router.view.nowMs + 1)

const owner = (router: Router, contact: string) => router.view.contact(contact)?.agent
const owners = (router: Router, ...contacts: ReadonlyArray<string>) => contacts.map((contact) => owner(router, contact))
const queues = (rule: string): Configuration => ({ queues: { q: { rule }, plain: {} } })
const withRule = (rule: Rule) => createRouter(queues("own"), { rules: { own: rule } })
/** Points for the skill. */
const byLoan: Rule = { fit: (_, { skills }) => skills.loan ?? 0 }

describe("a rule of the user's own", () => {
  it("SCORE-30 decides which agent gets a contact, before load and rest, and is named by the offer", () => {
    const router = withRule(byLoan)
    ready(router, "ann")
    ready(router, "bo", { loan: 3 })
    ready(router, "cem", { loan: 3 })
    const { events } = comes(router, "c1")
    expect(events.at(-1)).toMatchObject({ type: "OfferMade", agent: "bo", rule: "SCORE-30 own" })
    comes(router, "c2")
    comes(router, "c3")
    expect(owners(router, "c2", "c3")).toEqual(["cem", "ann"])
    expect(comes(router, "c4", { queue: "plain" }).events).toHaveLength(1)
  })

  it("SCORE-30 decides which contact an agent gets: points of priority, over all his queues", () => {
    const rule: Rule = { fit: ({ priority }, { skills }) => (skills.vip === undefined ? 0 : priority * 10) }
    const router = withRule(rule)
    comes(router, "other", { queue: "plain", priority: 5 })
    comes(router, "low", { priority: 1 })
    comes(router, "high", { priority: 2 })
    // To ann low is worth 1, high 2, other 5; to bo low 1 + 10, high 2 + 20, other 5.
    ready(router, "ann")
    ready(router, "bo", { vip: 1 })
    ready(router, "cem", { vip: 1 })
    expect(owners(router, "other", "high", "low")).toEqual(["ann", "bo", "cem"])
  })

  it("SCORE-30 orders those who may be matched and keeps nobody from anything", () => {
    const router = withRule({ fit: () => -1_000_000 })
    comes(router, "c1")
    ready(router, "ann")
    expect(owner(router, "c1")).toBe("ann")
  })

  it("SCORE-30 sees what groups have in common, and replay asks nobody", () => {
    const seen: unknown[] = []
    let asked = 0
    const rule: Rule = {
      fit: (contact, agent) => {
        asked++
        seen.push(contact, agent)
        return 0
      }
    }
    const router = withRule(rule)
    const events: RouterEvent[] = []
    router.subscribe((event) => events.push(event))
    ready(router, "ann", { zh: 2 })
    comes(router, "c1", { priority: 4 })
    expect(seen.slice(0, 2)).toEqual([
      { queue: "q", channel: "chat", priority: 4 },
      { skills: { zh: 2 }, attributes: {}, capacity: { voice: 0, chat: 1, sms: 0, email: 0, fax: 0 } }
    ])
    const before = asked
    expect(router.counters).toMatchObject({ groupsAsked: before, pairsScanned: 0 })
    const replayed = createRouter(queues("own"), { events })
    expect(replayed.snapshot().hash).toBe(router.snapshot().hash)
    expect(asked).toBe(before)
  })

  it("SCORE-31 a scan rule sees the single contact and agent at that instant, and is exact", () => {
    const urgent: Rule = {
      scan: true,
      fit: ({ attributes, waitMs }, { inHand }) =>
        Number(attributes.urgent ?? 0) + Math.floor(waitMs / 1_000) - 100 * inHand
    }
    const router = withRule(urgent)
    comes(router, "c1")
    comes(router, "c2", { attributes: { urgent: 3 } })
    comes(router, "c3", { attributes: { urgent: 2 } })
    ready(router, "ann", {}, 2)
    // c2 first; then to ann, with one in hand, everything is worth 100 less, and c3 still is worth most.
    expect(owners(router, "c1", "c2", "c3")).toEqual([undefined, "ann", "ann"])
    // Three waiting contacts for her, then two: each pair asked once.
    expect(router.counters).toMatchObject({ groupsAsked: 0, pairsScanned: 5 })
    ready(router, "bo", {}, 1)
    expect(owner(router, "c1")).toBe("bo")
    expect(router.counters.pairsScanned).toBe(6)
  })

  it("SCORE-31 goes on exactly when an offer changes how well somebody fits", () => {
    // Whoever has more in hand is better: the first to get one gets them all.
    const router = withRule({ scan: true, fit: (_, { inHand }) => inHand })
    ready(router, "ann", {}, 3)
    ready(router, "bo", {}, 3)
    router.step({ type: "MakeNotReady", agent: "ann" }, 10)
    router.step({ type: "MakeNotReady", agent: "bo" }, 10)
    for (const contact of ["c1", "c2", "c3", "c4"]) comes(router, contact)
    const both: Configuration = { queues: { q: { rule: "own", priority: 1 }, plain: {} } }
    router.step({ type: "MakeReady", agent: "ann" }, 100)
    expect(owners(router, "c1", "c2", "c3", "c4")).toEqual(["ann", "ann", "ann", undefined])
    router.step({ type: "Configure", configuration: both }, 100)
    router.step({ type: "MakeReady", agent: "bo" }, 100)
    expect(owner(router, "c4")).toBe("bo")
  })

  it("SCORE-32 what is no answer counts as 0, is told once, and the step goes on", () => {
    const answers: Readonly<Record<string, unknown>> = { nan: Number.NaN, half: 0.5, big: 1_000_001, text: "9" }
    const rule = {
      fit: (_: unknown, { skills }: { readonly skills: Readonly<Record<string, number>> }) => {
        const [skill = "none"] = Object.keys(skills)
        if (skill === "throws") throw new Error("not today")
        return skill === "good" ? 1 : answers[skill]
      }
    } as unknown as Rule
    const router = withRule(rule)
    for (const agent of ["throws", "nan", "half", "big", "text", "good"]) ready(router, agent, { [agent]: 1 })
    const { ruleMistakes, refusal } = comes(router, "c1")
    expect(refusal).toBeUndefined()
    expect(owner(router, "c1")).toBe("good")
    expect(ruleMistakes).toEqual([
      { rule: "own", queue: "q", because: "threw", text: "Error: not today" },
      { rule: "own", queue: "q", because: "notWhole", text: "NaN is not a whole number" },
      { rule: "own", queue: "q", because: "tooLarge", text: "1000001 is not from -1000000 to 1000000" }
    ])
    expect(comes(router, "c2").ruleMistakes).toBeUndefined()
    expect(owner(router, "c2")).toBe("throws")
    expect(router.ruleMistakes).toHaveLength(3)
  })

  it("SCORE-32 a rule can neither change what it is shown nor give commands", () => {
    let router: Router | undefined
    const rule: Rule = {
      fit: (contact, agent) => {
        Object.assign(contact, { priority: 99 })
        Object.assign(agent.skills, { loan: 9 })
        router?.do({ type: "MakeNotReady", agent: "ann" })
        return 5
      }
    }
    router = withRule(rule)
    ready(router, "ann", { loan: 1 })
    const { ruleMistakes } = comes(router, "c1")
    expect(ruleMistakes?.[0]?.text).toContain("SCORE-32 a rule only answers")
    expect(owner(router, "c1")).toBe("ann")
    expect(router.view.agent("ann")).toMatchObject({ presence: "ready", skills: { loan: 1 } })
    expect(router.view.contact("c1")).toMatchObject({ priority: 0 })
  })

  it("SCORE-32 a rule that answers differently each time cannot break a decision", () => {
    let turn = 0
    const moody = (scan: boolean): Rule => ({ scan, fit: () => (turn = (turn * 7 + 3) % 11) }) as Rule
    for (const rule of [moody(false), moody(true)]) {
      const router = withRule(rule)
      for (let n = 0; n < 5; n++) ready(router, `a${n}`, { zh: n + 1 }, 3)
      for (let n = 0; n < 5; n++) router.step({ type: "MakeNotReady", agent: `a${n}` }, 50)
      for (let n = 0; n < 12; n++) comes(router, `c${n}`, { priority: n % 3 })
      for (let n = 0; n < 5; n++) router.step({ type: "MakeReady", agent: `a${n}` }, 100)
      router.step({ type: "Configure", configuration: { queues: { q: { rule: "own", priority: 1 } } } }, 100)
      const waiting = [...router.view.contacts()].filter(({ state }) => state === "waiting")
      expect(waiting).toHaveLength(0)
    }
  })

  it("SCORE-33 a rule that nobody gave is refused by its path, at the start and by Configure", () => {
    expect(() => createRouter(queues("vip"), { rules: { own: byLoan } })).toThrow(ConfigurationError)
    expect(() => createRouter(queues("vip"))).toThrow(
      "queues.q.rule: no rule vip was given: write createRouter(configuration, { rules: { vip: ... } })"
    )
    expect(() => createRouter(queues(""))).toThrow("queues.q.rule: a rule has a name of 1 to 200 characters")
    const router = withRule(byLoan)
    const before = JSON.stringify(router.snapshot())
    const { refusal } = router.do({ type: "Configure", configuration: queues("toString") })
    expect(refusal).toMatchObject({ reason: "InvalidConfiguration", field: "configuration" })
    expect(JSON.stringify(router.snapshot())).toBe(before)
  })

  it("SCORE-33 without it a restored router reads and explains, and refuses every step", () => {
    const router = withRule(byLoan)
    comes(router, "c1")
    const again = restore(router.snapshot())
    const before = JSON.stringify(again.snapshot())
    expect(again.view.contact("c1")?.state).toBe("waiting")
    expect(again.explain("c1").text).toContain("Nobody ever signed in")
    expect(again.tick(50).refusal).toMatchObject({ reason: "RuleUnknown", field: "rule" })
    expect(again.do({ type: "SignIn", agent: "ann" }).refusal?.text).toContain("{ rules: { own: ... } }")
    expect(JSON.stringify(again.snapshot())).toBe(before)
    const rules: RulesGiven = { own: byLoan }
    const able = restore(router.snapshot(), { rules })
    ready(able, "ann")
    expect(owner(able, "c1")).toBe("ann")
  })

  it("EXPL-1 an explanation says what the rule adds for each who may take the contact", () => {
    const router = withRule(byLoan)
    ready(router, "ann", { loan: 2 })
    ready(router, "bo")
    comes(router, "c1")
    const { candidates, text } = router.explain("c1")
    expect(candidates.map(({ agent, fit }) => ({ agent, fit }))).toEqual([
      { agent: "ann", fit: 2 },
      { agent: "bo", fit: 0 }
    ])
    expect(text).toContain("  ann: may take it, fits +2 (SCORE-30)")
  })
})
