import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Ability, type Driver, driven, type FairLaw, fairnessLaws } from "../src/testing/index.ts"
import { abilities, afternoonRouter, type Wrong } from "./fairDrivers.ts"

const numRuns = Number(process.env.STROWGER_FAIR ?? 60)
const brokenIn = async (laws: ReadonlyArray<FairLaw>) => {
  const ids: string[] = []
  const { endOnFailure = false } = fc.readConfigureGlobal() ?? {}
  fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true })
  for (const law of laws) await law.run().catch(() => ids.push(law.id))
  fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure })
  return ids
}

describe("another router behind a driver", () => {
  for (const law of fairnessLaws(
    "afternoon",
    driven(() => afternoonRouter(), abilities),
    { numRuns }
  ))
    it(`${law.name}`, () => expect(law.run()).resolves.toBeUndefined())
  const asking: ReadonlyArray<Ability> = [...abilities, "offers"]
  for (const law of fairnessLaws(
    "afternoon, asking first",
    driven(() => afternoonRouter({}, true), asking),
    { numRuns }
  ))
    it(`${law.name}`, () => expect(law.run()).resolves.toBeUndefined())
})

describe("what a driver does not declare is left out, and says so", () => {
  const laws = fairnessLaws("plain", driven(fifo), { numRuns })
  it.each(["OFFER-17", "QUEUE-2", "SCORE-1", "FAIR-2", "DET-2"])("%s", (id) => {
    const law = laws.find((one) => one.id === id)
    expect(law?.leftOut).toMatch(/asks for .* which this router does not declare/)
    expect(law?.name).toMatch(/^LEFT OUT/)
  })
  it("FAIR-1 OFFER-1 ten lines are enough, and hold what is left", async () => {
    expect(laws.filter(({ leftOut }) => leftOut === undefined).map(({ id }) => id)).toContain("FAIR-1")
    expect(await brokenIn(laws)).toEqual([])
  })
})

describe("a wrong router is found out by the law that says so", () => {
  const wrongs: ReadonlyArray<readonly [string, string, Wrong]> = [
    ["QUEUE-2", "serves the newest first", { pick: (waiting) => waiting.at(-1) }],
    ["SCORE-1", "knows no priority", { pick: ([first]) => first }],
    ["FAIR-2", "begins with the first agent of its list", { agents: ([first]) => first }],
    ["SKILL-1", "does not ask for skills", { may: ({ agent, hands, ready }) => ready && hands.size < agent.slots }],
    [
      "CAP-1",
      "does not count",
      {
        may: ({ agent, hands, ready }, { needs }) =>
          ready && hands.size < agent.slots + 1 && needs.every((skill) => agent.skills.includes(skill))
      }
    ],
    ["QUEUE-6", "serves who has left", { forgetsLeaving: true }],
    ["QUEUE-1", "loses somebody when an agent is done", { losesOnFinish: true }],
    ["OFFER-1", "gives a contact away twice", { givesTwice: true }],
    ["FAIR-1", "looks only when somebody comes", { waitsForArrival: true }],
    ["DET-9", "orders by name", { pick: (waiting) => [...waiting].sort((a, b) => (a.id < b.id ? -1 : 1))[0] }]
  ]
  it.each(wrongs)("%s: it %s", async (id, _, wrong) => {
    const laws = fairnessLaws(
      "wrong",
      driven(() => afternoonRouter(wrong), abilities),
      { numRuns: 300, seed: 1, only: [id] }
    )
    expect(await brokenIn(laws)).toEqual([id])
  })
  it("OFFER-6: it asks again and again", async () => {
    const make = driven(() => afternoonRouter({ keepsAsking: true }, true), [...abilities, "offers"])
    expect(await brokenIn(fairnessLaws("wrong", make, { numRuns: 300, seed: 1, only: ["OFFER-6"] }))).toEqual([
      "OFFER-6"
    ])
  })
})

/** A queue and a list of free agents: ten lines. */
function fifo(): Driver {
  const waiting: string[] = []
  const free: string[] = []
  const gone = new Set<string>()
  const give = () => {
    const given = []
    while (waiting.length > 0 && free.length > 0) given.push({ contact: waiting.shift()!, agent: free.shift()! })
    return given
  }
  const busy = new Set<string>()
  const noted = (given: ReturnType<typeof give>) => {
    for (const { agent } of given) busy.add(agent)
    return given
  }
  return {
    arrive: ({ id }) => (waiting.push(id), noted(give())),
    ready: ({ id }) => (gone.delete(id), busy.has(id) || free.push(id), noted(give())),
    notReady: (id) => (gone.add(id), free.splice(0, free.length, ...free.filter((one) => one !== id)), []),
    finish: (_, agent) => (busy.delete(agent), gone.has(agent) || free.push(agent), noted(give()))
  }
}
