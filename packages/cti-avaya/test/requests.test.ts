import { describe, expect, it } from "@effect/vitest"
import { Effect, Fiber, Result } from "effect"
import { TestClock } from "effect/testing"
import { encodeFrame } from "../src/frame.ts"
import type { Message } from "../src/messages/Message.ts"
import { Requests } from "../src/session/Requests.ts"
import { obliging } from "./responder.ts"
import { eventually, scene } from "./sessionScene.ts"

describe("requests", () => {
  const monitorStop: Message = { type: "MonitorStop", monitorCrossRefID: "1" }

  it.effect(
    "that nobody answers are ambiguous after 10 s; an answer that comes later is counted and harms nobody",
    () =>
      Effect.gen(function* () {
        const { server, session, counts, up } = yield* scene({}, (message, at) =>
          message.type === "MonitorStop" ? undefined : obliging(message, at)
        )
        yield* up(1)
        const asked = yield* Effect.forkChild(Effect.flip(session.ask(monitorStop, "MonitorStopResponse")))
        yield* eventually(() => server.of("MonitorStop").length === 1)
        yield* TestClock.adjust(9_999)
        expect(asked.pollUnsafe()).toBeUndefined()
        yield* TestClock.adjust(1)
        expect(yield* Fiber.join(asked)).toMatchObject({ reason: "ambiguous", code: "timeout" })
        server.send({ type: "MonitorStopResponse" }, server.received.at(-1)?.invokeId)
        yield* eventually(() => counts.length === 1)
        expect(counts).toEqual(["late-answer"])
      })
  )

  it.effect("find their own answer, in whatever order answers come", () =>
    Effect.gen(function* () {
      const { server, session, up } = yield* scene({}, (message, at) =>
        message.type === "GetThirdPartyDeviceId" ? undefined : obliging(message, at)
      )
      yield* up(1)
      const ask = (extension: string) =>
        session.ask({ type: "GetThirdPartyDeviceId", extension }, "GetThirdPartyDeviceIdResponse")
      const asked = yield* Effect.forkChild(Effect.all(["1", "2", "3"].map(ask), { concurrency: "unbounded" }))
      yield* eventually(() => server.of("GetThirdPartyDeviceId").length === 3)
      for (const { message, invokeId } of server.received.slice(1).toReversed()) {
        if (message.type === "GetThirdPartyDeviceId") {
          server.send({ type: "GetThirdPartyDeviceIdResponse", device: `${message.extension}:CM1::0` }, invokeId)
        }
      }
      expect((yield* Fiber.join(asked)).map(({ device }) => device)).toEqual(["1:CM1::0", "2:CM1::0", "3:CM1::0"])
    })
  )

  it.effect("are refused with the server's own word", () =>
    Effect.gen(function* () {
      const { session, up } = yield* scene()
      yield* up(1)
      expect(yield* Effect.flip(session.ask(monitorStop, "MonitorStopResponse"))).toMatchObject({
        reason: "refused",
        code: "operation/serviceNotSupported"
      })
    })
  )

  it.effect("without a link are unavailable; on a link that breaks they are ambiguous", () =>
    Effect.gen(function* () {
      const { server, session, up } = yield* scene({}, (message, at) =>
        message.type === "MonitorStop" ? undefined : obliging(message, at)
      )
      expect(yield* Effect.flip(session.ask(monitorStop, "MonitorStopResponse"))).toMatchObject({
        reason: "unavailable",
        code: "link-down"
      })
      yield* up(1)
      const asked = yield* Effect.forkChild(Effect.flip(session.ask(monitorStop, "MonitorStopResponse")))
      yield* eventually(() => server.of("MonitorStop").length === 1)
      server.dropLinks()
      expect(yield* Fiber.join(asked)).toMatchObject({ reason: "ambiguous", code: "link-lost" })
    })
  )

  it.effect("too large for a frame fail here and are not cut", () =>
    Effect.gen(function* () {
      const { server, session, up } = yield* scene()
      yield* up(1)
      const large: Message = { type: "MonitorStop", monitorCrossRefID: "x".repeat(66_000) }
      expect(yield* Effect.flip(session.ask(large, "MonitorStopResponse"))).toMatchObject({
        reason: "unavailable",
        code: "too-large"
      })
      expect(server.of("MonitorStop")).toEqual([])
      expect(session.health().state).toBe("up")
    })
  )

  it.effect("answered by broken XML fail at once, and what comes behind is read", () =>
    Effect.gen(function* () {
      const { server, session, heard, counts, up } = yield* scene({}, (message, at) =>
        message.type === "MonitorStop" ? undefined : obliging(message, at)
      )
      yield* up(1)
      const asked = yield* Effect.forkChild(Effect.flip(session.ask(monitorStop, "MonitorStopResponse")))
      yield* eventually(() => server.of("MonitorStop").length === 1)
      const broken = (xml: string, invokeId: number) => server.raw(Result.getOrThrow(encodeFrame(invokeId, xml)))
      broken("<MonitorStopResponse", server.received.at(-1)?.invokeId ?? 0)
      broken('<!DOCTYPE x [<!ENTITY e "e">]><HeldEvent>&e;</HeldEvent>', 9999)
      broken(`${"<a>".repeat(100)}${"</a>".repeat(100)}`, 9999)
      broken("<FancyEvent/>", 9999)
      broken("<HeldEvent/>", 9999)
      server.send({ type: "HeldEvent", monitorCrossRefID: "1", heldConnection: { callID: "1" } })
      expect(yield* Fiber.join(asked)).toMatchObject({ reason: "ambiguous", code: "malformed" })
      yield* eventually(() => heard.length === 1)
      expect(heard[0]).toMatchObject({ type: "HeldEvent" })
      expect(counts).toEqual(["not-well-formed", "doctype", "depth", "unknown-kind", "incomplete"])
      expect(session.health().state).toBe("up")
    })
  )

  it.effect("are told from events by what they are, not by their invoke ids", () =>
    Effect.gen(function* () {
      const { server, session, heard, up } = yield* scene({}, (message, at) =>
        message.type === "MonitorStop" ? undefined : obliging(message, at)
      )
      yield* up(1)
      const asked = yield* Effect.forkChild(session.ask(monitorStop, "MonitorStopResponse"))
      yield* eventually(() => server.of("MonitorStop").length === 1)
      const invokeId = server.received.at(-1)?.invokeId ?? 0
      const request = { type: "RouteRequest", crossRefIdentifier: "1", currentRoute: "4000" } as const
      server.send(request, invokeId)
      server.send({ type: "HeldEvent", monitorCrossRefID: "1", heldConnection: {} }, invokeId)
      server.send({ type: "MonitorStopResponse" }, invokeId)
      yield* Fiber.join(asked)
      expect(heard.map(({ type }) => type)).toEqual(["RouteRequest", "HeldEvent"])
    })
  )

  it.effect("whose handling fails in our own code end the link, not the process", () =>
    Effect.gen(function* () {
      const { server, session, up, counts } = yield* scene({}, obliging, () => {
        throw new Error("ours")
      })
      yield* up(1)
      server.send({ type: "HeldEvent", monitorCrossRefID: "1", heldConnection: {} })
      yield* eventually(() => session.health().state === "backoff")
      expect(counts).toEqual(["internal"])
      yield* TestClock.adjust(1_200)
      yield* up(2)
    })
  )

  it("take ids 1 to 9998 in turn and never one that is still in use", () => {
    const requests = new Requests()
    const ids: Array<number> = []
    const link = {
      write: (id: number) => {
        ids.push(id)
        return Result.succeed(undefined)
      },
      pause: () => undefined,
      resume: () => undefined,
      close: () => undefined
    }
    const send = () =>
      requests.send(
        link,
        monitorStop,
        () => "<x/>",
        () => undefined
      )
    send()
    send()
    for (let n = 0; n < 9_996; n++) {
      const sent = send()
      if (Result.isSuccess(sent)) requests.answer(sent.success, monitorStop)
    }
    expect(ids.slice(0, 3)).toEqual([1, 2, 3])
    expect(ids.at(-1)).toBe(9_998)
    // 1 and 2 are still pending.
    send()
    expect(ids.at(-1)).toBe(3)
    for (let n = 0; n < 9_995; n++) send()
    expect(requests.size).toBe(9_998)
    expect(Result.isFailure(send())).toBe(true)
    expect(new Set(ids.slice(-9_996)).size).toBe(9_996)
  })
})
