import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { assign, sumsAreExact, type WavePairs } from "../src/engine/wave/assign.ts"
import { fromRows, type Pair } from "./waves/fromRows.ts"
import { everyWay } from "./waves/everyWay.ts"
import { costOf, isServable, leastOf, slowly } from "./waves/hungarian.ts"
import { type Drawn, drawn, pairsOf } from "./waves/pairs.ts"
import { backwards, byPair, inOtherOrder, inTurn } from "./waves/wrong.ts"

const runs = Number(process.env.STROWGER_WAVES ?? 100_000)
/** Contacts in order, each with its agents in order: agent, fit, rank. */
const wave = (agents: number, ...rows: ReadonlyArray<ReadonlyArray<Pair>>): WavePairs => fromRows(agents, rows)

describe("a wave of a few", () => {
  it("WAVE-1 the first contact gives way to another agent so that the second can be served", () => {
    expect([...assign(wave(2, [[0], [1]], [[0]]))]).toEqual([1, 0])
  })
  it("WAVE-1 an earlier contact is never left for the sake of later ones, nor for a better fit", () => {
    expect([...assign(wave(1, [[0, 1]], [[0, 900]]))]).toEqual([0, -1])
    expect([...assign(wave(2, [[0]], [[0, 9]], [[1]], [[1]]))]).toEqual([0, -1, 1, -1])
  })
  it("WAVE-2 the greatest sum of fit goes before what is best for the first", () => {
    expect([
      ...assign(
        wave(
          2,
          [
            [0, 10],
            [1, 9]
          ],
          [
            [0, 10],
            [1, 0]
          ]
        )
      )
    ]).toEqual([1, 0])
  })
  it("WAVE-2 the least sum of rank decides between equal sums of fit, and no more", () => {
    expect([
      ...assign(
        wave(
          2,
          [
            [0, 5, 1],
            [1, 5, 0]
          ],
          [
            [0, 5, 0],
            [1, 5, 1]
          ]
        )
      )
    ]).toEqual([1, 0])
    expect([
      ...assign(
        wave(
          2,
          [
            [0, 6, 1],
            [1, 5, 0]
          ],
          [
            [0, 5, 0],
            [1, 5, 1]
          ]
        )
      )
    ]).toEqual([0, 1])
  })
  it("WAVE-2 of equal sums the first contact has the first agent in its order that it can have", () => {
    expect([...assign(wave(3, [[2], [0], [1]], [[2], [1], [0]], [[2], [0]]))]).toEqual([2, 1, 0])
    expect([...assign(wave(2, [[1], [0]], [[1]]))]).toEqual([0, 1])
  })
  it("WAVE-2 an agent whom least cost needs is not left free for the sake of the order", () => {
    expect([
      ...assign(
        wave(2, [
          [0, 0],
          [1, 1]
        ])
      )
    ]).toEqual([1])
  })
  it("WAVE-1 nobody to be had, nobody who waits", () => {
    expect([...assign(wave(0, [], []))]).toEqual([-1, -1])
    expect([...assign(wave(3))]).toEqual([])
  })
})

