import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { coverOf, keysOf } from "../src/engine/compile/cover.ts"
import { holds } from "../src/engine/compile/Need.ts"
import { step } from "../src/engine/Engine.ts"
import { limits } from "../src/engine/index/limits.ts"
import { Work } from "../src/engine/index/Work.ts"
import { State } from "../src/engine/State.ts"
import { I } from "../src/engine/state/Contacts.ts"
import { everything } from "../src/testing/everything.ts"
import { withOwnRules } from "../src/testing/ownRules.ts"
import { evidenceOf } from "./histories/evidenceOf.ts"
import { lowLimits } from "./histories/lowLimits.ts"
import { playBoth } from "./histories/playBoth.ts"
import { Tally } from "./histories/Tally.ts"
import { trees } from "./needTrees.ts"
import { uniform } from "./uniform.ts"

const runs = Math.ceil(Number(process.env.STROWGER_HISTORIES ?? 1_000) / 20)

describe.each(lowLimits)("as where everybody asks for something of his own, %o", (low) => {
  const usual = { ...limits }
  beforeAll(() => void Object.assign(limits, low))
  afterAll(() => void Object.assign(limits, usual))

  it("SPEED-27 the engine and the slow, obvious router decide alike", () => {
    const tally = new Tally(evidenceOf)
    const cost = { contactsTested: 0, agentsTested: 0 }
    fc.assert(
      fc.property(withOwnRules(everything()), (history) =>
        playBoth(history, tally, undefined, ({ contactsTested, agentsTested }) => {
          cost.contactsTested += contactsTested
          cost.agentsTested += agentsTested
        })
      ),
      { numRuns: runs }
    )
    expect(cost.contactsTested).toBeGreaterThan(0)
    expect(cost.agentsTested).toBeGreaterThan(0)
  }, 300_000)
})

const skillsAndAttributes = fc.tuple(
  fc.dictionary(fc.constantFrom("zh", "en", "loan", "home loan", "has", "at", "贷款"), fc.integer({ min: 0, max: 5 })),
  fc.dictionary(
    fc.constantFrom("branch", "grade", "vip", "home branch", "in"),
    fc.oneof(fc.constantFrom("Pudong", "Jing'an"), fc.integer({ min: -3, max: 5 }), fc.boolean())
  )
)

it("SPEED-27 whoever meets a requirement holds a key of its cover", () => {
  let covered = 0
  fc.assert(
    fc.property(trees, fc.array(skillsAndAttributes, { minLength: 20, maxLength: 20 }), (need, people) => {
      const cover = coverOf(need, (key) => key.length)
      if (cover === undefined) return
      covered++
      for (const [skills, attributes] of people) {
        if (!holds(need, skills, attributes)) continue
        expect(keysOf(skills, attributes).some((key) => cover.has(key))).toBe(true)
      }
    }),
    { numRuns: 1_000 }
  )
  expect(covered).toBeGreaterThan(200)
})

it("SPEED-28 requirements that come once are forgotten one by one, and nothing is built anew for them", () => {
  const s = new State({ queues: { q: {} } }, {})
  step(s, { type: "SignIn", agent: "ann", skills: { zh: 3, en: 3 } }, 0)
  const { index } = s
  const sizes: number[] = []
  for (let n = 0; n < 20_000; n++) {
    const needs = `zh >= ${1 + (n % 90)} and x${n % 70} >= ${1 + (n % 99)} and en != ${n % 101}`
    step(s, { type: "Enqueue", contact: `c${n}`, queue: "q", channel: "chat", needs, priority: n % 1_000 }, n)
    if (n >= 50) step(s, { type: "Cancel", contact: `c${n - 50}` }, n)
    if (n % 5_000 === 4_999) sizes.push(index.size)
  }
  expect(s.index).toBe(index)
  expect(new Set(sizes).size).toBe(1)
  expect(index.lanes.used).toBeLessThan(2_000)
})

/** A world in which next to nobody asks for what another asks for, nor offers what another offers. */
function unique(agents: number, waiting: number, skills: number) {
  const next = uniform(3)
  const draw = (below: number) => Math.floor(next() * below)
  const skill = () => {
    const u = next()
    return `s${Math.floor(skills * u * u)}`
  }
  const s = new State({ queues: { q: { offerMs: 86_400_000, ageing: { kind: "linear", perMinute: 1 } } } }, {})
  const capacity = { voice: 1, chat: 0, sms: 0, email: 0, fax: 0 }
  const people = Array.from({ length: agents }, () =>
    Object.fromEntries(Array.from({ length: 3 + draw(6) }, () => [skill(), 1 + draw(5)]))
  )
  for (const [n, own] of people.entries()) step(s, { type: "SignIn", agent: `a${n}`, skills: own, capacity }, 0)
  const comes = (contact: string) => {
    const can = Object.entries(people[draw(agents)]!)
    const parts = Array.from({ length: 1 + draw(3) }, () => can[draw(can.length)]!)
    const needs = [...new Map(parts)].map(([name, level]) => `${name} >= ${1 + draw(level)}`).join(" and ")
    step(s, { type: "Enqueue", contact, queue: "q", channel: "voice", priority: draw(5), needs }, s.nowMs)
  }
  for (let n = 0; n < waiting; n++) comes(`c${n}`)
  return { s, comes }
}

