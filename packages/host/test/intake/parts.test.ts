import { it } from "@effect/vitest"
import type { InboundPart } from "@strowger/router/ports"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import { type Centre, makeWorld, quiet, start } from "../desk/centre.ts"

const text = "您好,我的信用卡丢了👍请帮我挂失。"

/** Cut on octets, as phones do: the middle of the emoji's surrogate pair is no border to them. */
const cut = (whole: string, octetsEach: number): ReadonlyArray<Buffer> => {
  const octets = Buffer.from(whole, "utf16le").swap16()
  const parts: Array<Buffer> = []
  for (let at = 0; at < octets.length; at += octetsEach) parts.push(octets.subarray(at, at + octetsEach))
  return parts
}

let keys = 0
const partsOf = (whole: string, octetsEach: number, set: string, from = "13800000001"): ReadonlyArray<InboundPart> =>
  cut(whole, octetsEach).map((octets, index, all) => ({
    type: "Part",
    key: { account: "smsc", epoch: "", id: `part-${keys++}` },
    thread: `${from}>95500`,
    atMs: 0,
    from: { channel: "sms", value: from },
    to: { channel: "sms", value: "95500" },
    set: { id: set, total: all.length, number: index + 1 },
    octets: octets.toString("base64"),
    dataCoding: 8
  }))

const linesOf = (centre: Centre, from = "13800000001") =>
  centre.folds.conversations.byThread("sms", `${from}>95500`)?.lines ?? []
const contactsOf = (centre: Centre) => [...centre.partition.router.view.contacts()]

describe("a message in parts", () => {
  it.effect("in any order, with repeats, two sets interleaved, is two messages with every character", () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 5, max: 40 }),
          fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
          (octetsEach, draws) =>
            Effect.runPromise(
              Effect.gen(function* () {
                const centre = yield* start(makeWorld())
                const one = partsOf(text, octetsEach, "set-1")
                const other = partsOf(`${text}二`, octetsEach, "set-2", "13800000002")
                // Each part twice: once more with the same key, as after a lost answer.
                const order = [...one, ...other, ...one, ...other]
                  .map((part) => ({ part, at: draws.next().value ?? 0 }))
                  .sort((a, b) => a.at - b.at)
                for (const { part } of order) yield* centre.sms.give(part)
                expect(linesOf(centre).map((line) => line.content.text)).toEqual([text])
                expect(linesOf(centre, "13800000002").map((line) => line.content.text)).toEqual([`${text}二`])
                expect(contactsOf(centre)).toHaveLength(2)
                expect(centre.folds.parts.size()).toBe(0)
                yield* centre.close
              })
            )
        ),
        { numRuns: 25 }
      )
    )
  )

  it.effect("that never comes whole is joined after the gap, marked, and a late part amends the same line", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const [first, second, third] = partsOf("abcdefghi", 6, "set-1")
      if (first === undefined || second === undefined || third === undefined) throw new Error("three parts")
      yield* centre.sms.give(first)
      yield* TestClock.adjust("100 seconds")
      yield* centre.sms.give(third)
      yield* TestClock.adjust("100 seconds")
      yield* quiet
      // The gap is counted from the part that came last.
      expect(linesOf(centre)).toEqual([])
      yield* TestClock.adjust("20 seconds")
      yield* quiet
      expect(linesOf(centre)).toMatchObject([{ seq: 1, content: { text: "abc…ghi" }, incomplete: [2] }])
      expect(contactsOf(centre)).toHaveLength(1)
      yield* TestClock.adjust("1 hour")
      yield* centre.sms.give(second)
      expect(linesOf(centre)).toMatchObject([{ seq: 1, content: { text: "abcdefghi" } }])
      expect(linesOf(centre)[0]?.incomplete).toBeUndefined()
      expect(contactsOf(centre)).toHaveLength(1)
      yield* centre.close
    })
  )

  it.effect("whose reference came round again is not mixed with the new one, nor lost", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const [oldFirst] = partsOf("old message", 12, "set-1")
      const [newFirst, newSecond] = partsOf("new message", 12, "set-1")
      if (oldFirst === undefined || newFirst === undefined || newSecond === undefined) throw new Error("two parts")
      yield* centre.sms.give(oldFirst)
      yield* centre.sms.give(newFirst)
      yield* centre.sms.give(newSecond)
      expect(linesOf(centre).map((line) => line.content.text)).toEqual(["old me…", "new message"])
      yield* centre.close
    })
  )

  it.effect("is found half come by a restarted host, which waits for the rest", () =>
    Effect.gen(function* () {
      const world = makeWorld()
      const before = yield* start(world)
      const [first, second] = partsOf("hello world", 12, "set-1")
      if (first === undefined || second === undefined) throw new Error("two parts")
      yield* before.sms.give(first)
      yield* before.close
      yield* TestClock.adjust("60 seconds")
      const centre = yield* start(world)
      expect(centre.folds.parts.size()).toBe(1)
      yield* centre.sms.give(second)
      expect(linesOf(centre).map((line) => line.content.text)).toEqual(["hello world"])
      yield* centre.close
    })
  )

  it.effect("nobody can read is put aside and does not stop the next", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const [bad] = partsOf("bad", 100, "set-1")
      yield* centre.sms.give({ ...bad, octets: undefined } as unknown as InboundPart)
      expect(centre.folds.parts.size()).toBe(0)
      const [first] = partsOf("good, but half", 14, "set-2")
      if (first === undefined) throw new Error("a part")
      yield* centre.sms.give(first)
      yield* TestClock.adjust("120 seconds")
      yield* quiet
      expect(linesOf(centre)).toMatchObject([{ content: { text: "good, b…" }, incomplete: [2] }])
      yield* centre.close
    })
  )
})