describe("random waves", () => {
  it(`WAVE-1 WAVE-2 are the best of every possible way (${runs} waves of up to 7 contacts and 7 agents)`, () => {
    const sizes = new Map<string, number>()
    const same = (of: Drawn) => {
      const pairs = pairsOf(of)
      const { best, most } = everyWay(pairs)
      const agentOf = assign(pairs)
      expect(agentOf.join()).toBe(best.agentOf.join())
      expect(agentOf.reduce((many, agent) => many + (agent >= 0 ? 1 : 0), 0)).toBe(most)
      const size = `${of.contacts}x${of.agents}`
      sizes.set(size, (sizes.get(size) ?? 0) + 1)
    }
    fc.assert(fc.property(fc.noBias(drawn(7)), same), { numRuns: runs })
    if (runs < 10_000) return
    expect(sizes.size).toBe(49)
    expect(sizes.get("7x7")).toBeGreaterThan(runs / 98)
  }, 600_000)

  it("WAVE-1 who came first of a kind is served whenever a later one is", () => {
    const inOrder = (of: Drawn) => {
      const pairs = pairsOf(of)
      const agentOf = assign(pairs)
      const kind = (contact: number) => String(pairs.agent.slice(pairs.at[contact], pairs.at[contact + 1]))
      const left = new Set<string>()
      for (const [contact, agent] of agentOf.entries()) {
        if (agent < 0) left.add(kind(contact))
        else expect(left).not.toContain(kind(contact))
      }
    }
    fc.assert(fc.property(drawn(40), inOrder), { numRuns: 2_000 })
  })

  it("WAVE-1 WAVE-2 are what a slow way finds that tries each contact and agent in turn (up to 14 x 14)", () => {
    const same = (of: Drawn) => {
      const pairs = pairsOf(of)
      const agentOf = assign(pairs)
      const slow = slowly(pairs)
      expect([...agentOf]).toEqual(slow.agentOf)
      expect(costOf(pairs, agentOf)).toBe(slow.cost)
    }
    fc.assert(fc.property(fc.noBias(drawn(14)), same), { numRuns: 300 })
  })

  it("WAVE-1 WAVE-2 cost the least and leave out nobody who could be served (up to 60 x 60)", () => {
    const same = (of: Drawn) => {
      const pairs = pairsOf(of)
      const agentOf = assign(pairs)
      const set: number[] = []
      for (const [contact, agent] of agentOf.entries()) {
        expect(isServable(pairs, [...set, contact])).toBe(agent >= 0)
        if (agent >= 0) set.push(contact)
      }
      expect(costOf(pairs, agentOf)).toBe(leastOf(pairs, set))
    }
    fc.assert(fc.property(fc.noBias(drawn(60)), same), { numRuns: 100 })
  })

  /** Ways to assign that are each a little wrong. */
  const wrong: Readonly<Record<string, (pairs: WavePairs) => ArrayLike<number>>> = {
    "that gives each contact its first free agent": inTurn,
    "that gives the best pair first": byPair,
    "that serves as many, but not the first": (pairs) => backwards(assign(backwards(pairs))),
    "that sees no fit": (pairs) => assign({ ...pairs, fit: pairs.fit.map(() => 0) }),
    "that sees no rank": (pairs) => assign({ ...pairs, rank: pairs.rank.map(() => 0) }),
    "that sees fit and rank as one sum": (pairs) =>
      assign({ ...pairs, fit: pairs.fit.map((fit, e) => fit - pairs.rank[e]!) }),
    "that sees no order of agents": (pairs) => assign(inOtherOrder(pairs))
  }
  for (const [name, way] of Object.entries(wrong)) {
    it(`WAVE-1 WAVE-2 a way ${name} is found out`, () => {
      const isRight = (of: Drawn) => Array.from(way(pairsOf(of))).join() === everyWay(pairsOf(of)).best.agentOf.join()
      expect(fc.check(fc.property(drawn(5), isRight), { numRuns: 1_000, endOnFailure: true }).failed).toBe(true)
    })
  }
})

describe("too much work", () => {
  const large = pairsOf({
    contacts: 60,
    agents: 60,
    density: 10,
    fits: 1_000,
    ranks: 3,
    kinds: 0,
    oneOrder: false,
    seed: 1
  })
  it("WAVE-2 is told, and bounded by looks at pairs, not by time", () => {
    const whole = assign(large)
    expect(assign(large, 3_000)).toBe(undefined)
    expect(assign(large, 1_000_000)).toEqual(whole)
    expect(new Set(whole).size).toBe(60)
  })
})

describe("sums", () => {
  it("WAVE-2 stay exact for numbers within the bound; others are told", () => {
    const most = Math.floor(Number.MAX_SAFE_INTEGER / 12)
    const large = wave(
      2,
      [
        [0, most],
        [1, most - 1]
      ],
      [
        [0, most],
        [1, most - 2]
      ]
    )
    expect(sumsAreExact(large)).toBe(true)
    expect([...assign(large)]).toEqual([1, 0])
    expect(
      sumsAreExact(
        wave(
          2,
          [
            [0, most + 1],
            [1, 0]
          ],
          [[0], [1]]
        )
      )
    ).toBe(false)
    expect(assign(wave(1, [[0, 0, 0.5]]), 1_000)).toBe(undefined)
    expect(sumsAreExact(wave(1, [[0, 0, 0.5]]))).toBe(false)
    expect(sumsAreExact(wave(1, [[0, Number.NaN]]))).toBe(false)
    expect(sumsAreExact(wave(1, [[0, 0, Number.POSITIVE_INFINITY]]))).toBe(false)
  })
})
