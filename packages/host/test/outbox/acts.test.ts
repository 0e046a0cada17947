import { it } from "@effect/vitest"
import { CallControl, CallControlError, PresenceError, PresenceSource } from "@strowger/router/ports"
import { Effect, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import { describe, expect } from "vitest"
import { CallActions } from "../../src/outbox/CallActions.ts"
import { makeCarrier } from "./carrier.ts"
import { intend, log, makeStore, quiet, start } from "./centre.ts"

type Answer = "ok" | "late" | "none" | CallControlError["reason"] | "busy"

/** A switch that answers as it is told, act by act, then takes everything; and remembers what it was asked. */
const makeSwitch = (answers: ReadonlyArray<Answer>) => {
  const left = [...answers]
  const asked: Array<string> = []
  const act = (what: string) =>
    Effect.suspend(() => {
      asked.push(what)
      const answer = left.shift() ?? "ok"
      return answer === "ok" || answer === "late" || answer === "none" || answer === "busy"
        ? Effect.void
        : Effect.fail(new CallControlError({ reason: answer, code: `code ${answer}`, message: "planted" }))
    })
  const layer = Layer.mergeAll(
    Layer.succeed(CallActions, {
      route: (thread, device) =>
        Effect.sync(() => {
          asked.push(`route ${thread} ${device}`)
          const answer = left.shift() ?? "ok"
          return answer === "late" || answer === "none" ? answer : "taken"
        })
    }),
    Layer.succeed(CallControl, {
      answer: (thread, device) => act(`answer ${thread} ${device}`),
      deflect: (thread, device, to) => act(`deflect ${thread} ${device} ${to}`),
      clear: (thread, device) => act(`clear ${thread} ${device}`),
      hold: () => Effect.void,
      retrieve: () => Effect.void,
      make: () => Effect.succeed("u9")
    }),
    Layer.succeed(PresenceSource, {
      changes: Stream.never,
      set: ({ device, presence }) =>
        Effect.suspend(() => {
          asked.push(`set ${device} ${presence}`)
          return left.shift() === "busy"
            ? Effect.fail(new PresenceError({ reason: "busy", message: "planted" }))
            : Effect.void
        })
    })
  )
  return { layer, asked }
}

const call = { thread: "u1", contact: "c1", device: "4001" } as const
const acts = {
  route: { type: "RouteCall", ...call },
  answer: { type: "AnswerCall", ...call },
  deflect: { type: "DeflectCall", ...call, to: "7000" },
  clear: { type: "ClearCall", ...call },
  ready: { type: "SetPresence", agent: "wei", device: "4001", login: "5001", presence: "ready" },
  away: { type: "SetPresence", agent: "wei", device: "4001", login: "5001", presence: "not-ready" }
} as const

const play = (answers: ReadonlyArray<Answer>, wanted: ReadonlyArray<keyof typeof acts>, waitSeconds = 0) =>
  Effect.gen(function* () {
    const store = makeStore()
    const exchange = makeSwitch(answers)
    const centre = yield* start(store, makeCarrier(), {}, exchange.layer)
    const { value: ids } = yield* centre.partition.submit((draft) =>
      wanted.map((name) => intend(draft, acts[name], "at-most-once"))
    )
    yield* quiet
    for (let n = 0; n < waitSeconds; n++) yield* Effect.andThen(TestClock.adjust("1 second"), quiet)
    yield* centre.close
    const noted = (yield* log(store)).filter((record) => record.type === "Noted")
    const outcomes = ids.map((id) => centre.outbox.entry(id)?.outcome)
    return { asked: exchange.asked, outcomes, noted }
  })

describe("acts on calls", () => {
  it.effect.each([
    ["route", [], "Sent", undefined],
    ["route", ["late"], "Rejected", "late"],
    ["route", ["none"], "Rejected", "none"],
    ["answer", [], "Sent", undefined],
    ["answer", ["stale"], "Rejected", "code stale"],
    ["deflect", ["refused"], "Rejected", "code refused"],
    ["clear", ["ambiguous"], "Unknown", undefined]
  ] as const)("%s, answered %j, is settled %s", ([act, answers, type, code]) =>
    Effect.gen(function* () {
      const { asked, outcomes, noted } = yield* play(answers, [act])
      expect(asked).toHaveLength(1)
      expect(outcomes).toMatchObject([code === undefined ? { type } : { type, code }])
      // The switch says itself what became of a call: nobody needs to ask a customer.
      expect(noted).toEqual([])
    })
  )

  it.effect("what the switch cannot take now is tried again, for as long as it is worth it", () =>
    Effect.gen(function* () {
      const soon = yield* play(["unavailable", "unavailable"], ["answer"], 30)
      expect(soon.asked).toHaveLength(3)
      expect(soon.outcomes).toMatchObject([{ type: "Sent" }])
      const never = yield* play(
        Array.from({ length: 99 }, () => "unavailable" as const),
        ["answer"],
        30
      )
      expect(never.outcomes).toMatchObject([{ type: "Rejected", code: "expired" }])
      expect(never.asked.length).toBeLessThan(10)
    })
  )

  it.effect("acts on one call keep their order, presence of a station keeps its own", () =>
    Effect.gen(function* () {
      const { asked } = yield* play(["ok", "ok", "ok", "busy"], ["route", "ready", "deflect", "away"], 30)
      expect(asked.filter((what) => !what.startsWith("set"))).toEqual(["route u1 4001", "deflect u1 4001 7000"])
      expect(asked.filter((what) => what.startsWith("set")).at(-1)).toBe("set 4001 not-ready")
    })
  )
})
