import { describe, expect, it } from "vitest"
import { Centre } from "./centre.ts"

/** Faults that users of other routers reported about the choice of agents, about capacity and about relaxation; see faults.test.ts. */
const call = { channel: "voice" } as const
const dayMs = 86_400_000
const offered = (lines: ReadonlyArray<string>) =>
  lines.filter((text) => text.startsWith("OfferMade")).map((text) => text.slice("OfferMade ".length))

/** Serves one call after the other, one every second, and tells who got them. */
function servedBy(centre: Centre, calls: number, from = 0): string[] {
  return Array.from({ length: calls }, (_, n) => {
    const contact = `s${from + n}`
    centre.at(centre.nowMs + 1_000).comes(contact, call)
    const agent = centre.owner(contact)!
    centre.accepts(agent, contact)
    centre.completes(agent, contact)
    return agent
  })
}

describe("faults of unfair distribution", () => {
  it("SCORE-25 an agent back from leave gets everything (Rocket.Chat#13134)", () => {
    const centre = new Centre({ q: { agents: { kind: "fewestHandled", windowMs: 60_000 } } })
    centre.ready("ann")
    servedBy(centre, 300)
    centre.at(7 * dayMs).ready("back")
    const got = servedBy(centre, 10, 300)
    expect(got.filter((agent) => agent === "back")).toHaveLength(5)
  })
  it("SCORE-24 round robin asks the same agent twice (zammad#854 and others ask for one that does not)", () => {
    const centre = new Centre({ q: { agents: "roundRobin" } })
    for (const agent of ["ann", "bo", "cem"]) centre.ready(agent)
    const got = servedBy(centre, 9)
    expect(got).toEqual(["ann", "bo", "cem", "ann", "bo", "cem", "ann", "bo", "cem"])
  })
  it("SCORE-25 a counter is incremented twice, so that the fewest calls are wrong (asterisk#1736)", () => {
    const centre = new Centre({ q: { agents: { kind: "fewestHandled", windowMs: dayMs } } })
    centre.ready("ann")
    centre.comes("c1", call)
    centre.accepts("ann", "c1")
    // The same answer again, and a late one: neither counts.
    centre.accepts("ann", "c1")
    centre.completes("ann", "c1")
    centre.ready("bo")
    expect(servedBy(centre, 3)).toEqual(["bo", "ann", "bo"])
  })
  it("SCORE-26 an expert who is idle twelve days goes behind a beginner (app_queue's leastrecent with penalties)", () => {
    const centre = new Centre({ q: { agents: { kind: "expert", skill: "loan" } } })
    centre.ready("beginner", { loan: 1 })
    centre.at(12 * dayMs).ready("expert", { loan: 9 })
    expect(offered(centre.comes("c1", call))).toEqual(["c1 expert"])
  })
  it("FAIR-2 idle time overflows whole numbers of 32 bits after 24 days", () => {
    const centre = new Centre({ q: {} })
    centre.ready("longest")
    centre.at(30 * dayMs).ready("other")
    centre.at(400 * dayMs).ready("last")
    expect(offered(centre.comes("c1", call))).toEqual(["c1 longest"])
    expect(offered(centre.comes("c2", call))).toEqual(["c2 other"])
  })
  it("SCORE-22 whoever lacks the skill goes first when less of it is wanted (sorting by what is absent)", () => {
    const centre = new Centre({ q: { needs: "zh >= 1 or en >= 1", agents: "leastSkilled" } })
    centre.ready("lacks", { en: 1 })
    centre.ready("has", { zh: 3, en: 2 })
    expect(offered(centre.comes("c1", call))).toEqual(["c1 has"])
  })
  it("SCORE-28 only so many agents are looked at, so the best is missed (the first hundred)", () => {
    const centre = new Centre({ q: { needs: "loan", agents: "mostSkilled" } })
    for (let n = 0; n < 500; n++) centre.at(n).ready(`a${n}`, { loan: 1 + (n % 50) })
    centre.at(1_000).ready("best", { loan: 99 })
    expect(offered(centre.comes("c1", call))).toEqual(["c1 best"])
  })
  it("OFFER-6 the same agent is hit again at once by what he has just missed (a documented habit elsewhere)", () => {
    const centre = new Centre({ q: { offerMs: 5_000, onNoAnswer: "stayReady" } })
    centre.ready("ann")
    centre.comes("c1", call)
    expect(centre.at(5_000).ticks()).toEqual(["OfferExpired c1 ann"])
    expect(centre.router.explain("c1").candidates[0]).toMatchObject({ agent: "ann", rule: "OFFER-6" })
  })
})

