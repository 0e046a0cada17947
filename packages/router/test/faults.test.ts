import { describe, expect, it } from "vitest"
import { createRouter } from "../src/index.ts"
import { Centre, line } from "./centre.ts"

/**
 * Faults that users of other routers reported, each a scenario that cannot happen here. What is quoted is where it was seen.
 *
 * Not told here: faults of many processes over one data base, of polling and of freezing under load, which one writer without a loop
 * does not have; and estimates that grow for ever or ignore the position (app_queue's announcement, Rocket.Chat's), because the router
 * makes no estimates yet.
 */
const call = { channel: "voice" } as const
const names = (count: number, letter = "c") => Array.from({ length: count }, (_, n) => `${letter}${n + 1}`)
const owners = (centre: Centre, contacts: ReadonlyArray<string>) => contacts.map((contact) => centre.owner(contact))

/** Who is offered what by one step, in order: `c1 ann`. */
const offered = (lines: ReadonlyArray<string>) =>
  lines.filter((text) => text.startsWith("OfferMade")).map((text) => text.slice("OfferMade ".length))

describe("faults of double assignment", () => {
  it("OFFER-1 two agents answer one call (asterisk#176)", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.ready("bo")
    centre.comes("c1", call)
    const offer = centre.offer("c1")
    expect(centre.accepts("ann", "c1")).toEqual(["OfferAccepted c1 ann"])
    for (const agent of ["ann", "bo"]) {
      expect(centre.do({ type: "Accept", contact: "c1", agent, offer })).toEqual(["refused: OfferNotOpen"])
    }
  })
  it("OFFER-1 FAIR-1 all waiting calls ring the first agent (OpenACD#5)", () => {
    const centre = new Centre({ q: { needs: "open" } })
    const agents = names(5, "a")
    for (const contact of names(5)) centre.comes(contact, call)
    for (const agent of agents) centre.ready(agent)
    centre.do({ type: "Configure", configuration: { queues: { q: {} } } })
    expect(owners(centre, names(5))).toEqual(agents)
  })
  it("OFFER-14 an automatic assignment overrides a manual one (libredesk#385)", () => {
    const centre = new Centre({ q: { offersAtOnce: 2 } })
    for (const agent of ["ann", "bo", "cem"]) centre.ready(agent)
    centre.comes("c1")
    centre.do({ type: "Assign", contact: "c1", agent: "cem" })
    centre.at(60_000).ticks()
    centre.do({ type: "Configure", configuration: { queues: { q: { priority: 1 } } } })
    expect(centre.owner("c1")).toBe("cem")
    expect(centre.router.view.agent("ann")!.contacts).toEqual([])
  })
  it("CAP-1 four chats where three are allowed, over every way in which room appears (Rocket.Chat#37776)", () => {
    const centre = new Centre({ q: { offerMs: 1_000, onNoAnswer: "stayReady" } })
    for (const contact of names(9)) centre.comes(contact)
    const most = () => centre.router.view.agent("ann")!.load.chat
    centre.ready("ann", {}, { chat: 3 })
    expect(most()).toBe(3)
    centre.accepts("ann", "c1")
    centre.declines("ann", "c2")
    expect(most()).toBe(3)
    for (const atMs of [1_000, 2_000, 3_000]) {
      centre.at(atMs).ticks()
      expect(most()).toBe(3)
    }
    centre.do({ type: "SignIn", agent: "ann", capacity: { chat: 3 } })
    centre.completes("ann", "c1")
    expect(most()).toBe(3)
  })
})

