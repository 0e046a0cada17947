import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { counterexample } from "../src/engine/compile/implies.ts"
import { stagesOf } from "../src/engine/compile/Relaxation.ts"
import { checkConfiguration, createRouter, type QueueConfiguration, type Step } from "../src/index.ts"
import { relaxation } from "../src/testing/features/relaxation.ts"
import { Renaming } from "../src/testing/rename.ts"
import { Centre } from "./centre.ts"

const rings: QueueConfiguration = {
  needs: "zh >= 5",
  steps: [
    { afterMs: 10_000, needs: "zh >= 3" },
    { afterMs: 20_000, anybody: true }
  ]
}
const wrong = (queue: unknown, others: object = {}) =>
  checkConfiguration({ queues: { q: queue, ...others } }).map(({ path, text }) => `${path}: ${text}`)

describe("steps", () => {
  it("RELAX-1 asks for less step by step, at the instant, and keeps place and clock", () => {
    const centre = new Centre({ q: rings })
    centre.ready("good", { zh: 3 }, { chat: 1 })
    centre.ready("any", {}, { chat: 1 })
    centre.comes("c1", { creditMs: 9_000 })
    centre.at(4_000).ticks()
    expect(centre.router.explain("c1").text).toContain("at step 0 of 2, the next in 6 s (RELAX-1)")
    centre.at(5_000).comes("c2")
    expect(centre.at(9_999).ticks()).toEqual([])
    expect(centre.at(10_000).ticks()).toEqual(["ContactRelaxed c1 time", "OfferMade c1 good"])
    expect(centre.router.view.contact("c1")).toMatchObject({ step: 1, enqueuedAtMs: 0, creditMs: 9_000 })
    centre.accepts("good", "c1")
    expect(centre.at(24_999).ticks()).toEqual(["ContactRelaxed c2 time"])
    // Once somebody serves it, it relaxes no more.
    expect(centre.at(25_000).ticks()).toEqual(["ContactRelaxed c2 time", "OfferMade c2 any"])
  })

  it("RELAX-1 who waits longer stands before those who came later, also at a wider step", () => {
    const centre = new Centre({ q: rings })
    centre.comes("old")
    centre.at(1).comes("young")
    centre.at(20_000).ticks()
    expect(centre.ready("any").at(-1)).toBe("OfferMade old any")
    expect(centre.at(20_001).ticks()).toEqual(["ContactRelaxed young time", "OfferMade young any"])
  })

  it("RELAX-1 goes on while it rings, is unreachable and is held; offers stay open as the step says", () => {
    const step: Step = { afterMs: 3_000, anybody: true, offerMs: 7_000 }
    const centre = new Centre({ q: { needs: "zh", offerMs: 5_000, steps: [step] } })
    centre.ready("wei", { zh: 1 }, { chat: 1 })
    centre.comes("c1")
    centre.comes("c2", { reachable: false })
    centre.do({ type: "SignIn", agent: "bo", capacity: { chat: 1 } })
    expect(centre.at(3_000).ticks()).toEqual(["ContactRelaxed c1 time", "ContactRelaxed c2 time"])
    expect(centre.do({ type: "MakeReady", agent: "bo" })).toEqual(["AgentReady bo"])
    expect(centre.declines("wei", "c1")).toEqual(["OfferDeclined c1 wei", "OfferMade c1 bo"])
    expect(centre.router.view.contact("c1")?.offer?.expiresAtMs).toBe(10_000)
    centre.do({ type: "MarkReachable", contact: "c2" })
    expect(centre.owner("c2")).toBe("wei")
    centre.comes("c3", { preferred: [{ agent: "wei", holdMs: 60_000 }] })
    expect(centre.at(6_000).ticks()).toEqual(["ContactRelaxed c3 time"])
  })

  it("RELAX-2 rings that invert are refused with somebody they would shut out", () => {
    const steps = [{ afterMs: 1, needs: "zh >= 3" }]
    expect(wrong({ needs: "zh >= 3 and loan", steps })).toEqual([])
    expect(wrong({ needs: "zh >= 2", steps })).toEqual([
      "queues.q.steps.0: does not admit everybody whom the queue admits, e.g. somebody with zh 2: a step may only ask for less"
    ])
    const inverted = [...steps, { afterMs: 2, needs: "zh >= 5 or @vip" }]
    expect(wrong({ needs: "zh >= 3 and en", steps: inverted })[0]).toMatch(
      /^queues\.q\.steps\.1: does not admit everybody whom step 1 admits, e\.g\. somebody with zh [34]/
    )
    const router = createRouter({ queues: { q: {} } })
    const configuration = { queues: { q: { needs: "zh >= 2", steps } } }
    expect(router.do({ type: "Configure", configuration }).refusal).toMatchObject({
      reason: "InvalidConfiguration",
      field: "configuration"
    })
  })

  it("RELAX-2 steps that overlap without one holding the other are refused, their union is not", () => {
    expect(wrong({ needs: "zh", steps: [{ afterMs: 1, needs: "en" }] })[0]).toContain("somebody with no en, zh 1")
    expect(wrong({ needs: "zh", steps: [{ afterMs: 1, needs: "zh or en" }] })).toEqual([])
  })

  it("RELAX-2 what is too wide to be sure of is refused, unless it plainly holds what was asked before", () => {
    const each = (is: string) => Array.from({ length: 20 }, (_, n) => `s${n} ${is}`)
    const needs = `at least 3 of (${each(">= 4").join(", ")})`
    const other = `at least 2 of (${each(">= 3").join(", ")})`
    expect(wrong({ needs, steps: [{ afterMs: 1, needs: other }] })[0]).toContain(
      "is too wide to be held against the queue: write"
    )
    expect(wrong({ needs, steps: [{ afterMs: 1, needs: `${needs} or (${other})` }] })).toEqual([])
  })

  it("RELAX-3 dead steps are refused", () => {
    const dead = (needs: string, more: Partial<Step> = {}) =>
      wrong({ needs: "zh >= 2", steps: [{ afterMs: 5, needs, ...more }] })
    expect(dead("zh > 1")).toEqual([
      "queues.q.steps.0: is dead: from 5 ms on it admits exactly whom the queue admits: ask for less, or leave it out"
    ])
    expect(dead("zh > 1", { offerMs: 1 })).toEqual([])
    expect(wrong({ needs: "zh", steps: [{ afterMs: 5 }] })).toHaveLength(1)
    expect(wrong({ requirements: [{ needs: "zh" }, { needs: "has zh", forMs: 9 }] })).toEqual([
      "queues.q.requirements.1.forMs: is dead: from 9 ms on it admits exactly whom the queue admits: ask for less, or leave it out"
    ])
  })

  it("RELAX-4 no step is left out: two that are due in one instant happen one after the other", () => {
    const centre = new Centre({ q: rings })
    centre.ready("any")
    centre.comes("c1")
    expect(centre.at(90_000).try({ type: "Tick" }).events).toMatchObject([
      { type: "ContactRelaxed", contact: "c1", step: 1, because: "time" },
      { type: "ContactRelaxed", contact: "c1", step: 2, because: "time" },
      { type: "OfferMade", contact: "c1", agent: "any" }
    ])
  })
})

