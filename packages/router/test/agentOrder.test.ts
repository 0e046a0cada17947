import { describe, expect, it } from "vitest"
import { type AgentOrder, type Attributes, checkConfiguration, type QueueConfiguration } from "../src/index.ts"
import { Centre } from "./centre.ts"

/** A centre with one queue `q` in this order; `at` moves on so that nobody rests as long as somebody else. */
function centre(agents: AgentOrder, more: Partial<QueueConfiguration> = {}): Centre {
  return new Centre({ q: { agents, ...more } })
}

/** Who gets each of these contacts, one after another; nobody answers. */
const getters = (c: Centre, ...contacts: ReadonlyArray<string>) =>
  contacts.map((contact) => {
    c.at(c.nowMs + 1).comes(contact)
    return c.owner(contact)
  })

/** Takes and finishes a contact at once. */
function serves(c: Centre, contact: string): string | undefined {
  c.at(c.nowMs + 1).comes(contact)
  const agent = c.owner(contact)
  if (agent === undefined) return undefined
  c.at(c.nowMs + 1).accepts(agent, contact)
  c.completes(agent, contact)
  return agent
}

describe("the order of agents", () => {
  it("FAIR-2 without an order of its own a queue takes who has least in hand, then who rests longest", () => {
    const c = centre("leastLoad")
    c.at(0).ready("ann")
    c.at(1).ready("bo")
    expect(getters(c, "c1", "c2", "c3", "c4")).toEqual(["ann", "bo", "ann", "bo"])
  })

  it("SCORE-20 longestIdle looks at rest alone, whatever somebody has in hand", () => {
    const c = centre("longestIdle")
    c.at(0).ready("ann")
    c.at(1).ready("bo")
    // An offer does not end a rest; accepting does.
    expect(getters(c, "c1", "c2")).toEqual(["ann", "ann"])
    c.at(10).accepts("ann", "c1")
    expect(getters(c, "c3")).toEqual(["bo"])
  })

  it("SCORE-21 loadRatio takes the least share of capacity in use, exactly, then who rests longest", () => {
    const c = centre("loadRatio")
    const slots = (chat: number) => ({ voice: 0, sms: 0, email: 0, fax: 0, chat })
    c.at(0).ready("small", {}, slots(2))
    c.at(1).ready("big", {}, slots(6))
    // 0/2 and 0/6, 1/2 and 0/6, 1/2 and 1/6, 1/2 and 2/6, then 3/6 is 1/2 and rest decides.
    expect(getters(c, "c1", "c2", "c3", "c4", "c5")).toEqual(["small", "big", "big", "big", "small"])
  })

  it("SCORE-21 of an agent with units it is the share of the units that counts", () => {
    const c = centre("loadRatio")
    const queues = { q: { agents: "loadRatio" as const } }
    c.do({ type: "Configure", configuration: { queues, costs: { chat: 2, voice: 10 } } })
    const slots = { voice: 0, sms: 0, email: 0, fax: 0, chat: 4 }
    c.at(1).ready("slots", {}, slots)
    c.at(2).do({ type: "SignIn", agent: "units", capacity: slots, units: 10 })
    c.do({ type: "MakeReady", agent: "units" })
    // 0/4 and 0/10, 1/4 and 0/10, 1/4 and 2/10, 1/4 and 4/10, 2/4 and 4/10, 2/4 and 6/10.
    expect(getters(c, "c1", "c2", "c3", "c4", "c5", "c6")).toEqual([
      "slots",
      "units",
      "units",
      "slots",
      "units",
      "slots"
    ])
  })

  it("SCORE-22 mostSkilled and leastSkilled go by the skills the requirement names, and who lacks one comes last either way", () => {
    const needs = "zh or loan"
    const people = (order: AgentOrder) => {
      const c = centre(order, { needs })
      c.at(0).ready("both", { zh: 2, loan: 2 }, { chat: 1 })
      c.at(1).ready("expert", { zh: 90 }, { chat: 1 })
      c.at(2).ready("better", { zh: 3, loan: 5 }, { chat: 1 })
      c.at(3).ready("novice", { loan: 1, card: 99 }, { chat: 1 })
      return getters(c, "c1", "c2", "c3", "c4", "c5")
    }
    expect(people("mostSkilled")).toEqual(["better", "both", "expert", "novice", undefined])
    expect(people("leastSkilled")).toEqual(["both", "better", "novice", "expert", undefined])
  })

  it("SCORE-22 what the contact itself needs counts as well, what stands under a not does not", () => {
    const c = centre("leastSkilled", { needs: "zh and not (trainee >= 3)" })
    c.at(0).ready("ann", { zh: 2, en: 9 }, { chat: 2 })
    c.at(1).ready("bo", { zh: 5, en: 1, trainee: 2 }, { chat: 2 })
    c.comes("c1")
    c.comes("c2", { needs: "en" })
    expect([c.owner("c1"), c.owner("c2")]).toEqual(["ann", "bo"])
  })

  it("SCORE-23 leastFlexible keeps those free who could take more, by what is configured and not by what happens to wait", () => {
    const c = new Centre({ q: { agents: "leastFlexible" }, loans: { needs: "loan" } })
    c.at(0).ready("both", { loan: 3 })
    c.at(1).ready("chats", {}, { voice: 0, sms: 0, email: 0, fax: 0, chat: 1 })
    c.at(2).ready("one")
    expect(getters(c, "c1", "c2")).toEqual(["chats", "one"])
    // A queue that everybody may take changes nobody's place among others; one that only some may take does.
    const queues = {
      q: { agents: "leastFlexible" as const },
      loans: { needs: "not loan" },
      cards: { needs: "not loan" }
    }
    c.do({ type: "Configure", configuration: { queues } })
    expect(getters(c, "c3")).toEqual(["both"])
  })

  it("SCORE-24 roundRobin repeats nobody while others are free, declined or not", () => {
    const c = centre("roundRobin", { offerMs: 5_000 })
    for (const agent of ["ann", "bo", "cem"]) c.at(c.nowMs + 1).ready(agent)
    expect(getters(c, "c1")).toEqual(["ann"])
    // Declining gives the contact to the next at once and does not make ann the next again.
    c.at(10).declines("ann", "c1")
    expect(c.owner("c1")).toBe("bo")
    expect(getters(c, "c2", "c3", "c4")).toEqual(["cem", "ann", "bo"])
  })

  it("SCORE-24 who was never offered anything comes first, and offers of every queue count", () => {
    const c = new Centre({ q: { agents: "roundRobin" }, other: {} })
    c.at(0).ready("ann")
    c.comes("c1", { queue: "other" })
    c.at(1).ready("bo")
    expect(getters(c, "c2", "c3")).toEqual(["bo", "ann"])
  })

  it("SCORE-25 fewestHandled counts what was accepted in the window, to the millisecond", () => {
    const c = centre({ kind: "fewestHandled", windowMs: 1_000 })
    c.at(0).ready("ann")
    c.at(1).ready("bo")
    c.at(99)
    expect(serves(c, "c1")).toBe("ann") // accepted at 101
    c.at(498)
    expect(serves(c, "c2")).toBe("bo") // at 500
    c.at(599)
    expect(serves(c, "c3")).toBe("ann") // at 601: ann 2, bo 1
    c.at(1_098)
    // At 1099 ann still has two in the last second; at 1101 only one, and bo rests longer; c4 goes to bo both times.
    expect(serves(c, "c4")).toBe("bo")
    // ann has one (601), bo has two (500, 1100).
    expect(serves(c, "c5")).toBe("ann")
    c.at(1_498)
    expect(getters(c, "c6")).toEqual(["bo"]) // at 1499 two each (500, 1100; 601, 1102): bo rests longer
    c.at(1_500).do({ type: "Cancel", contact: "c6" })
    c.at(1_600).do({ type: "MakeNotReady", agent: "ann" })
    c.at(1_601).do({ type: "MakeReady", agent: "ann" })
    // At 1602 one each (1100, 1102): bo rests longer.
    expect(getters(c, "c7")).toEqual(["bo"])
  })

  it("SCORE-25 what was accepted exactly one window ago is out", () => {
    const gets = (atMs: number) => {
      const c = centre({ kind: "fewestHandled", windowMs: 1_000 })
      c.at(0).ready("ann")
      c.at(98)
      expect(serves(c, "c1")).toBe("ann") // accepted at 100
      c.at(500).ready("bo")
      return getters(c.at(atMs - 1), "c2")
    }
    expect(gets(1_099)).toEqual(["bo"])
    expect(gets(1_100)).toEqual(["ann"])
  })

  it("SCORE-25 what had left the longest window is forgotten when a longer one is configured", () => {
    const order = (windowMs: number) => ({ kind: "fewestHandled" as const, windowMs })
    const c = centre(order(1_000))
    c.at(0).ready("ann")
    c.at(98)
    expect(serves(c, "c1")).toBe("ann") // accepted at 100
    c.at(500).ready("bo")
    c.at(5_000).do({ type: "Configure", configuration: { queues: { q: { agents: order(60_000) } } } })
    expect(getters(c, "c2")).toEqual(["ann"])
  })

  it("SCORE-25 somebody back from leave does not get everything: only the window counts, and it goes on over a longer window", () => {
    const window = (windowMs: number) => ({ queues: { q: { agents: { kind: "fewestHandled" as const, windowMs } } } })
    const c = centre({ kind: "fewestHandled", windowMs: 1_000 })
    c.at(0).ready("ann")
    c.at(1).ready("bo")
    for (let n = 1; n <= 10; n++) serves(c, `c${n}`)
    c.do({ type: "MakeNotReady", agent: "bo" })
    c.at(100)
    for (let n = 11; n <= 20; n++) expect(serves(c, `c${n}`)).toBe("ann")
    c.at(5_000).do({ type: "MakeReady", agent: "bo" })
    // Nothing of it is in the window any more: they take turns.
    expect([21, 22, 23, 24].map((n) => serves(c, `c${n}`))).toEqual(["ann", "bo", "ann", "bo"])
    // What is in the present window is still known when the window becomes longer; what had left it is forgotten.
    serves(c, "c25")
    c.do({ type: "Configure", configuration: window(60_000) })
    expect([26, 27, 28].map((n) => serves(c, `c${n}`))).toEqual(["bo", "ann", "bo"])
  })

  it("SCORE-26 expert takes the best in one skill, then who rests longest or has least in hand; without the skill last", () => {
    const people = (ties?: "leastLoad") => {
      const c = centre({ kind: "expert", skill: "loan", ...(ties ? { ties } : {}) })
      c.at(0).ready("none", {}, { chat: 1 })
      c.at(1).ready("ann", { loan: 7 }, { chat: 2 })
      c.at(2).ready("bo", { loan: 7 }, { chat: 2 })
      c.at(3).ready("cem", { loan: 9 }, { chat: 1 })
      return getters(c, "c1", "c2", "c3", "c4", "c5", "c6", "c7")
    }
    expect(people()).toEqual(["cem", "ann", "ann", "bo", "bo", "none", undefined])
    expect(people("leastLoad")).toEqual(["cem", "ann", "bo", "ann", "bo", "none", undefined])
  })

  it("SCORE-27 weighted takes the highest sum; with a negative weight less is better and nothing is last", () => {
    const c = centre({ kind: "weighted", skills: { loan: 3, zh: 1 } })
    c.at(0).ready("zh", { zh: 9 }, { chat: 1 })
    c.at(1).ready("loan", { loan: 4 }, { chat: 1 })
    c.at(2).ready("both", { loan: 3, zh: 2 }, { chat: 1 })
    expect(getters(c, "c1", "c2", "c3")).toEqual(["loan", "both", "zh"])
    const least = centre({ kind: "weighted", skills: { loan: -1 } })
    least.at(0).ready("none", {}, { chat: 1 })
    least.at(1).ready("much", { loan: 100 }, { chat: 1 })
    least.at(2).ready("little", { loan: 1 }, { chat: 1 })
    expect(getters(least, "c1", "c2", "c3")).toEqual(["little", "much", "none"])
  })

  it("SCORE-27 attributes are weighed as well: a number as itself, a flag as 1, a text as nothing", () => {
    const c = centre({ kind: "weighted", attributes: { grade: 2, vip: 5 } })
    const comes = (agent: string, attributes: Attributes) => {
      c.at(c.nowMs + 1).do({ type: "SignIn", agent, attributes, capacity: { chat: 1 } })
      c.do({ type: "MakeReady", agent })
    }
    comes("text", { grade: "9" })
    comes("four", { grade: 2, vip: false })
    comes("five", { vip: true })
    comes("less", { grade: -1 })
    expect(getters(c, "c1", "c2", "c3", "c4")).toEqual(["five", "four", "text", "less"])
  })

  it("CONF-3 an order that cannot be read is refused with its path and what to write", () => {
    const mistakes = (agents: unknown) =>
      checkConfiguration({ queues: { q: { agents } } }).map(({ path, text }) => `${path}: ${text}`)
    expect(mistakes("mostidle")[0]).toMatch(
      /^queues\.q\.agents: "mostidle" is no order of agents; orders are: leastLoad, .*\{ kind: "weighted", \.\.\. \}$/
    )
    expect(mistakes({ kind: "fewestHandled" })).toEqual([
      "queues.q.agents.windowMs: null is not a whole number from 1 to 86400000 (milliseconds, e.g. 3600000)"
    ])
    expect(mistakes({ kind: "expert", skill: "it's", ties: "roundRobin" })).toEqual([
      'queues.q.agents.skill: the name of the skill is missing: write e.g. skill: "loan"',
      'queues.q.agents.ties: "roundRobin": write "longestIdle" or "leastLoad"'
    ])
    expect(mistakes({ kind: "weighted", skills: { loan: 0, zh: 1.5 }, weights: 1 })).toEqual([
      "queues.q.agents.weights: is not known here; known are: kind, skills, attributes",
      "queues.q.agents.skills.loan: 0 is not a whole number from -1000 to 1000 other than 0",
      "queues.q.agents.skills.zh: 1.5 is not a whole number from -1000 to 1000 other than 0"
    ])
    expect(mistakes({ kind: "weighted" })[0]).toContain("nothing is weighed")
    expect(mistakes({ kind: "weighted", skills: {} })[0]).toContain("weights are an object of 1 to 50 names")
    expect(mistakes("roundRobin")).toEqual([])
  })
})
