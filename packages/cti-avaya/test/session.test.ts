import { describe, expect, it } from "@effect/vitest"
import { Effect, Fiber, Redacted, Result } from "effect"
import { TestClock } from "effect/testing"
import { type AvayaOptions, settle } from "../src/AvayaOptions.ts"
import { encodeFrame } from "../src/frame.ts"
import type { Message } from "../src/messages/Message.ts"
import { Requests } from "../src/session/Requests.ts"
import { makeSession } from "../src/session/Session.ts"
import { obliging, Responder, type Script } from "./responder.ts"

const settings = (ports: ReadonlyArray<number>, more: Partial<AvayaOptions> = {}) =>
  Result.getOrThrow(
    settle({
      id: "cm",
      addresses: ports.map((port) => ({ host: "127.0.0.1", port })),
      allowPlaintext: true,
      user: "cti",
      password: Redacted.make("geheim"),
      switchName: "CM1",
      vdns: [],
      stations: [],
      routeHoldMs: 2_500,
      ...more
    })
  )

const responder = Effect.acquireRelease(
  Effect.promise(() => Responder.open()),
  (server) => Effect.promise(() => server.close())
)
/** Lets real sockets do their work while the clock stands still. */
const eventually = (what: () => boolean): Effect.Effect<void> =>
  Effect.promise(async () => {
    const before = performance.now()
    while (!what()) {
      if (performance.now() - before > 5_000) throw new Error(`never: ${what}`)
      await new Promise((turn) => setTimeout(turn, 1))
    }
  })

const scene = Effect.fnUntraced(function* (more: Partial<AvayaOptions> = {}, script: Script = obliging) {
  const server = yield* responder
  server.script = script
  const heard: Array<Message> = []
  const ups: Array<boolean> = []
  const counts: Array<string> = []
  const downs: Array<string> = []
  const session = yield* makeSession(settings([server.port], more))
  yield* session.start({
    message: (message) => void heard.push(message),
    up: ({ recovered }) => Effect.sync(() => ups.push(recovered)),
    down: () => void downs.push("down"),
    count: (reason) => void counts.push(reason)
  })
  const up = (times: number) => eventually(() => ups.length === times && session.health().state === "up")
  return { server, session, heard, ups, counts, downs, up }
})

