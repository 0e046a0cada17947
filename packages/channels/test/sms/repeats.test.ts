import { Effect } from "effect"
import type { SourceKey } from "@strowger/router/ports"
import { describe, expect, test } from "vitest"
import { Repeats } from "../../src/sms/Repeats.ts"

const minute = 60_000
/** A session as `Repeats` sees it. */
const link = (proven = 0) => ({ proven: () => proven })
const keyOf = (repeats: Repeats, by: { proven: () => number }, nowMs: number, digest = "d", certain = false) =>
  Effect.runSync(repeats.keyOf(digest, certain, by, nowMs)).id

describe("which unit comes again and which is new", () => {
  test("with an id of the centre's own the key never changes", () => {
    const repeats = new Repeats("sms", 0)
    const first = keyOf(repeats, link(), 0, "d", true)
    repeats.answered("d", link(9), 1, 1)
    expect(keyOf(repeats, link(), 999 * minute, "d", true)).toBe(first)
  })

  test("a customer who writes the same twice on a link that lives has two keys", () => {
    const repeats = new Repeats("sms", 0)
    const session = link()
    const first = keyOf(repeats, session, 1_000)
    repeats.answered("d", session, 1, 1_050)
    const second = keyOf(repeats, session, 3_000)
    repeats.answered("d", session, 2, 3_050)
    expect(new Set([first, second, keyOf(repeats, session, 4_000)]).size).toBe(3)
  })

  test("a unit not yet answered is the same, on the same link and on the next", () => {
    const repeats = new Repeats("sms", 0)
    const first = keyOf(repeats, link(), 1_000)
    expect(keyOf(repeats, link(), 1_500)).toBe(first)
    expect(keyOf(repeats, link(), 9 * minute)).toBe(first)
  })

  test("an answer that may not have arrived: the same; one that did: new", () => {
    for (const [proven, same] of [
      [0, true],
      [1, false]
    ] as const) {
      const repeats = new Repeats("sms", 0)
      const lost = link(proven)
      const first = keyOf(repeats, lost, 1_000)
      repeats.answered("d", lost, 1, 1_050)
      expect(keyOf(repeats, link(), 2_000) === first).toBe(same)
    }
  })

  test("an answer so late that the centre had already repeated the unit: the repetition is the same", () => {
    const repeats = new Repeats("sms", 0)
    const session = link()
    const first = keyOf(repeats, session, 0)
    repeats.answered("d", session, 1, 20_000)
    expect(keyOf(repeats, session, 20_500)).toBe(first)
    expect(keyOf(repeats, session, 25_000)).not.toBe(first)
  })

  test("after a restart within ten minutes by the clock the key is the same", () => {
    const before = keyOf(new Repeats("sms", 0), link(), 61 * minute)
    expect(keyOf(new Repeats("sms", 62 * minute), link(), 62 * minute)).toBe(before)
  })

  test("over the edge of the ten minutes what was recorded is known; without that it is handed on twice, not lost", () => {
    const kept = new Set<string>()
    const recorded = ({ id }: SourceKey) => Effect.succeed(kept.has(id))
    const before = keyOf(new Repeats("sms", 0, recorded), link(), 10 * minute - 1)
    kept.add(before)
    const again = 10 * minute + 1
    expect(keyOf(new Repeats("sms", again, recorded), link(), again)).toBe(before)
    expect(keyOf(new Repeats("sms", again), link(), again)).not.toBe(before)
    // Running since before the unit could have been recorded: it is new.
    expect(keyOf(new Repeats("sms", 0, recorded), link(), again)).not.toBe(before)
  })

  test("what is old is forgotten", () => {
    const repeats = new Repeats("sms", 0)
    for (let unit = 0; unit < 1_000; unit++) keyOf(repeats, link(), unit, `d${unit}`)
    expect(repeats.size).toBe(1_000)
    keyOf(repeats, link(), 11 * minute, "new")
    expect(repeats.size).toBe(1)
  })
})
