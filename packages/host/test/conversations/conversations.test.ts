import { it } from "@effect/vitest"
import { Places, Transcript } from "@strowger/router/ports"
import { Context, Effect } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Line } from "../../src/conversations/Conversation.ts"
import { laterStatus } from "../../src/conversations/laterStatus.ts"
import { masked } from "../../src/conversations/masked.ts"
import { accepted, act, chatLine, makeWorld, quiet, ready, start } from "../desk/centre.ts"

describe("an address on a screen", () => {
  test.each([
    ["voice", "13812342046", "138****2046"],
    ["sms", "8613812342046", "138****2046"],
    ["sms", "+8613812342046", "138****2046"],
    ["fax", "02164371234", "021****1234"],
    ["sms", "95588", "****5588"],
    ["voice", "110", "****"],
    ["voice", "", "****"],
    ["email", "zhang@example.com", "z***@example.com"],
    ["email", "李雷@例子.中国", "李***@例子.中国"],
    ["email", "@example.com", "***"],
    ["email", "no-at-sign", "***"],
    ["chat", "visitor-0123456789abcdef", "****cdef"]
  ] as const)("of %s %s is shown as %s", (channel, value, shown) => {
    expect(masked({ channel, value })).toBe(shown)
  })

  test("never holds the middle of a number", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{8,15}$/), (value) => {
        const shown = masked({ channel: "sms", value })
        expect(shown).toContain("****")
        expect(shown.replaceAll("*", "").length).toBeLessThanOrEqual(7)
      })
    )
  })
})

describe("what became of a line", () => {
  type Status = NonNullable<Line["status"]>
  const all: ReadonlyArray<Status> = [
    "pending",
    "queued",
    "unknown",
    "submitted",
    "expired",
    "failed",
    "delivered",
    "read"
  ]

  test("never goes back, whatever the order in which it is learned", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { maxLength: 12 }), (learned) => {
        let status: Status | undefined
        let highest = -1
        for (const next of learned) {
          status = laterStatus(status, next)
          const rank = all.indexOf(status)
          // failed and expired stand on one step: the first of them stays.
          expect(rank).toBeGreaterThanOrEqual(highest === 5 ? 4 : highest)
          highest = Math.max(highest, rank)
        }
        if (learned.includes("read")) expect(status).toBe("read")
      })
    )
  })
})

describe("a customer's transcript", () => {
  it.effect("holds the durable lines after a number, with the customer's own keys and the agent's name", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const transcript = Context.get(centre.services, Transcript)
      yield* ready(centre, "chen")
      yield* centre.chat.give(chatLine("hello", "visitor-1", "cid-a"))
      const { contact } = yield* accepted(centre, "chen")
      yield* act(centre, "chen", { _tag: "Say", contact, text: "您好" })
      expect(yield* transcript.after("visitor-1", 0)).toMatchObject([
        { seq: 1, author: "customer", content: { text: "hello" }, clientId: "cid-a" },
        { seq: 2, author: "agent", name: "陈静", content: { text: "您好" } }
      ])
      expect((yield* transcript.after("visitor-1", 1)).map(({ seq }) => seq)).toEqual([2])
      expect(yield* transcript.after("visitor-1", 2)).toEqual([])
      expect(yield* transcript.after("nobody", 0)).toEqual([])
      yield* centre.close
    })
  )

  it.effect("never shows a line that could still be lost, and tells when it cannot any more", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const transcript = Context.get(centre.services, Transcript)
      yield* centre.chat.give(chatLine("one"))
      let woken = 0
      const stop = yield* transcript.watch("visitor-1", () => void woken++)
      yield* centre.door.close
      yield* Effect.forkChild(centre.chat.give(chatLine("two")))
      yield* Effect.forkChild(centre.chat.give(chatLine("elsewhere", "visitor-2")))
      yield* quiet
      expect(centre.folds.conversations.byThread("chat", "visitor-1")?.lines).toHaveLength(2)
      expect((yield* transcript.after("visitor-1", 0)).map(({ seq }) => seq)).toEqual([1])
      expect(woken).toBe(0)
      yield* centre.door.open
      yield* quiet
      expect((yield* transcript.after("visitor-1", 0)).map(({ seq }) => seq)).toEqual([1, 2])
      expect(woken).toBe(1)
      stop()
      yield* centre.chat.give(chatLine("three"))
      expect(woken).toBe(1)
      yield* centre.close
    })
  )
})

describe("a customer's place", () => {
  it.effect(
    "is his rank among those who wait, with a range of waits; none while somebody has him or he is unknown",
    () =>
      Effect.gen(function* () {
        const centre = yield* start(makeWorld())
        const places = Context.get(centre.services, Places)
        yield* ready(centre, "chen")
        for (const n of [1, 2, 3, 4, 5]) yield* centre.chat.give(chatLine(`hello ${n}`, `visitor-${n}`))
        const { contact } = yield* accepted(centre, "chen")
        yield* accepted(centre, "chen")
        yield* accepted(centre, "chen")
        const of = (n: number) => places.of(`visitor-${n}`)
        expect([yield* of(1), yield* of(9)]).toEqual([undefined, undefined])
        const [fourth, fifth] = [yield* of(4), yield* of(5)]
        expect([fourth?.ahead, fifth?.ahead]).toEqual([0, 1])
        expect(fourth?.fromMs).toBeLessThan(fourth?.toMs ?? 0)
        expect(fourth?.toMs).toBeLessThan(fifth?.toMs ?? 0)
        let told = 0
        const stop = yield* places.watch("visitor-5", () => void told++)
        yield* act(centre, "chen", { _tag: "Complete", contact })
        yield* quiet
        expect(told).toBeGreaterThan(0)
        yield* accepted(centre, "chen")
        yield* quiet
        expect((yield* of(5))?.ahead).toBe(0)
        // However much happened, nobody is told twice within a second; then once of all of it.
        expect(told).toBe(1)
        yield* TestClock.adjust(1_000)
        expect(told).toBe(2)
        stop()
        const before = told
        yield* centre.chat.give(chatLine("hello", "visitor-6"))
        expect(told).toBe(before)
        yield* centre.close
      })
  )
})