describe("faults of getting stuck", () => {
  it("OFFER-3 OFFER-8 an agent is reserved for ever (freeswitch#2540)", () => {
    const centre = new Centre({ q: { offerMs: 5_000 } })
    centre.ready("ann")
    centre.comes("c1", call)
    expect(centre.at(5_000).ticks()).toEqual(["OfferExpired c1 ann", "AgentNotReady ann no answer"])
    expect(centre.router.view.agent("ann")!.contacts).toEqual([])
  })
  it("QUEUE-6 an agent stays reserved for a caller who hung up while it rang (freeswitch#1973)", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1", call)
    centre.comes("c2", call)
    expect(offered(centre.do({ type: "Abandon", contact: "c1" }))).toEqual(["c2 ann"])
    expect(centre.router.view.contact("c1")).toBeUndefined()
  })
  it("WRAP-1 a wrap-up ends late (OpenSIPS#2679)", () => {
    const centre = new Centre({ q: { wrapUpMs: 7_000 } })
    centre.ready("ann")
    centre.comes("c1", call)
    centre.accepts("ann", "c1")
    centre.at(3_000).completes("ann", "c1")
    centre.comes("c2", call)
    expect(centre.router.nextDeadlineMs).toBe(10_000)
    expect(centre.at(10_000).ticks()).toEqual(["WrapUpEnded c1 ann time", "OfferMade c2 ann"])
  })
  it("SCORE-1 the search stops at the first agent who is not to be had (freeswitch#1216)", () => {
    const centre = new Centre({ q: {} })
    for (const agent of names(4, "a")) centre.ready(agent)
    for (const agent of ["a1", "a2", "a3"]) centre.do({ type: "MakeNotReady", agent })
    expect(offered(centre.comes("c1", call))).toEqual(["c1 a4"])
  })
  it("PRES-1 PRES-3 what a vanished desktop has is stuck with it (chatwoot#14452)", () => {
    const centre = new Centre({ q: {} }, undefined, { lostAfterMs: 5_000 })
    centre.ready("ann")
    centre.comes("c1")
    centre.comes("c2")
    centre.accepts("ann", "c1")
    centre.do({ type: "LosePresence", agent: "ann" })
    expect(centre.router.view.contact("c2")!.state).toBe("waiting")
    centre.at(1_000).ready("bo")
    centre.at(5_000).ticks()
    expect(owners(centre, ["c1", "c2"])).toEqual(["bo", "bo"])
  })
  it("OFFER-8 an agent is made available behind his back when an offer ends (flex-project-template#290)", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1")
    centre.do({ type: "MakeNotReady", agent: "ann", reason: "lunch" })
    centre.at(60_000).ticks()
    centre.do({ type: "Abandon", contact: "c1" })
    expect(centre.router.view.agent("ann")).toMatchObject({ presence: "not-ready", reason: "lunch" })
  })
})

describe("faults of idle agents beside waiting work", () => {
  it("FAIR-1 contacts that wait are never given out again (chatwoot#10583), or one in five seconds (Rocket.Chat)", () => {
    const centre = new Centre({ q: {} })
    for (const contact of names(6)) centre.comes(contact, call)
    for (const agent of names(6, "a")) centre.ready(agent)
    expect(owners(centre, names(6))).toEqual(names(6, "a"))
    expect(centre.router.view.nowMs).toBe(0)
  })
  it("FAIR-1 one contact per pass beside a hundred idle agents (assignment-user-matcher, measured)", () => {
    const centre = new Centre({ q: { needs: "open" } })
    for (const agent of names(100, "a")) centre.ready(agent)
    for (const contact of names(1_000)) centre.comes(contact, call)
    const { events } = centre.try({ type: "Configure", configuration: { queues: { q: {} } } })
    expect(offered(events.map(line))).toHaveLength(100)
  })
  it("SCORE-12 a weighty queue blocks agents who may not even take it (asterisk#1561)", () => {
    const centre = new Centre({ heavy: { priority: 100, tier: 5, needs: "gold" }, light: {} })
    for (const contact of names(60, "h")) centre.comes(contact, { ...call, queue: "heavy" })
    centre.comes("l1", { ...call, queue: "light" })
    expect(offered(centre.ready("ann"))).toEqual(["l1 ann"])
  })
  it("SCORE-12 the longest waiting caller, whom nobody there may take, stops all offers (asterisk#1691)", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1", { ...call, needs: "klingon" })
    centre.at(9_000).comes("c2", call)
    expect(offered(centre.ready("ann"))).toEqual(["c2 ann"])
  })
  it("QUEUE-2 new contacts overtake those that wait (chatwoot#10685)", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1", call)
    centre.comes("c2", call)
    centre.ready("ann")
    centre.accepts("ann", "c1")
    centre.at(5_000).comes("c3", call)
    expect(offered(centre.completes("ann", "c1"))).toEqual(["c2 ann"])
  })
})

