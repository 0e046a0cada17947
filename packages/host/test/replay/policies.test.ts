import { createRouter } from "@strowger/router"
import fc from "fast-check"
import { describe, expect, inject, it } from "vitest"
import { passed } from "../../src/replay/figures.ts"
import { type Fate, free, freeConfiguration, type FreeResult } from "../../src/replay/free.ts"
import { policy, type PolicyName, policyNames } from "../../src/replay/policies.ts"
import { recorded } from "../../src/replay/recorded.ts"
import { showFree } from "../../src/replay/showFree.ts"
import { readTrace, type Trace } from "../../src/replay/Trace.ts"
import { inventedCredit } from "./inventedCredit.ts"

const dayMs = 86_400_000
const creditMs = 90_000

const under = (name: PolicyName, trace: Trace, creditFromMs = 0): FreeResult =>
  free(createRouter(freeConfiguration(trace)), trace, { seed: 1, policy: policy(name, { creditMs, creditFromMs }) })

const meanWaitS = (fates: ReadonlyArray<Fate>, preferred: boolean): number => {
  const group = fates.filter((fate) => fate.preferred === preferred)
  return group.reduce((sum, fate) => sum + fate.waitMs, 0) / group.length / 1000
}

/** Pairs in which a call was served before an older one of its class that still waited. */
const overtakings = (fates: ReadonlyArray<Fate>): ReadonlyArray<readonly [younger: Fate, older: Fate]> =>
  fates.flatMap((younger) =>
    fates
      .filter(
        (older) =>
          older.type === younger.type &&
          younger.outcome === "served" &&
          older.arrivesAtMs < younger.arrivesAtMs &&
          younger.arrivesAtMs + younger.waitMs < older.arrivesAtMs + older.waitMs
      )
      .map((older) => [younger, older] as const)
  )

describe("an invented day of a bank with preferred customers", () => {
  const trace = inventedCredit(5, 90)

  it("under every rule nobody is lost, and equals are served in the order they came", () => {
    for (const name of policyNames) {
      const result = under(name, trace)
      expect([result.lost, result.overtaken, result.fates.length], name).toEqual([0, 0, trace.calls.length])
      expect(under(name, trace)).toEqual(result)
    }
  })
  it("fifo: nobody goes before an older call", () => {
    expect(overtakings(under("fifo", trace).fates)).toEqual([])
  })
  it("bank: who goes before an older call is preferred, the other is not, and came less than the head start earlier", () => {
    const pairs = overtakings(under("bank", trace).fates)
    expect(pairs.length).toBeGreaterThan(50)
    for (const [younger, older] of pairs) {
      expect([younger.preferred, older.preferred === true]).toEqual([true, false])
      expect(younger.arrivesAtMs - older.arrivesAtMs).toBeLessThanOrEqual(creditMs)
    }
  })
  it("strict: no preferred customer sees anybody else go first, and some go before one who waited far longer", () => {
    const pairs = overtakings(under("strict", trace).fates)
    expect(pairs.filter(([, older]) => older.preferred === true)).toEqual([])
    expect(Math.max(...pairs.map(([younger, older]) => younger.arrivesAtMs - older.arrivesAtMs))).toBeGreaterThan(
      creditMs
    )
  })
  it("the head start is given from the day on that is said", () => {
    expect(under("bank", trace, dayMs).fates).toEqual(under("fifo", trace).fates)
  })
  it("wrap-up after each call keeps agents longer", () => {
    const run = (wrapUpMs: number) => free(createRouter(freeConfiguration(trace)), trace, { seed: 1, wrapUpMs })
    const busyMs = (result: FreeResult) => [...result.agents.values()].reduce((sum, agent) => sum + agent.busyMs, 0)
    const calls = run(10_000).fates.filter((fate) => fate.outcome === "served")
    expect(busyMs(run(10_000))).toBe(calls.reduce((sum, fate) => sum + fate.serviceMs + 10_000, 0))
    expect(run(10_000).fates).not.toEqual(run(0).fates)
  })
  it("the table has every rule and what happened, for each kind of customer; unknown is a dash", () => {
    const sides = [
      ...policyNames.map((name) => ({ name, ...under(name, trace) })),
      { name: "real", ...recorded(trace) }
    ]
    const text = showFree(sides, 20_000)
    const rows = text.split("\n").map((line) => line.trim().split(/\s+/))
    for (const group of ["loans", "all", "preferred", "ordinary"]) {
      const at = rows.findIndex(([first]) => first === group)
      expect(rows.slice(at, at + 4).map((row, i) => row[i === 0 ? 1 : 0])).toEqual(["bank", "fifo", "strict", "real"])
    }
    const known = trace.calls.filter((call) => call.queued)
    const preferred = known.filter((call) => call.priority === 2).length
    expect(rows.find(([first]) => first === "preferred")?.[2]).toBe(String(preferred))
    expect(rows.find(([first]) => first === "ordinary")?.[2]).toBe(String(known.length - preferred))
    expect(rows.find(([first]) => first === "not")?.slice(0, 4)).toEqual([
      "not",
      "said",
      "bank",
      String(trace.calls.length - known.length)
    ])
    expect(showFree([{ name: "real", fates: [], agents: new Map() }], 20_000)).toContain("—")
  })
})

describe("who was passed", () => {
  it("is who an exhaustive search finds", () => {
    const fate = fc.record({
      id: fc.uuid(),
      type: fc.constantFrom("a", "b"),
      preferred: fc.constant(undefined),
      outcome: fc.constantFrom("served" as const, "abandoned" as const),
      arrivesAtMs: fc.integer({ min: 0, max: 12 }),
      waitMs: fc.integer({ min: 0, max: 12 }),
      serviceMs: fc.constant(1)
    })
    fc.assert(
      fc.property(fc.uniqueArray(fate, { maxLength: 12, selector: ({ id }) => id }), (fates) => {
        expect([...passed(fates)].sort()).toEqual([...new Set(overtakings(fates).map(([, older]) => older.id))].sort())
      })
    )
  })
})

describe.skipIf(inject("traces") === "")("two months of a real bank under three rules", () => {
  it.each([
    // The bank's rule began on 13 January.
    ["1999-01", 13],
    ["1999-02", 1]
  ])(
    "%s: nobody lost, equals in order; the more a rule favours them, the less the preferred wait",
    (month, creditFromDay) => {
      const trace = readTrace(`${inject("traces")}/bank-${month}.csv.gz`)
      const waits = policyNames.map((name) => {
        const result = under(name, trace, (creditFromDay - 1) * dayMs)
        expect([result.lost, result.overtaken, result.fates.length], name).toEqual([0, 0, trace.calls.length])
        return { name, preferred: meanWaitS(result.fates, true), ordinary: meanWaitS(result.fates, false) }
      })
      const real = recorded(trace).fates
      console.log(
        `${month} mean wait of preferred and ordinary, s: ${waits.map((w) => `${w.name} ${w.preferred.toFixed(1)} ${w.ordinary.toFixed(1)}`).join(", ")}, real ${meanWaitS(real, true).toFixed(1)} ${meanWaitS(real, false).toFixed(1)}`
      )
      const [bank, fifo, strict] = waits
      expect(strict!.preferred).toBeLessThan(bank!.preferred)
      expect(bank!.preferred).toBeLessThan(fifo!.preferred)
      expect(fifo!.ordinary).toBeLessThan(bank!.ordinary)
      expect(bank!.ordinary).toBeLessThan(strict!.ordinary)
    }
  )
})
