import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { makeSession } from "../src/session/Session.ts"
import { obliging, Responder, type Script } from "./responder.ts"
import { eventually, responder, scene, settings } from "./sessionScene.ts"

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
      // The clock goes on past the second attempt in one move: it must not run out before the socket has had its turn.
      const { server, session } = yield* scene({ connectTimeoutMs: 60_000 }, () => ({
        type: "StartApplicationSessionNegResponse",
        errorCode: { defined: true, text: "invalidApplicationInfo" }
      }))
      yield* eventually(() => session.health().detail?.includes("invalidApplicationInfo") === true)
      expect(session.health().state).toBe("backoff")
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