describe("a session", () => {
  it.effect("logs in with the versions it knows, highest first", () =>
    Effect.gen(function* () {
      const { server, session, up } = yield* scene()
      expect(session.health().state).toBe("starting")
      yield* up(1)
      const [start] = server.of("StartApplicationSession")
      expect(start).toMatchObject({
        applicationInfo: {
          applicationID: "strowger",
          applicationSpecificInfo: { userName: "cti", password: "geheim", sessionCleanupDelay: 60 }
        },
        requestedSessionDuration: 180
      })
      expect(start?.requestedProtocolVersions[0]).toContain("ed3/privC")
      expect(server.received[0]?.invokeId).toBe(1)
    })
  )

  it.effect("is kept alive at a third of its duration", () =>
    Effect.gen(function* () {
      const { server, session, up } = yield* scene()
      yield* up(1)
      const resets = () => server.of("ResetApplicationSessionTimer").length
      yield* TestClock.adjust(59_999)
      expect(resets()).toBe(0)
      yield* TestClock.adjust(1)
      yield* eventually(() => resets() === 1)
      expect(server.of("ResetApplicationSessionTimer")[0]).toMatchObject({ sessionID: session.id() })
      yield* Effect.promise(() => new Promise((turn) => setTimeout(turn, 20)))
      yield* TestClock.adjust(60_000)
      yield* eventually(() => resets() === 2)
    })
  )

  it.effect("takes the server's shorter duration", () =>
    Effect.gen(function* () {
      const short: Script = (message, at) => {
        const answer = obliging(message, at)
        return answer?.type === "StartApplicationSessionPosResponse" ? { ...answer, actualSessionDuration: 30 } : answer
      }
      const { server, up } = yield* scene({}, short)
      yield* up(1)
      yield* TestClock.adjust(10_000)
      yield* eventually(() => server.of("ResetApplicationSessionTimer").length === 1)
    })
  )

  it.effect("whose keep-alive is not answered twice is a dead link: the old session is asked for on a new one", () =>
    Effect.gen(function* () {
      const silent = { on: false }
      const { server, session, up, downs } = yield* scene({}, (message, at) =>
        silent.on && message.type === "ResetApplicationSessionTimer" ? undefined : obliging(message, at)
      )
      yield* up(1)
      const first = session.id()
      silent.on = true
      yield* TestClock.adjust(60_000)
      yield* eventually(() => server.of("ResetApplicationSessionTimer").length === 1)
      yield* TestClock.adjust(10_000)
      yield* eventually(() => server.of("ResetApplicationSessionTimer").length === 2)
      expect(session.health().state).toBe("up")
      yield* TestClock.adjust(10_000)
      yield* eventually(() => session.health().state === "backoff")
      expect(downs).toEqual(["down"])
      silent.on = false
      yield* TestClock.adjust(1_200)
      yield* up(2)
      expect(session.id()).toBe(first)
      expect(server.of("StartApplicationSession")[1]?.applicationInfo.applicationSpecificInfo?.sessionID).toBe(first)
      expect(server.connections).toBe(2)
    })
  )

  it.effect("that answers in between one miss and the next is alive", () =>
    Effect.gen(function* () {
      const silent = { on: true }
      const { server, session, up } = yield* scene({}, (message, at) =>
        silent.on && message.type === "ResetApplicationSessionTimer" ? undefined : obliging(message, at)
      )
      yield* up(1)
      yield* TestClock.adjust(60_000)
      yield* eventually(() => server.of("ResetApplicationSessionTimer").length === 1)
      silent.on = false
      yield* TestClock.adjust(10_000)
      yield* eventually(() => server.of("ResetApplicationSessionTimer").length === 2)
      yield* TestClock.adjust(30_000)
      expect(session.health().state).toBe("up")
      expect(server.connections).toBe(1)
    })
  )

  it.effect("whose keep-alive is refused is gone: a negative answer is not ignored", () =>
    Effect.gen(function* () {
      const { server, session, up } = yield* scene({}, (message, at) =>
        message.type === "ResetApplicationSessionTimer"
          ? {
              type: "ResetApplicationSessionTimerNegResponse",
              errorCode: { defined: true, text: "invalidSessionID" }
            }
          : obliging(message, at)
      )
      yield* up(1)
      const first = session.id()
      yield* TestClock.adjust(60_000)
      yield* eventually(() => session.health().state === "backoff")
      expect(session.health().detail).toContain("invalidSessionID")
      yield* TestClock.adjust(1_200)
      yield* up(2)
      expect(session.id()).not.toBe(first)
      expect(
        server.of("StartApplicationSession")[1]?.applicationInfo.applicationSpecificInfo?.sessionID
      ).toBeUndefined()
    })
  )

  it.effect("that the server ends is started anew", () =>
    Effect.gen(function* () {
      const { server, session, ups, up } = yield* scene()
      yield* up(1)
      server.send({
        type: "ApplicationSessionTerminated",
        sessionID: session.id(),
        sessionTermReason: { defined: true, text: "sessionTimerExpired" }
      })
      yield* eventually(() => session.health().state === "backoff")
      yield* TestClock.adjust(1_200)
      yield* up(2)
      expect(ups).toEqual([false, false])
    })
  )

  it.effect("comes back as it was when only the link broke, and as a new one when the server forgot it", () =>
    Effect.gen(function* () {
      const forgot = { on: false }
      const { server, ups, up } = yield* scene({}, (message, at) =>
        forgot.on &&
        message.type === "StartApplicationSession" &&
        message.applicationInfo.applicationSpecificInfo?.sessionID !== undefined
          ? { type: "StartApplicationSessionNegResponse", errorCode: { defined: true, text: "invalidApplicationInfo" } }
          : obliging(message, at)
      )
      yield* up(1)
      server.dropLinks()
      yield* eventually(() => server.connections === 1 && ups.length === 1)
      yield* TestClock.adjust(1_200)
      yield* up(2)
      forgot.on = true
      server.dropLinks()
      yield* Effect.promise(() => new Promise((turn) => setTimeout(turn, 20)))
      yield* TestClock.adjust(2_400)
      yield* up(3)
      expect(ups).toEqual([false, true, false])
      // The second login went over the same connection.
      expect(server.connections).toBe(3)
    })
  )

  it.effect("says good-bye when its scope ends", () =>
    Effect.gen(function* () {
      const server = yield* responder
      yield* Effect.scoped(
        Effect.gen(function* () {
          const session = yield* makeSession(settings([server.port]))
          yield* session.start({
            message: () => undefined,
            up: () => Effect.void,
            down: () => undefined,
            count: () => undefined
          })
          yield* eventually(() => session.health().state === "up")
        })
      )
      expect(server.kinds).toEqual(["StartApplicationSession", "StopApplicationSession"])
      expect(server.of("StopApplicationSession")[0]?.sessionEndReason).toEqual({ defined: true, text: "normal" })
    })
  )
})

