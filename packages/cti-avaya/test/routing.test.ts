import { describe, expect, it } from "@effect/vitest"
import type { Question } from "@strowger/router/ports"
import { Clock, Effect, Fiber, FiberSet } from "effect"
import { TestClock } from "effect/testing"
import type { Message, MessageOf } from "../src/messages/Message.ts"
import { Routing } from "../src/routing/Routing.ts"

const ucid = "00001001791428242051"
const id = (extension: string): string => `${extension}:CM1::0`

/** Routing under a clock moved by hand, with a switch that only takes notes. */
const scene = Effect.fnUntraced(function* (
  options: { readonly lookup?: Effect.Effect<void>; readonly name?: Effect.Effect<string> } = {}
) {
  const clock = yield* Clock.Clock
  const fork = yield* FiberSet.makeRuntime<never>()
  const told: Array<Message> = []
  const refusals: Array<(code: string) => void> = []
  const questions: Array<Question> = []
  const failed: Array<string> = []
  const counts: Array<string> = []
  const unanswered: Array<string> = []
  const link = { up: true }
  /** How far timers are behind the clock. */
  const late = { ms: 0 }
  const routing = new Routing({
    account: "cm",
    routeHoldMs: 2_500,
    now: () => clock.currentTimeMillisUnsafe() + late.ms,
    sessionId: () => "S1",
    tell: (message, refused) => {
      if (!link.up) return false
      told.push(message)
      if (refused !== undefined) refusals.push(refused)
      return true
    },
    destination: (extension) => Effect.as(options.lookup ?? Effect.void, id(extension)),
    fork,
    identify: (offer) => options.name ?? offer.ucid ?? "nameless",
    ask: (question) => questions.push(question),
    failed: (thread, device, code) => failed.push(`${thread} ${device} ${code}`),
    unanswered: (thread) => unanswered.push(thread),
    count: (reason) => counts.push(reason)
  })
  const request = (crossRefIdentifier: string, more: Partial<MessageOf<"RouteRequest">> = {}) =>
    routing.request({
      type: "RouteRequest",
      crossRefIdentifier,
      routeRegisterReqID: "12",
      currentRoute: id("4000"),
      callingDevice: id("+8613800138000"),
      routedCall: { callID: "179", deviceID: id("4000") },
      callLinkageData: { ucid },
      ...more
    })
  const end = (crossRefIdentifier: string, value?: string) =>
    routing.end({
      type: "RouteEnd",
      crossRefIdentifier,
      ...(value === undefined ? {} : { errorValue: { category: "operation", value } })
    })
  const question = (at = -1): Question => {
    const found = questions.at(at)
    if (found === undefined) throw new Error("nothing was asked")
    return found
  }
  const short = () =>
    told.map((message) =>
      message.type === "RouteSelect"
        ? `select ${message.crossRefIdentifier} ${message.routeSelected}`
        : message.type === "RouteEnd"
          ? `end ${message.crossRefIdentifier}`
          : message.type
    )
  return { routing, request, end, question, questions, told, short, failed, counts, unanswered, link, late, refusals }
})
const over = (question: Question) =>
  Effect.map(Effect.timeoutOption(question.ended, 0), (o) => (o._tag === "Some" ? o.value : "open"))

