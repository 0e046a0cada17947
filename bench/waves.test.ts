import { describe, expect, inject, it } from "vitest"
import { mean, shapes, sharesOf, standardError } from "./waves/optimum.ts"
import { publishedOf, publishedRows } from "./waves/published.ts"

const found = shapes.map((shape) => ({ shape, shares: sharesOf(shape, 400) }))
const title = ({ contacts, agents, density }: (typeof shapes)[number]) => `${contacts} x ${agents}, density ${density}`

describe("a wave on 400 snapshots of each shape", () => {
  it.each(found.map(({ shape, shares }) => ({ name: title(shape), shares })))(
    "WAVE-1 serves no fewer than greedy ways on any of them: $name",
    ({ shares: { wave, "best pair first": sorted, "each contact in turn": inTurn } }) => {
      expect(wave.share.length).toBe(400)
      const fewer = wave.served.filter((many, n) => many < Math.max(sorted.served[n]!, inTurn.served[n]!))
      expect(fewer).toEqual([])
      expect(mean(wave.served)).toBeGreaterThanOrEqual(mean(inTurn.served))
    }
  )
  it("WAVE-2 no way has more than the optimum, and where all weights are 1 a wave has all of it", () => {
    for (const { shape, shares } of found) {
      for (const { share } of Object.values(shares)) expect(Math.max(...share)).toBeLessThanOrEqual(1)
      if (shape.even) expect(Math.min(...shares.wave.share)).toBe(1)
    }
  })
})

const rows = publishedRows(inject("theory"))
describe.skipIf(rows.length === 0)("beside the published shares", () => {
  it.each(found.map(({ shape, shares }) => ({ name: title(shape), shape, shares })))(
    "WAVE-2 greedy ways reach what they reach elsewhere, within sampling error: $name",
    ({ shape, shares }) => {
      const row = publishedOf(rows, shape)
      expect(row).toBeDefined()
      const alike = (of: ReadonlyArray<number>, theirs: number) => {
        // Both are means of 400 instances.
        const error = standardError(of) * Math.SQRT2
        expect(Math.abs(mean(of) - theirs)).toBeLessThanOrEqual(4 * error)
        expect(1.96 * error).toBeLessThanOrEqual(0.02)
      }
      alike(shares["each contact in turn"].share, row!.per_contact_greedy_mean)
      alike(shares["best pair first"].share, row!.global_greedy_edge_mean)
    }
  )
})
