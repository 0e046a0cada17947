import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createRouter, type Enqueue, restore, type RouterEvent, type SignIn } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { Renaming } from "../src/testing/rename.ts"
import { Centre } from "./centre.ts"

describe("attributes", () => {
  const pudong = () => {
    const centre = new Centre({ q: { needs: 'zh >= 3 and @branch in ("Pudong", "Xuhui")' } })
    centre.ready("ann", { zh: 5 })
    centre.do({ type: "SignIn", agent: "bo", skills: { zh: 5 }, attributes: { branch: "Pudong", grade: 3 } })
    centre.do({ type: "MakeReady", agent: "bo" })
    return centre
  }

  it("SKILL-5 an agent is asked for his attributes as for his skills", () => {
    const centre = pudong()
    expect(centre.comes("c1")).toEqual(["ContactQueued c1", "OfferMade c1 bo"])
    expect(centre.comes("c2", { needs: "@grade > 3" })).toEqual(["ContactQueued c2"])
    expect(centre.router.view.agent("bo")?.attributes).toEqual({ branch: "Pudong", grade: 3 })
    expect(centre.router.view.agent("ann")).not.toHaveProperty("attributes")
  })

  it("SKILL-4 SKILL-5 signing in again replaces attributes, and is matched at once", () => {
    const centre = pudong()
    centre.comes("c1", { needs: "has @vip" })
    const again = {
      type: "SignIn",
      agent: "ann",
      skills: { zh: 5 },
      attributes: { branch: "Xuhui", vip: true }
    } as const
    expect(centre.do(again)).toEqual(["AgentSignedIn ann", "OfferMade c1 ann"])
    // DET-6: what already is, in whatever order, is nothing new.
    expect(centre.do({ ...again, attributes: { vip: true, branch: "Xuhui" } })).toEqual([])
    expect(centre.do({ type: "SignIn", agent: "ann", skills: { zh: 5 } })).toEqual(["AgentSignedIn ann"])
    expect(centre.router.view.agent("ann")).not.toHaveProperty("attributes")
  })

  it("EXPL-1 the attribute that is missing or another is named", () => {
    const centre = pudong()
    centre.comes("c1", { needs: "@grade > 3" })
    const { text } = centre.router.explain("c1")
    expect(text).toContain('ann: attribute branch is missing, needs @branch in ("Pudong", "Xuhui") (SKILL-1)')
    expect(text).toContain("bo: attribute grade is 3, needs @grade > 3 (SKILL-1)")
    centre.comes("c2", { needs: "at least 2 of (zh, en, has @vip)" })
    expect(centre.router.explain("c2").text).toContain(
      "bo: meets 1 of the 2 needed: skill en is missing, needs 1, and attribute vip is missing, needs has @vip (SKILL-1)"
    )
  })

  it("DET-5 attributes that cannot be are refused with their name", () => {
    const centre = new Centre({ q: {} })
    const refusal = (attributes: unknown) =>
      centre.try({ type: "SignIn", agent: "ann", attributes: attributes as Record<string, string> }).refusal
    expect(refusal({ grade: 3.5 })).toMatchObject({ reason: "InvalidValue", field: "attributes" })
    expect(refusal({ grade: 3.5 })?.text).toBe(
      "attribute grade: 3.5 is no text, no whole number and neither true nor false"
    )
    expect(refusal({ "it's": 1 })?.text).toContain("needs a name of 1 to 200 characters without quotes")
    expect(refusal(JSON.parse('{"__proto__": 1}'))?.text).toContain("other than __proto__")
    expect(refusal(["Pudong"])?.text).toContain("attributes are an object of values")
    expect(refusal({ long: "x".repeat(1_001) })?.text).toContain("a text of more than 1000 characters")
    const comes = { type: "Enqueue", contact: "c", queue: "q", channel: "chat" } as const
    expect(centre.try({ ...comes, attributes: { a: {} as never } }).refusal?.field).toBe("attributes")
    expect(centre.try({ ...comes, customer: "" }).refusal?.field).toBe("customer")
    expect(centre.do(comes)).toEqual(["ContactQueued c"])
  })

  it("DET-1 DET-2 a contact keeps its customer and its attributes over replay and restart", () => {
    const router = createRouter({ queues: { q: {} } })
    const known = { customer: "kim", attributes: { amount: 500_000, segment: "gold", complained: false } }
    const { events } = router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat", ...known })
    expect(events[0]).toMatchObject(known)
    const replayed = createRouter(
      { queues: { q: {} } },
      { events: JSON.parse(JSON.stringify(events)) as RouterEvent[] }
    )
    const restored = restore(JSON.parse(JSON.stringify(router.snapshot())))
    for (const again of [router, replayed, restored]) expect(again.view.contact("c1")).toMatchObject(known)
    expect(replayed.snapshot()).toEqual(router.snapshot())
    const others = createRouter({ queues: { q: {} } })
    others.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat", ...known, customer: "li" })
    expect(others.snapshot().hash).not.toBe(router.snapshot().hash)
  })
})