describe("steps that are skipped, and steps of some", () => {
  const skipping = (skipIf: "nobodySignedIn" | "nobodyReady"): QueueConfiguration => ({ ...rings, skipIf })

  it("RELAX-5 nobody is signed in for it: at once, and when the last one leaves", () => {
    const centre = new Centre({ q: skipping("nobodySignedIn") })
    centre.do({ type: "SignIn", agent: "best", skills: { zh: 5 } })
    centre.comes("c1")
    expect(centre.do({ type: "SignOut", agent: "best" })).toEqual([
      "AgentSignedOut best",
      "ContactRelaxed c1 nobodySignedIn"
    ])
    expect(centre.comes("c2")).toEqual(["ContactQueued c2", "ContactRelaxed c2 nobodySignedIn"])
    // The next step is not skipped: nothing says so of it.
    expect(centre.ready("any")).toEqual(["AgentSignedIn any", "AgentReady any"])
    expect(centre.at(20_000).ticks()).toEqual([
      "ContactRelaxed c1 time",
      "ContactRelaxed c2 time",
      "OfferMade c1 any",
      "OfferMade c2 any"
    ])
  })

  it("RELAX-5 nobody is ready for it: busy is ready, away is not; what is done is not taken back", () => {
    const centre = new Centre({ q: skipping("nobodyReady") })
    centre.ready("best", { zh: 5 }, { chat: 1 })
    centre.comes("c0")
    centre.accepts("best", "c0")
    expect(centre.comes("c1")).toEqual(["ContactQueued c1"])
    expect(centre.do({ type: "MakeNotReady", agent: "best" })).toEqual([
      "AgentNotReady best",
      "ContactRelaxed c1 nobodyReady"
    ])
    centre.do({ type: "MakeReady", agent: "best" })
    expect(centre.router.view.contact("c1")?.step).toBe(1)
  })

  it("RELAX-5 who loses the skill has left, and so has who does not take the channel", () => {
    const centre = new Centre({ q: skipping("nobodySignedIn") })
    centre.do({ type: "SignIn", agent: "best", skills: { zh: 5 }, capacity: { voice: 0 } })
    centre.comes("c1")
    expect(centre.comes("v1", { channel: "voice" })).toEqual(["ContactQueued v1", "ContactRelaxed v1 nobodySignedIn"])
    expect(centre.do({ type: "SignIn", agent: "best", skills: { zh: 4 } })).toEqual([
      "AgentSignedIn best",
      "ContactRelaxed c1 nobodySignedIn"
    ])
  })

  it("RELAX-6 a condition on the contact's attributes decides which steps are its own", () => {
    const steps: ReadonlyArray<Step> = [
      { afterMs: 1_000, needs: "zh >= 3", when: '@segment = "gold"' },
      { afterMs: 2_000, needs: "zh >= 4", when: 'not @segment = "gold"' },
      { afterMs: 3_000, anybody: true }
    ]
    // The second would shut out whom the first admits, but nobody has both.
    expect(wrong({ needs: "zh >= 5", steps })).toEqual([])
    const centre = new Centre({ q: { needs: "zh >= 5", steps } })
    centre.comes("gold", { attributes: { segment: "gold" } })
    centre.comes("plain")
    expect(centre.at(1_000).ticks()).toEqual(["ContactRelaxed gold time"])
    expect(centre.at(2_000).ticks()).toEqual(["ContactRelaxed plain time"])
    expect(["gold", "plain"].map((contact) => centre.router.view.contact(contact)?.step)).toEqual([1, 2])
    expect(centre.at(3_000).ticks()).toEqual(["ContactRelaxed gold time", "ContactRelaxed plain time"])
    const together = [steps[0]!, { ...steps[1]!, when: "has @vip" }]
    expect(wrong({ needs: "zh >= 5", steps: together })[0]).toContain(
      "queues.q.steps.1: does not admit everybody whom step 1"
    )
    expect(wrong({ needs: "zh", steps: [{ afterMs: 1, anybody: true, when: "gold" }] })).toEqual([
      "queues.q.steps.0.when: gold is a skill, and a contact has none: write its attributes, e.g. @gold"
    ])
  })

  it("RELAX-7 new rules find it at the step its wait has reached", () => {
    const centre = new Centre({ q: { needs: "zh >= 5" } })
    centre.ready("good", { zh: 3 })
    centre.comes("c1")
    centre.at(15_000)
    const configuration = { queues: { q: rings } }
    expect(centre.do({ type: "Configure", configuration })).toEqual(["Configured", "OfferMade c1 good"])
    expect(centre.router.view.contact("c1")?.step).toBe(1)
  })
})