describe("faults of capacity", () => {
  it("PARK-1 conversations that rest eat capacity (Rocket.Chat#20945)", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann", {}, { chat: 1 })
    centre.comes("c1")
    centre.comes("c2")
    centre.accepts("ann", "c1")
    expect(offered(centre.do({ type: "Park", contact: "c1", agent: "ann" }))).toEqual(["c2 ann"])
  })
  it("PARK-2 conversations that wake take an agent over his limit (Zendesk's own help says so)", () => {
    const centre = new Centre({ q: { parking: {} } })
    centre.ready("ann", {}, { chat: 1 })
    centre.comes("c1")
    centre.comes("c2")
    centre.accepts("ann", "c1")
    centre.do({ type: "Park", contact: "c1", agent: "ann" })
    centre.accepts("ann", "c2")
    expect(offered(centre.do({ type: "Wake", contact: "c1" }))).toEqual([])
    expect(centre.router.view.agent("ann")!.load.chat).toBe(1)
    expect(offered(centre.completes("ann", "c2"))).toEqual(["c1 ann"])
  })
  it("SKILL-4 a skill that was taken away a moment ago still decides (chatwoot#15524)", () => {
    const centre = new Centre({ q: { needs: "loan" } })
    centre.ready("ann", { loan: 5 })
    centre.do({ type: "SignIn", agent: "ann", skills: {} })
    expect(offered(centre.comes("c1", call))).toEqual([])
  })
  it("CAP-4 whoever does not want to be disturbed gets contacts all the same (OfficeDocs-SkypeForBusiness#3846)", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.do({ type: "MakeNotReady", agent: "ann", reason: "do not disturb" })
    expect(offered(centre.comes("c1", call))).toEqual([])
    expect(offered(centre.at(dayMs).comes("c2", { ...call, priority: 99 }))).toEqual([])
  })
  it("SCORE-21 load is told without regard to how much one can take (occupancy blind to concurrency)", () => {
    const centre = new Centre({ q: { agents: "loadRatio" } })
    centre.ready("small", {}, { voice: 0, chat: 2, sms: 0, email: 0, fax: 0 })
    centre.ready("large", {}, { voice: 0, chat: 8, sms: 0, email: 0, fax: 0 })
    const got = Array.from({ length: 10 }, (_, n) => offered(centre.comes(`c${n}`))[0]!.split(" ")[1])
    expect(got.filter((agent) => agent === "large")).toHaveLength(8)
    expect(got.slice(0, 5).filter((agent) => agent === "small")).toHaveLength(1)
  })
  it("QUEUE-1 contacts are invisible to those who look (Rocket.Chat#23642)", () => {
    const centre = new Centre({ q: {} })
    for (const contact of ["c1", "c2", "c3"]) centre.comes(contact)
    centre.do({ type: "MarkUnreachable", contact: "c2" })
    centre.ready("ann", {}, { chat: 1 })
    expect([...centre.router.view.contacts()].map(({ id, state }) => `${id} ${state}`)).toEqual([
      "c1 offered",
      "c2 unreachable",
      "c3 waiting"
    ])
  })
})

describe("faults of relaxation", () => {
  const steps = [
    { afterMs: 10_000, needs: "zh >= 3" },
    { afterMs: 20_000, needs: "zh >= 1" }
  ]
  it("RELAX-4 a ring is skipped (Genesys community, September 2025)", () => {
    const centre = new Centre({ q: { needs: "zh >= 5", steps } })
    centre.comes("c1", call)
    expect(centre.at(60_000).ticks()).toEqual(["ContactRelaxed c1 time", "ContactRelaxed c1 time"])
  })
  it("RELAX-3 a step that admits nobody more is dead and nobody says so", () => {
    const dead = [...steps, { afterMs: 30_000, needs: "zh" }]
    expect(() => new Centre({ q: { needs: "zh >= 5", steps: dead } })).toThrow(/steps\[2\]|steps\.2/)
  })
  it("RELAX-2 a later step shuts out whom an earlier one admitted", () => {
    const narrower = [{ afterMs: 10_000, needs: "zh >= 7" }]
    expect(() => new Centre({ q: { needs: "zh >= 5", steps: narrower } })).toThrow(/steps/)
  })
  it("RELAX-10 after the last step anybody takes it, though nobody said so (Amazon Connect)", () => {
    const centre = new Centre({ q: { needs: "zh >= 5", steps } })
    centre.ready("stranger", { en: 9 })
    centre.comes("c1", call)
    expect(offered(centre.at(dayMs).ticks())).toEqual([])
    expect(centre.router.view.contact("c1")!.state).toBe("waiting")
  })
  it("SCORE-1 the number of the ring decides before the skills (Genesys community, 2022)", () => {
    const centre = new Centre({ q: { needs: "zh >= 5", steps, agents: "mostSkilled" } })
    centre.comes("c1", call)
    centre.at(20_000).ticks()
    centre.do({ type: "SignIn", agent: "little", skills: { zh: 1 } })
    centre.do({ type: "SignIn", agent: "much", skills: { zh: 4 } })
    centre.do({ type: "MarkUnreachable", contact: "c1" })
    for (const agent of ["little", "much"]) centre.do({ type: "MakeReady", agent })
    expect(offered(centre.do({ type: "MarkReachable", contact: "c1" }))).toEqual(["c1 much"])
  })
})
