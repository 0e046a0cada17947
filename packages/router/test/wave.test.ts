import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { assign, sumsAreExact, type WavePairs } from "../src/engine/wave/assign.ts"
import { everyWay } from "./waves/everyWay.ts"
import { type Drawn, drawn, pairsOf } from "./waves/pairs.ts"

const runs = Number(process.env.STROWGER_WAVES ?? 100_000)
/** Contacts in order, each with its agents in order: agent, fit, rank. */
const wave = (
  agents: number,
  ...rows: ReadonlyArray<ReadonlyArray<readonly [number, number?, number?]>>
): WavePairs => {
  const at = new Int32Array(rows.length + 1)
  for (const [contact, row] of rows.entries()) at[contact + 1] = at[contact]! + row.length
  const all = rows.flat()
  return {
    contacts: rows.length,
    agents,
    at,
    agent: Int32Array.from(all, ([agent]) => agent),
    fit: Float64Array.from(all, ([, fit = 0]) => fit),
    rank: Float64Array.from(all, ([, , rank = 0]) => rank)
  }
}

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
    const same = (of: Drawn) => {
      const pairs = pairsOf(of)
      expect([...assign(pairs)]).toEqual(everyWay(pairs).best.agentOf)
    }
    fc.assert(fc.property(drawn(7), same), { numRuns: runs })
  }, 600_000)
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
    expect(sumsAreExact(wave(1, [[0, 0, 0.5]]))).toBe(false)
    expect(sumsAreExact(wave(1, [[0, Number.NaN]]))).toBe(false)
    expect(sumsAreExact(wave(1, [[0, 0, Number.POSITIVE_INFINITY]]))).toBe(false)
  })
})