describe("skills with dates", () => {
  const signIn = (skills: SignIn["skills"]) => ({ type: "SignIn", agent: "ann", skills: skills ?? {} }) as const
  const centre = (skills: SignIn["skills"]) => {
    const made = new Centre({ q: { needs: "loan >= 3" } })
    made.at(1_000).do(signIn(skills))
    made.do({ type: "MakeReady", agent: "ann" })
    made.comes("c1")
    return made
  }

  it("SKILL-11 a skill begins and ends at its instant, and is matched at once", () => {
    const made = centre({ zh: 5, loan: { level: 4, fromMs: 5_000, untilMs: 8_000 } })
    expect(made.router.nextDeadlineMs).toBe(5_000)
    expect(made.router.view.agent("ann")?.skills).toEqual({ zh: 5 })
    expect(made.at(4_999).ticks()).toEqual([])
    expect(made.at(5_000).ticks()).toEqual(["AgentSkillsChanged ann", "OfferMade c1 ann"])
    expect(made.router.view.agent("ann")).toMatchObject({
      skills: { zh: 5, loan: 4 },
      terms: { loan: { level: 4, untilMs: 8_000 } }
    })
    expect(made.at(8_000).ticks()).toEqual(["AgentSkillsChanged ann"])
    // SKILL-4: an offer is judged when it is made.
    expect(made.owner("c1")).toBe("ann")
    expect(made.comes("c2")).toEqual(["ContactQueued c2"])
    expect(made.router.view.agent("ann")).not.toHaveProperty("terms")
    expect(made.router.explain("c2").text).toContain("skill loan is missing, needs 3 (SKILL-1)")
  })

  it("SKILL-11 what changed more than once while nobody looked is told as it is now", () => {
    const made = centre({ loan: { level: 4, fromMs: 5_000, untilMs: 8_000 }, zh: { level: 2, untilMs: 7_000 } })
    expect(made.at(9_000).try({ type: "Tick" }).events).toEqual([
      { type: "AgentSkillsChanged", atMs: 9_000, agent: "ann", skills: {} }
    ])
    expect(made.router.nextDeadlineMs).toBeUndefined()
  })

  it("SKILL-11 DET-6 the same dates again, also when some are over, change nothing; without dates they are no more", () => {
    const skills = { zh: 5, loan: { level: 4, fromMs: 5_000, untilMs: 8_000 } }
    const made = centre(skills)
    expect(made.do(signIn(skills))).toEqual([])
    expect(made.at(6_000).do(signIn(skills))).toEqual(["AgentSkillsChanged ann", "OfferMade c1 ann"])
    expect(made.do(signIn({ zh: 5, loan: 4 }))).toEqual(["AgentSignedIn ann"])
    made.accepts("ann", "c1")
    expect(made.router.nextDeadlineMs).toBeUndefined()
  })

  it("SKILL-11 signing out ends what was still to come", () => {
    const made = centre({ loan: { level: 4, fromMs: 5_000 } })
    made.do({ type: "SignOut", agent: "ann" })
    expect(made.router.nextDeadlineMs).toBeUndefined()
    expect(made.at(6_000).ticks()).toEqual([])
  })

  it("DET-5 dates that cannot be are refused", () => {
    const made = new Centre({ q: {} })
    const why = (loan: unknown) => made.try(signIn({ loan } as SignIn["skills"])).refusal?.text
    expect(why({ level: 3, fromMs: 5, untilMs: 5 })).toBe("skill loan: it ends before it begins")
    expect(why({ level: 0, fromMs: 5 })).toBe("skill loan: 0 is not a proficiency: a whole number from 1 to 100")
    expect(why({ level: 3, from: 5 })).toBe("skill loan: from is not known here; known are: level, fromMs, untilMs")
    expect(why({ level: 3, untilMs: "2026-12-31" })).toBe(
      'skill loan: untilMs "2026-12-31" is not a time in milliseconds'
    )
    expect(made.router.view.agent("ann")).toBeUndefined()
  })
})