describe("requirements that end", () => {
  it("RELAX-8 a contact's own needs hold for so long", () => {
    const centre = new Centre({ q: {} })
    centre.ready("any")
    centre.comes("c1", { needs: "en >= 3", needsForMs: 8_000 })
    expect(centre.at(7_999).ticks()).toEqual([])
    expect(centre.at(8_000).ticks()).toEqual(["NeedsExpired c1", "OfferMade c1 any"])
    const refused = (more: object) =>
      centre.try({ type: "Enqueue", contact: "c2", queue: "q", channel: "chat", ...more }).refusal
    expect(refused({ needsForMs: 5 })).toMatchObject({ reason: "InvalidValue", field: "needsForMs" })
    expect(refused({ needs: "en", needsForMs: 0 })?.field).toBe("needsForMs")
  })

  it("RELAX-9 each requirement of the queue ends by itself", () => {
    const requirements = [
      { needs: "zh >= 3" },
      { needs: "loan >= 3", forMs: 30_000 },
      { needs: '@branch = "Pudong"', forMs: 10_000 }
    ]
    const centre = new Centre({ q: { needs: "en", offerMs: 60_000, requirements } })
    centre.ready("loaner", { en: 1, zh: 3, loan: 3 }, { chat: 1 })
    centre.ready("speaker", { en: 1, zh: 3 }, { chat: 1 })
    centre.ready("dull", { en: 1 })
    centre.comes("c1")
    centre.comes("c2")
    centre.comes("c3")
    const relaxed = ["c1", "c2", "c3"].map((contact) => `ContactRelaxed ${contact} time`)
    expect(centre.at(10_000).ticks()).toEqual([...relaxed, "OfferMade c1 loaner"])
    centre.accepts("loaner", "c1")
    expect(centre.at(30_000).ticks()).toEqual([...relaxed.slice(1), "OfferMade c2 speaker"])
    const dull = centre.router.explain("c3").candidates.find(({ agent }) => agent === "dull")
    expect(dull).toMatchObject({ rule: "SKILL-1", failed: "skill zh is missing, needs 3" })
    expect(wrong({ requirements, steps: [{ afterMs: 1, anybody: true }] })[0]).toContain("do not go together")
  })
})