describe("faults of order", () => {
  it("QUEUE-3 priority turns round beyond a batch of 50 (assignment-user-matcher, measured)", () => {
    const centre = new Centre({ q: {} })
    for (let n = 0; n < 1_000; n++) centre.comes(`c${n}`, { ...call, priority: (n * 617) % 1_000 })
    const served: number[] = []
    centre.router.subscribe((e) => {
      if (e.type === "OfferMade") served.push(centre.router.view.contact(e.contact)!.priority)
    })
    for (const agent of names(120, "a")) centre.ready(agent)
    expect(served).toEqual(Array.from({ length: 120 }, (_, n) => 999 - n))
  })
  it("QUEUE-2 the oldest of a long queue are not reached (assignment-user-matcher), the eighth caller goes first (freeswitch#2511)", () => {
    const centre = new Centre({ q: {} })
    for (const [n, contact] of names(200).entries()) centre.at(n * 1_000).comes(contact, call)
    let current = offered(centre.ready("ann"))[0]!
    const order: string[] = []
    while (order.length < 20) {
      const [contact = ""] = current.split(" ")
      order.push(contact)
      centre.accepts("ann", contact)
      current = offered(centre.completes("ann", contact))[0] ?? ""
    }
    expect(order).toEqual(names(20))
  })
  it("QUEUE-4 a place is lost with a missed or declined offer, a restart, or while the caller is unreachable (OfficeDocs-SkypeForBusiness#9902)", () => {
    let centre = new Centre({ q: { offerMs: 5_000 } })
    for (const contact of names(3)) centre.comes(contact, call)
    const first = () => [...centre.router.view.contacts()].toSorted(byPlace(centre))[0]!.id
    centre.ready("ann")
    centre.at(5_000).ticks()
    expect(first()).toBe("c1")
    centre.ready("bo")
    centre.declines("bo", "c1")
    centre = centre.again()
    centre.do({ type: "MakeNotReady", agent: "bo" })
    expect(first()).toBe("c1")
    centre.do({ type: "MarkUnreachable", contact: "c1" })
    centre.do({ type: "MarkReachable", contact: "c1" })
    expect(offered(centre.ready("cem"))).toEqual(["c1 cem"])
    expect(centre.router.view.contact("c1")!.enqueuedAtMs).toBe(0)
  })
  it("EXPL-3 the position goes from 7 to 8 though nobody more urgent came (fusionpbx#6743)", () => {
    const centre = new Centre({ q: { offerMs: 5_000, onNoAnswer: "stayReady" } })
    centre.do({ type: "SignIn", agent: "ann" })
    for (const contact of names(9)) centre.comes(contact, call)
    const positions: number[] = []
    const look = () => positions.push(centre.router.explain("c9").position!)
    look()
    centre.comes("late", call)
    look()
    centre.do({ type: "MakeReady", agent: "ann" })
    look()
    centre.accepts("ann", "c1")
    look()
    centre.do({ type: "Abandon", contact: "c4" })
    look()
    centre.completes("ann", "c1")
    look()
    expect(positions).toEqual([9, 9, 8, 8, 7, 6])
  })
  it("SCORE-8 a newest-first queue forgets priority (TaskRouter's LIFO)", () => {
    const centre = new Centre({ q: { order: "newest" } })
    centre.comes("urgent", { ...call, priority: 1 })
    centre.at(1_000).comes("newest", call)
    expect(offered(centre.ready("ann"))).toEqual(["urgent ann"])
  })
  it("SCORE-2 somebody of low priority starves, regardless of age (TaskRouter's strict priority)", () => {
    const centre = new Centre({ q: { offerMs: 3_600_000, ageing: { kind: "linear", perMinute: 1 } } })
    centre.comes("low", call)
    const urgent = (minute: number) => centre.at(minute * 60_000).comes(`u${minute}`, { ...call, priority: 5 })
    urgent(0)
    let current = offered(centre.ready("ann"))[0]!
    let minute = 0
    while (!current.startsWith("low") && minute < 30) {
      urgent(++minute)
      centre.accepts("ann", current.split(" ")[0]!)
      current = offered(centre.completes("ann", current.split(" ")[0]!))[0]!
    }
    expect(minute).toBeLessThanOrEqual(6)
  })
  it("CONF-1 rules are frozen for those who wait already (app_queue: 'will not be reflected')", () => {
    const centre = new Centre({ q: { needs: "gold" } })
    centre.ready("ann")
    centre.comes("c1", call)
    expect(offered(centre.do({ type: "Configure", configuration: { queues: { q: {} } } }))).toEqual(["c1 ann"])
  })
})