describe("connecting", () => {
  it.effect("tries the addresses in their order", () =>
    Effect.gen(function* () {
      const dead = yield* Effect.promise(() => Responder.open())
      const { port } = dead
      yield* Effect.promise(() => dead.close())
      const server = yield* responder
      const session = yield* makeSession(settings([port, server.port]))
      yield* session.start({
        message: () => undefined,
        up: () => Effect.void,
        down: () => undefined,
        count: () => undefined
      })
      yield* eventually(() => session.health().state === "up")
      expect(server.connections).toBe(1)
    })
  )

  it.effect("backs off 1, 2, 5, 10, 30 s, give or take a fifth", () =>
    Effect.gen(function* () {
      const { server, session } = yield* scene({}, () => undefined)
      const attempts = () => server.connections
      for (const [turn, delayMs] of [1_000, 2_000, 5_000, 10_000, 30_000, 30_000].entries()) {
        yield* eventually(() => attempts() === turn + 1)
        yield* Effect.promise(() => server.until(() => server.sockets.length === 1))
        server.dropLinks()
        yield* eventually(() => session.health().state === "backoff")
        yield* Effect.promise(() => new Promise((next) => setTimeout(next, 10)))
        yield* TestClock.adjust(delayMs * 0.79)
        expect(attempts()).toBe(turn + 1)
        yield* TestClock.adjust(delayMs * 0.42)
      }
      yield* eventually(() => attempts() === 7)
    })
  )

  it.effect("does not hammer a server that refuses the password", () =>
    Effect.gen(function* () {
      const { server, session } = yield* scene({}, () => ({
        type: "StartApplicationSessionNegResponse",
        errorCode: { defined: true, text: "invalidApplicationInfo" }
      }))
      yield* eventually(() => session.health().state === "backoff")
      expect(session.health().detail).toContain("invalidApplicationInfo")
      expect(session.health().detail).not.toContain("geheim")
      yield* TestClock.adjust(23_000)
      expect(server.connections).toBe(1)
      yield* TestClock.adjust(14_000)
      yield* eventually(() => server.connections === 2)
    })
  )

  it.effect("gives up an address that does not log us in within the time", () =>
    Effect.gen(function* () {
      const { server, session } = yield* scene({}, () => undefined)
      yield* eventually(() => server.received.length === 1)
      yield* TestClock.adjust(10_000)
      yield* eventually(() => session.health().state === "backoff")
      expect(session.health().detail).toContain("timeout")
    })
  )

  it.effect("closes a link that speaks HTTP, counts it, and comes back to a good one", () =>
    Effect.gen(function* () {
      const { server, counts, session, up } = yield* scene({}, (message, at) => {
        if (at.connection > 1) return obliging(message, at)
        server.raw(Buffer.from("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))
        return undefined
      })
      yield* eventually(() => session.health().state === "backoff")
      expect(counts).toEqual(["frame-version"])
      yield* TestClock.adjust(1_200)
      yield* up(1)
    })
  )
})

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