describe("a routing question", () => {
  it.effect("carries the call, its VDN, its caller, its digits and its deadline", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      yield* TestClock.adjust(10_000)
      at.request("501", {
        privateData: {
          userEnteredCode: { userEnteredCodeType: "callPrompter", userEnteredCodeIndicator: "collect", data: "867" }
        }
      })
      expect(at.question()).toMatchObject({
        type: "Question",
        expiresAtMs: 12_500,
        unit: {
          type: "CallOffered",
          key: { account: "cm", epoch: "S1", id: `route/501/0/${ucid}` },
          thread: ucid,
          atMs: 10_000,
          from: { channel: "voice", value: "8613800138000" },
          to: { channel: "voice", value: "4000" },
          digits: "867"
        }
      })
      at.request("502", { callingDevice: { absent: "restricted" }, callLinkageData: undefined })
      expect(at.question().unit).toMatchObject({ from: { value: "anonymous" }, thread: "nameless" })
    })
  )

  it.effect("is answered once: the first answer wins and goes onto the wire", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      expect(yield* over(at.question())).toBe("open")
      expect(yield* at.question().answer({ device: "5001" })).toBe("taken")
      expect(yield* at.question().answer({ device: "5002" })).toBe("late")
      expect(yield* at.question().answer("none")).toBe("late")
      expect(yield* over(at.question())).toBe("answered")
      expect(at.told).toEqual([
        {
          type: "RouteSelect",
          crossRefIdentifier: "501",
          routeRegisterReqID: "12",
          routeSelected: id("5001"),
          routeUsedReq: true
        }
      ])
      at.end("501")
      yield* TestClock.adjust(120_000)
      expect(at.short()).toEqual([`select 501 ${id("5001")}`])
      expect(at.failed).toEqual([])
      expect(at.unanswered).toEqual([])
    })
  )

  it.effect("answered none ends the dialogue, so that the vector goes on", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      expect(yield* at.question().answer("none")).toBe("taken")
      expect(yield* over(at.question())).toBe("answered")
      expect(at.short()).toEqual(["end 501"])
    })
  )

  it.effect("nobody answers goes back to the vector at its deadline, not before", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      yield* TestClock.adjust(2_499)
      expect(at.short()).toEqual([])
      yield* TestClock.adjust(1)
      expect(at.short()).toEqual(["end 501"])
      expect(yield* over(at.question())).toBe("withdrawn")
      expect(yield* at.question().answer({ device: "5001" })).toBe("late")
      expect(at.routing.open).toBe(0)
      expect(at.unanswered).toEqual([ucid])
    })
  )

  it.effect("is late at its deadline even where the timer is later", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      at.late.ms = 2_500
      expect(yield* at.question().answer({ device: "5001" })).toBe("late")
      expect(at.short()).toEqual([])
      yield* TestClock.adjust(2_500)
      expect(at.short()).toEqual(["end 501"])
    })
  )

  it.effect("that the switch ends before an answer is withdrawn", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      at.end("501", "noActiveCall")
      expect(yield* over(at.question())).toBe("withdrawn")
      expect(yield* at.question().answer({ device: "5001" })).toBe("late")
      yield* TestClock.adjust(5_000)
      expect(at.short()).toEqual([])
      expect(at.failed).toEqual([])
    })
  )

  it.effect("that is asked again by the next loop of the vector is a new question of the same thread", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      for (const crossRef of ["501", "502", "503"]) {
        at.request(crossRef)
        yield* TestClock.adjust(3_000)
      }
      expect(at.questions.map(({ unit }) => unit.thread)).toEqual([ucid, ucid, ucid])
      expect(new Set(at.questions.map(({ unit }) => unit.key.id)).size).toBe(3)
      expect(at.short()).toEqual(["end 501", "end 502", "end 503"])
    })
  )

  it.effect("sent twice by the switch is one question", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      at.request("501")
      expect(at.questions).toHaveLength(1)
      expect(at.counts).toEqual(["duplicate-route-request"])
    })
  )

  it.effect("asked over two links gets the same decision on both", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      at.request("601")
      expect(yield* over(at.question(0))).toBe("withdrawn")
      expect(yield* at.question(0).answer({ device: "5002" })).toBe("late")
      expect(yield* at.question(1).answer({ device: "5001" })).toBe("taken")
      expect(at.short()).toEqual([`select 501 ${id("5001")}`, `select 601 ${id("5001")}`])
    })
  )

  it.effect("that comes over the second link just behind the answer gets that answer", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      yield* at.question().answer({ device: "5001" })
      yield* TestClock.adjust(100)
      at.request("601")
      expect(at.questions).toHaveLength(1)
      expect(at.short()).toEqual([`select 501 ${id("5001")}`, `select 601 ${id("5001")}`])
      yield* TestClock.adjust(3_000)
      at.request("701")
      expect(at.questions).toHaveLength(2)
    })
  )

  it.effect("that comes while an answer is on its way is served by it", () =>
    Effect.gen(function* () {
      const at = yield* scene({ lookup: Effect.sleep(200) })
      at.request("501")
      const answer = yield* Effect.forkChild(at.question().answer({ device: "5001" }))
      yield* TestClock.adjust(100)
      at.request("601")
      yield* TestClock.adjust(100)
      expect(yield* Fiber.join(answer)).toBe("taken")
      expect(at.questions).toHaveLength(1)
      expect(at.short()).toEqual([`select 501 ${id("5001")}`, `select 601 ${id("5001")}`])
    })
  )

  it.effect("withdrawn on one of two links stays open on the other", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      at.request("601")
      at.end("501", "noCallToAnswer")
      expect(yield* over(at.question())).toBe("open")
      expect(yield* at.question().answer({ device: "5001" })).toBe("taken")
      expect(at.short()).toEqual([`select 601 ${id("5001")}`])
    })
  )

  it.effect("withdrawn while the destination is looked up is late", () =>
    Effect.gen(function* () {
      const at = yield* scene({ lookup: Effect.sleep(200) })
      at.request("501")
      const answer = yield* Effect.forkChild(at.question().answer({ device: "5001" }))
      yield* TestClock.adjust(100)
      at.end("501", "noActiveCall")
      yield* TestClock.adjust(100)
      expect(yield* Fiber.join(answer)).toBe("late")
      expect(at.short()).toEqual([])
      expect(yield* over(at.question())).toBe("withdrawn")
    })
  )

  it.effect("whose call has no name waits for it, and dies quietly if the caller does", () =>
    Effect.gen(function* () {
      const at = yield* scene({ name: Effect.as(Effect.sleep(300), "named") })
      at.request("501")
      at.request("502")
      at.end("502")
      expect(at.questions).toHaveLength(0)
      yield* TestClock.adjust(300)
      expect(at.questions.map(({ unit }) => unit.thread)).toEqual(["named"])
      // Its time ran from the request, not from the name.
      yield* TestClock.adjust(2_199)
      expect(at.short()).toEqual([])
      yield* TestClock.adjust(1)
      expect(at.short()).toEqual(["end 501"])
    })
  )
})