describe("faults of callbacks", () => {
  it("QUEUE-29 callbacks starve those who hold the line (FreePBX#621)", () => {
    const centre = new Centre({ q: {} })
    for (const [n, contact] of names(6).entries()) centre.at(n * 1_000).comes(contact, call)
    for (const contact of ["c2", "c4"]) centre.do({ type: "RequestCallback", contact })
    let current = offered(centre.at(10_000).ready("ann"))[0]!
    const order: string[] = []
    while (current !== undefined) {
      const [contact = ""] = current.split(" ")
      order.push(contact)
      centre.accepts("ann", contact)
      current = offered(centre.completes("ann", contact))[0]!
    }
    expect(order).toEqual(names(6))
  })
  it("QUEUE-31 more callbacks are dialled than agents are free (FreePBX#621)", () => {
    const centre = new Centre({ q: {} })
    for (const contact of names(5)) {
      centre.comes(contact, call)
      centre.do({ type: "RequestCallback", contact })
    }
    for (const agent of ["ann", "bo"]) centre.ready(agent)
    expect(centre.router.view.queue("q")).toMatchObject({ offered: 2, waiting: 3 })
    centre.accepts("ann", "c1")
    expect(centre.router.view.queue("q")).toMatchObject({ offered: 1, active: 1, waiting: 3 })
  })
  it("QUEUE-31 whoever was not reached goes to the end (fusionpbx#1322 asks for a place that is kept)", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1", call)
    centre.at(1_000).comes("c2", call)
    centre.do({ type: "RequestCallback", contact: "c1", retries: 1, gapMs: 5_000 })
    centre.ready("ann")
    centre.accepts("ann", "c1")
    centre.do({ type: "CallbackFailed", contact: "c1", agent: "ann", reason: "busy" })
    centre.at(6_000).ticks()
    expect(centre.router.explain("c1").position).toBe(1)
  })
})

describe("faults of being closed to others", () => {
  it("SCORE-30 one's own strategy cannot be plugged in (asterisk PR #686)", () => {
    const rules = {
      shortest: {
        fit: (_: unknown, { skills }: { readonly skills: Readonly<Record<string, number>> }) => -(skills.loan ?? 0)
      }
    }
    const router = createRouter({ queues: { q: { rule: "shortest" } } }, { rules })
    for (const [agent, loan] of [
      ["ann", 9],
      ["bo", 1]
    ] as const) {
      router.do({ type: "SignIn", agent, skills: { loan } })
      router.do({ type: "MakeReady", agent })
    }
    const { events } = router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "voice" })
    expect(offered(events.map(line))).toEqual(["c1 bo"])
  })
  it("SCORE-6 SCORE-12 the more important queue does not come first, or blocks all others (asterisk#1637)", () => {
    const centre = new Centre({ first: { tier: 1 }, second: { ageing: { kind: "linear", perMinute: 100 } } })
    centre.comes("s1", { ...call, queue: "second" })
    centre.at(3_600_000).comes("f1", { ...call, queue: "first" })
    expect(offered(centre.ready("ann"))).toEqual(["f1 ann"])
    expect(offered(centre.ready("bo"))).toEqual(["s1 bo"])
  })
})

/** Before or after in the true order of service. */
const byPlace = (centre: Centre) => (a: { readonly id: string }, b: { readonly id: string }) =>
  (centre.router.explain(a.id).position ?? 0) - (centre.router.explain(b.id).position ?? 0)