describe("after the last step", () => {
  const last = (afterSteps: object): QueueConfiguration => ({
    ...rings,
    afterSteps: { afterMs: 30_000, ...afterSteps } as never
  })

  it("RELAX-10 stays where nothing is said, and goes where it is", () => {
    const stays = new Centre({ q: rings })
    stays.comes("c1")
    stays.at(86_400_000).ticks()
    expect(stays.router.view.contact("c1")).toMatchObject({ state: "waiting", step: 2 })
    expect(stays.router.nextDeadlineMs).toBeUndefined()
    const called = new Centre({ q: last({ do: "callback" }) })
    called.comes("c1", { reachable: false })
    called.at(29_999).ticks()
    const [requested] = called.at(30_000).try({ type: "Tick" }).events
    expect(requested).toMatchObject({ type: "CallbackRequested", contact: "c1", because: "lastStep" })
    for (const to of ["voicemail", "end"] as const) {
      const centre = new Centre({ q: last({ do: to }) })
      centre.comes("c1", { reachable: false })
      centre.at(29_999).ticks()
      expect(centre.at(30_000).try({ type: "Tick" }).events).toEqual([
        { type: "ContactDeflected", atMs: 30_000, contact: "c1", to, because: "lastStep" }
      ])
      expect([...centre.router.view.contacts()]).toEqual([])
    }
  })

  it("RELAX-10 RELAX-7 overflows with its clock, at the step its wait has reached there, and never in a circle", () => {
    const other: QueueConfiguration = {
      needs: "en >= 5",
      steps: [{ afterMs: 25_000, anybody: true }],
      afterSteps: { afterMs: 26_000, do: "overflow", queue: "q" }
    }
    const centre = new Centre({ q: last({ do: "overflow", queue: "other" }), other })
    centre.comes("c1")
    centre.at(20_000).ticks()
    expect(centre.at(30_000).ticks()).toEqual(["ContactOverflowed c1 lastStep"])
    expect(centre.router.view.contact("c1")).toMatchObject({ queue: "other", step: 1, enqueuedAtMs: 0 })
    expect(centre.at(90_000).ticks()).toEqual([])
    expect(centre.ready("any").at(-1)).toBe("OfferMade c1 any")
  })

  it("RELAX-10 who rings is let ring, and leaves when it returns", () => {
    const centre = new Centre({ q: { ...last({ do: "end" }), offerMs: 20_000 } })
    centre.comes("c1")
    centre.at(25_000).ticks()
    centre.ready("any")
    expect(centre.at(35_000).ticks()).toEqual([])
    expect(centre.do({ type: "MakeNotReady", agent: "any" })).toEqual([
      "OfferRescinded c1 any agentNotReady",
      "AgentNotReady any",
      "ContactDeflected c1 lastStep"
    ])
  })

  it("RELAX-11 a conversation that wakes is at the step of its wait, and does not leave for having waited long", () => {
    const centre = new Centre({ q: { ...last({ do: "end" }), parking: { wakeHoldMs: 0 } } })
    centre.ready("best", { zh: 5 }, { chat: 1 })
    centre.comes("c1")
    centre.accepts("best", "c1")
    centre.at(1_000).do({ type: "Park", contact: "c1", agent: "best" })
    centre.do({ type: "MakeNotReady", agent: "best" })
    expect(centre.at(40_000).do({ type: "Wake", contact: "c1" })).toEqual(["ContactWoken c1 best customer"])
    expect(centre.router.view.contact("c1")?.step).toBe(2)
    expect(centre.at(90_000).ready("any").at(-1)).toBe("OfferMade c1 any")
  })
})

