import * as fc from "fast-check"
import { expect, test } from "vitest"
import { Timers } from "../src/engine/Timers.ts"

/** Durations and dates, mixed: sets, clears, and takes what is due first. */
const act = fc.oneof(
  fc.record({ set: fc.constantFrom(500, 1_000, 1_500) }),
  fc.record({ setAt: fc.integer({ min: 0, max: 4_000 }) }),
  fc.record({ clear: fc.nat(30) }),
  fc.constant({ first: true } as const),
  fc.record({ pass: fc.constantFrom(0, 1, 500) })
)

test("DET-4 deadlines of durations and of dates fall due in one order: by time, then as they were set", () => {
  const property = (isCrowded: boolean, acts: ReadonlyArray<typeof act extends fc.Arbitrary<infer A> ? A : never>) => {
    const timers = new Timers(2)
    // After so many durations another one is no list of its own any more.
    for (let n = 0; isCrowded && n < 63; n++) timers.clear(timers.set(0, 10_000 + n, 0, 8, 0))
    let plain: Array<{ timer: number; dueAtMs: number; order: number }> = []
    let [now, order] = [0, 0]
    const first = () => plain.toSorted((a, b) => a.dueAtMs - b.dueAtMs || a.order - b.order)[0]
    const clear = (timer: number) => {
      timers.clear(timer)
      plain = plain.filter((each) => each.timer !== timer)
    }
    for (const each of acts) {
      timers.settle()
      if ("set" in each) {
        const timer = timers.set(now, each.set, order, 8, order)
        plain.push({ timer, dueAtMs: now + each.set, order: order++ })
      } else if ("setAt" in each) {
        const timer = timers.setAt(each.setAt, order, 8, order)
        plain.push({ timer, dueAtMs: each.setAt, order: order++ })
      } else if ("clear" in each && plain.length > 0) clear(plain[each.clear % plain.length]!.timer)
      else if ("pass" in each) now += each.pass
      else if ("first" in each && plain.length > 0) clear(timers.first())
      expect(timers.first()).toBe(first()?.timer ?? -1)
      expect(timers.live).toBe(plain.length)
    }
  }
  fc.assert(fc.property(fc.boolean(), fc.array(act, { maxLength: 80 }), property), { numRuns: 500 })
})