describe("what an agent excludes", () => {
  const signIn = (agent: string, ...excludes: string[]) => ({ type: "SignIn", agent, excludes }) as const

  it("QUEUE-14 is never offered to him, by id or by customer, whichever came first", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1")
    centre.comes("c2", { customer: "kim" })
    centre.do(signIn("ann", "kim", "c1", "c4"))
    expect(centre.do({ type: "MakeReady", agent: "ann" })).toEqual(["AgentReady ann"])
    expect(centre.comes("c3", { customer: "kim" })).toEqual(["ContactQueued c3"])
    expect(centre.comes("c4")).toEqual(["ContactQueued c4"])
    expect(centre.comes("c5", { customer: "li" })).toEqual(["ContactQueued c5", "OfferMade c5 ann"])
    expect(centre.router.explain("c3").text).toContain("ann: excludes it himself (QUEUE-14)")
    expect(centre.ready("bo")).toEqual([
      "AgentSignedIn bo",
      "AgentReady bo",
      "OfferMade c1 bo",
      "OfferMade c2 bo",
      "OfferMade c3 bo"
    ])
  })

  it("QUEUE-14 what he does not name any more he may be offered at once", () => {
    const centre = new Centre({ q: {} })
    centre.do(signIn("ann", "kim"))
    centre.do({ type: "MakeReady", agent: "ann" })
    centre.comes("c1", { customer: "kim" })
    expect(centre.do(signIn("ann", "kim", "kim"))).toEqual([])
    expect(centre.do(signIn("ann"))).toEqual(["AgentSignedIn ann", "OfferMade c1 ann"])
  })

  it("QUEUE-7 QUEUE-14 the two directions do not end one another", () => {
    const centre = new Centre({ q: {} })
    centre.do(signIn("ann", "c1"))
    centre.do({ type: "MakeReady", agent: "ann" })
    centre.comes("c1")
    expect(centre.do({ type: "Exclude", contact: "c1", agent: "ann" })).toEqual(["AgentExcluded c1 ann"])
    expect(centre.do(signIn("ann"))).toEqual(["AgentSignedIn ann"])
  })

  it("QUEUE-15 an open offer goes back before, and is refused at accept by name", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1", { customer: "kim" })
    const offer = centre.offer("c1")
    expect(centre.do(signIn("ann", "kim"))).toEqual(["OfferRescinded c1 ann excluded", "AgentSignedIn ann"])
    expect(centre.do({ type: "Accept", agent: "ann", contact: "c1", offer })).toEqual(["refused: AgentExcluded"])
    expect(centre.ready("bo")).toEqual(["AgentSignedIn bo", "AgentReady bo", "OfferMade c1 bo"])
    expect(centre.accepts("bo", "c1")).toEqual(["OfferAccepted c1 bo"])
  })

  it("QUEUE-14 work that he has in hand goes on", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1")
    centre.accepts("ann", "c1")
    expect(centre.do(signIn("ann", "c1"))).toEqual(["AgentSignedIn ann"])
    expect(centre.completes("ann", "c1")).toEqual(["ContactCompleted c1 ann"])
  })

  it("DET-2 QUEUE-14 is kept over a restart, also for contacts to come", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1", { customer: "kim" })
    centre.do(signIn("ann", "kim"))
    const again = restore(JSON.parse(JSON.stringify(centre.router.snapshot())))
    expect(again.do({ type: "MakeReady", agent: "ann" }).events.map(({ type }) => type)).toEqual(["AgentReady"])
    const comes = { type: "Enqueue", contact: "c2", queue: "q", channel: "chat", customer: "kim" } as const
    expect(again.do(comes).events.map(({ type }) => type)).toEqual(["ContactQueued"])
    expect(again.do(signIn("ann")).events.filter(({ type }) => type === "OfferMade")).toHaveLength(2)
  })

  it("DET-5 a list that cannot be is refused", () => {
    const centre = new Centre({ q: {} })
    const refusal = (excludes: unknown) =>
      centre.try({ type: "SignIn", agent: "ann", excludes: excludes as string[] }).refusal
    for (const wrong of ["kim", ["kim", ""], [3], Array.from({ length: 1_001 }, (_, n) => `c${n}`)])
      expect(refusal(wrong)).toMatchObject({ reason: "InvalidValue", field: "excludes" })
  })
})

it("DET-1 whatever a sign-in or an arrival says is in the hash", () => {
  const hash = (signIn: Partial<SignIn>, arrival: Partial<Enqueue>) => {
    const router = createRouter({ queues: { q: {} } })
    router.do({ type: "SignIn", agent: "ann", ...signIn })
    router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat", ...arrival })
    return router.snapshot().hash
  }
  const hashes = [
    hash({}, {}),
    hash({ skills: { zh: 3 } }, {}),
    hash({ skills: { zh: { level: 3, untilMs: 5_000 } } }, {}),
    hash({ skills: { zh: { level: 3, untilMs: 5_001 } } }, {}),
    hash({ attributes: { grade: 3 } }, {}),
    hash({ attributes: { grade: "3" } }, {}),
    hash({ excludes: ["c1"] }, {}),
    hash({ excludes: ["c2"] }, {}),
    hash({}, { customer: "kim" }),
    hash({}, { customer: "li" }),
    hash({}, { attributes: { vip: true } })
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
})

it("DET-9 renaming skills, attributes, customers and everybody else renames the decisions and nothing else, whatever takes part", () => {
  const names = new Renaming((name) => `x${name}`)
  const property = ({ configuration, moves }: History) => {
    const plain = createRouter(configuration)
    const renamed = createRouter(names.configuration(configuration))
    const player = everythingPlayer()
    for (const move of moves) {
      const { command, nowMs } = player.next(plain, move)
      const { events, refusal } = plain.step(command, nowMs)
      const again = renamed.step(names.of(command), nowMs)
      expect(again.events).toEqual(events.map((event) => names.of(event)))
      expect(again.refusal?.reason).toBe(refusal?.reason)
    }
  }
  fc.assert(fc.property(everything(), property), { numRuns: 150 })
})