describe("mistakes in steps", () => {
  it("RELAX-1 each is told with what to write", () => {
    const said = wrong({
      needs: "zh",
      skipIf: "never",
      steps: [
        { afterMs: 5_000, needs: "zh >>" },
        { afterMs: 5_000, anybody: true, needs: "x", offerMs: 0, skip: 1 },
        7
      ],
      afterSteps: { afterMs: 4_000, do: "overflow", queue: "nowhere" }
    })
    expect(said.map((text) => text.slice(0, 56))).toEqual([
      'queues.q.steps.0.needs: "zh >>" at character 5: a level ',
      "queues.q.steps.1.skip: is not known here; known are: aft",
      "queues.q.steps.1.afterMs: 5000 is not after the step bef",
      "queues.q.steps.1.anybody: anybody is true or left out, a",
      "queues.q.steps.1.offerMs: 0 is not a whole number from 1",
      "queues.q.steps.2: 7 is no object",
      'queues.q.skipIf: write "nobodySignedIn" or "nobodyReady"',
      'queues.q.afterSteps.queue: "nowhere" is no queue of this',
      "queues.q.afterSteps.afterMs: 4000 is not after the last "
    ])
    expect(wrong({ skipIf: "nobodyReady" })).toHaveLength(1)
    expect(wrong({ steps: [] })).toHaveLength(1)
    expect(wrong({ afterSteps: 4 })).toHaveLength(1)
    expect(wrong({ needs: 5, steps: [{ afterMs: 1, anybody: true }] })).toHaveLength(1)
    const known = { skills: ["zh"], queues: { q: { needs: "zh", steps: [{ afterMs: 1, needs: "zh or zg" }] } } }
    expect(checkConfiguration(known)[0]).toMatchObject({ path: "queues.q.steps.0.needs" })
  })

  it("RELAX-2 what is accepted never asks for more: nobody there could be is shut out by waiting", () => {
    let steps = 0
    const property = (drawn: Partial<QueueConfiguration>) => {
      const { afterSteps: _, ...queue } = drawn
      if (wrong(queue).length > 0) return
      const stages = stagesOf(queue).filter(({ when }) => when === undefined)
      for (let at = 1; at < stages.length; at++) {
        steps++
        expect(counterexample(stages[at - 1]!.need, stages[at]!.need)).toBeUndefined()
      }
    }
    fc.assert(fc.property(relaxation.queue!, property), { numRuns: 300 })
    expect(steps).toBeGreaterThan(30)
  })

  it("DET-9 names in steps, in requirements and after them are names", () => {
    const names = new Renaming((name) => `x${name}`)
    const q: QueueConfiguration = {
      needs: "zh",
      steps: [{ afterMs: 1, needs: "zh or en", when: "@vip" }],
      afterSteps: { afterMs: 2, do: "overflow", queue: "other" }
    }
    const other: QueueConfiguration = { requirements: [{ needs: "zh", forMs: 1 }] }
    expect(names.configuration({ queues: { q, other } }).queues).toEqual({
      xq: {
        needs: "xzh",
        steps: [{ afterMs: 1, needs: "xzh or xen", when: "@xvip" }],
        afterSteps: { afterMs: 2, do: "overflow", queue: "xother" }
      },
      xother: { requirements: [{ needs: "xzh", forMs: 1 }] }
    })
  })
})