describe("where everybody asks for something of his own", () => {
  const { rows } = limits
  beforeAll(() => void Object.assign(limits, { rows: 0 }))
  afterAll(() => void Object.assign(limits, { rows }))

  /** How many are tested for one agent who becomes ready and goes again. */
  const forContacts = (waiting: number) => {
    const { s } = unique(1_000, waiting, 50)
    const before = s.work[Work.ContactTested]!
    for (let n = 0; n < 200; n++) {
      step(s, { type: "MakeReady", agent: `a${n}` }, s.nowMs)
      step(s, { type: "MakeNotReady", agent: `a${n}` }, s.nowMs)
    }
    return (s.work[Work.ContactTested]! - before) / 200
  }

  it("SPEED-27 few contacts are tested, and ten times as many wait at the cost of a few more", () => {
    const [few, many] = [forContacts(1_000), forContacts(10_000)]
    expect(few).toBeGreaterThan(1)
    expect(many).toBeLessThan(25)
    expect(many).toBeLessThan(2.3 * few)
  })

  /** How many are tested for one contact that comes. */
  const forAgents = (agents: number) => {
    const { s, comes } = unique(agents, 0, 50)
    for (let n = 0; n < agents; n++) step(s, { type: "MakeReady", agent: `a${n}` }, 0)
    const before = s.work[Work.AgentTested]!
    let offered = 0
    for (let n = 0; n < 300; n++) {
      comes(`y${n}`)
      if (s.contacts.i[s.contactOf.get(`y${n}`)! * 16 + I.FirstEngagement]! >= 0) offered++
      step(s, { type: "Cancel", contact: `y${n}` }, s.nowMs)
    }
    expect(offered).toBeGreaterThan(250)
    return (s.work[Work.AgentTested]! - before) / 300
  }

  it("SPEED-27 few agents are tested for a contact that comes, and of ten times as many a few more", () => {
    const [few, many] = [forAgents(300), forAgents(3_000)]
    expect(few).toBeGreaterThan(1)
    expect(many).toBeLessThan(15)
    expect(many).toBeLessThan(3.2 * few)
  })

  it("SPEED-29 what comes again and again is found by groups, though everybody who had it has left", () => {
    const { s } = unique(300, 0, 50)
    for (let n = 0; n < 300; n++) step(s, { type: "MakeReady", agent: `a${n}` }, 0)
    const tested = (needs: (n: number) => string, from: number) => {
      const before = s.work[Work.AgentTested]!
      for (let n = from; n < from + 100; n++) {
        step(s, { type: "Enqueue", contact: `z${n}`, queue: "q", channel: "voice", needs: needs(n) }, s.nowMs)
        step(s, { type: "Cancel", contact: `z${n}` }, s.nowMs)
      }
      return s.work[Work.AgentTested]! - before
    }
    const again = (n: number) => `s${n % 5} >= 3 and s${(n % 5) + 5} >= 1`
    const once = (n: number) => `s${n % 5} >= 3 and s${(n % 5) + 5} >= 1 and s1 != ${n - 190}`
    expect(tested(again, 0)).toBeGreaterThan(0)
    expect(tested(again, 100)).toBe(0)
    expect(tested(once, 200)).toBeGreaterThan(100)
  })

  it("SPEED-29 single ones are not kept where nobody looks for them", () => {
    const { s, comes } = unique(300, 0, 50)
    const { shelves } = s.index.crews
    for (let n = 0; n < 300; n++) step(s, { type: "MakeReady", agent: `a${n}` }, 0)
    comes("y")
    expect(shelves.isOpen).toBe(true)
    for (let n = 0; n < 3_000; n++) {
      step(s, { type: "MakeNotReady", agent: "a7" }, 0)
      step(s, { type: "MakeReady", agent: "a7" }, 0)
    }
    expect(shelves.isOpen).toBe(false)
    comes("z")
    expect(shelves.isOpen).toBe(true)
  })
})