describe("a choice that does not work", () => {
  it.effect("is told when the switch ends the dialogue with an error", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      yield* at.question().answer({ device: "5001" })
      at.end("501", "invalidDestination")
      at.end("501", "invalidDestination")
      expect(at.failed).toEqual([`${ucid} 5001 operation/invalidDestination`])
      expect(at.counts).toEqual(["unknown-dialogue"])
    })
  )

  it.effect("is told when the switch refuses the RouteSelect itself", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      yield* at.question().answer({ device: "5001" })
      at.refusals[0]?.("operation/invalidRouteingCrossRefID")
      expect(at.failed).toEqual([`${ucid} 5001 operation/invalidRouteingCrossRefID`])
      at.end("501")
      expect(at.failed).toHaveLength(1)
    })
  )

  it.effect("is asked for again by ReRoute, as a new question of the same dialogue", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      yield* at.question().answer({ device: "5001" })
      yield* TestClock.adjust(1_000)
      at.routing.reRoute({ type: "ReRoute", crossRefIdentifier: "501" })
      expect(at.failed).toEqual([`${ucid} 5001 re-route`])
      expect(at.questions.map(({ unit }) => unit.key.id)).toEqual([`route/501/0/${ucid}`, `route/501/1/${ucid}`])
      // The deadline of the first question no longer counts.
      yield* TestClock.adjust(2_000)
      expect(at.short()).toHaveLength(1)
      expect(yield* at.question().answer({ device: "5002" })).toBe("taken")
      expect(at.short().at(-1)).toBe(`select 501 ${id("5002")}`)
    })
  )
})

describe("when the switch cannot be reached", () => {
  it.effect("every open question is withdrawn and nothing is sent", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      at.request("502", { callLinkageData: { ucid: "other" } })
      expect(at.routing.open).toBe(2)
      at.link.up = false
      at.routing.linkLost()
      for (const question of at.questions) expect(yield* over(question)).toBe("withdrawn")
      expect(yield* at.question().answer({ device: "5001" })).toBe("late")
      yield* TestClock.adjust(10_000)
      expect(at.told).toEqual([])
      expect(at.routing.open).toBe(0)
    })
  )

  it.effect("an answer that cannot be sent is late", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      at.link.up = false
      expect(yield* at.question().answer({ device: "5001" })).toBe("late")
      expect(yield* over(at.question())).toBe("withdrawn")
    })
  )

  it.effect("a registration taken away takes its questions along, and no others", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      at.request("502", { routeRegisterReqID: "13", callLinkageData: { ucid: "other" } })
      at.routing.abort({ type: "RouteRegisterAbort", routeRegisterReqID: "12" })
      expect(yield* over(at.question(0))).toBe("withdrawn")
      expect(yield* over(at.question(1))).toBe("open")
    })
  )

  it.effect("draining waits for what is open", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      at.request("501")
      const drained = yield* Effect.forkChild(at.routing.settled)
      yield* TestClock.adjust(2_000)
      expect(drained.pollUnsafe()).toBeUndefined()
      yield* TestClock.adjust(500)
      yield* Fiber.join(drained)
      expect(at.short()).toEqual(["end 501"])
    })
  )
})
