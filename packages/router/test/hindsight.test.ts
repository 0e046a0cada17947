import fc from "fast-check"
import { expect, it } from "vitest"
import { hindsight, type UnitDay } from "../src/simulate/hindsight.ts"

/** The least total wait over every way to give each contact an agent's slot of its own, or none. */
function everyWay({ arrivals, eligible, present }: UnitDay): number {
  const taken = new Set<string>()
  const from = (contact: number): number => {
    if (contact === arrivals.length) return 0
    const came = arrivals[contact]!
    let least = Math.max(0, present.length - came) + from(contact + 1)
    for (let slot = came; slot < present.length; slot++) {
      for (const agent of present[slot]!) {
        const place = `${slot} ${agent}`
        if (taken.has(place) || !eligible[contact]!.includes(agent)) continue
        taken.add(place)
        least = Math.min(least, slot - came + from(contact + 1))
        taken.delete(place)
      }
    }
    return least
  }
  return from(0)
}

const some = (of: number, maxLength: number) => fc.uniqueArray(fc.nat(of - 1), { maxLength })
const small: fc.Arbitrary<UnitDay> = fc
  .array(fc.record({ came: fc.nat(4), who: some(3, 3) }), { maxLength: 5 })
  .chain((contacts) =>
    fc.record({
      arrivals: fc.constant(contacts.map(({ came }) => came)),
      eligible: fc.constant(contacts.map(({ who }) => who)),
      present: fc.array(some(3, 3), { minLength: 1, maxLength: 5 })
    })
  )

it("SIM-20 in hindsight the total wait is the least of every possible way", () => {
  fc.assert(
    fc.property(small, (day) => {
      const { totalWait, slotOf, served } = hindsight(day)
      expect(totalWait).toBe(everyWay(day))
      expect(served).toBe(slotOf.filter((slot) => slot >= 0).length)
    }),
    { numRuns: 2_000 }
  )
})

it("SIM-20 a contact that comes after the last slot waits for nothing, one that nobody may take to the end", () => {
  expect(hindsight({ arrivals: [5, 1], eligible: [[0], []], present: [[0], [0], [0]] })).toEqual({
    slotOf: [-1, -1],
    served: 0,
    totalWait: 2
  })
})

it("SIM-20 what is no slot, or of no contact, is refused", () => {
  expect(() => hindsight({ arrivals: [0.5], eligible: [[0]], present: [[0]] })).toThrow(RangeError)
  expect(() => hindsight({ arrivals: [0], eligible: [], present: [[0]] })).toThrow(RangeError)
})
