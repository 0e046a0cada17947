import { describe, expect, it } from "@effect/vitest"
import { Effect, Fiber, Result } from "effect"
import { openSession, type Session } from "../../src/sms/link/Session.ts"
import { centre, fakeWire, type FakeWire, submitted } from "./FakeWire.ts"
import { deliverSm } from "./pdus.ts"
import { pass, settle } from "./virtualTime.ts"

const refusals: Array<string> = []
const open = (far: FakeWire) =>
  openSession(far.wire, {
    responseTimeoutMs: 10_000,
    enquireLinkMs: 30_000,
    enquireMisses: 2,
    onUnit: () => Effect.void,
    onRefused: (reason) => void refusals.push(reason)
  })
const bind = (session: Session) =>
  session.request((sequence) => ({
    command: "bind_transceiver",
    sequence,
    status: 0,
    systemId: "bank",
    password: "secret",
    systemType: "",
    interfaceVersion: 0x34
  }))
const submit = (session: Session) =>
  session.request((sequence) => ({ ...deliverSm({ command: "submit_sm" }), sequence }))

describe("a session", () => {
  it.effect("a submit without a response is ambiguous after exactly the response time, and the link goes on", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre())
      const session = yield* open(far)
      yield* bind(session)
      const asked = yield* Effect.forkChild(Effect.result(submit(session)))
      yield* pass(9_999)
      expect(asked.pollUnsafe()).toBeUndefined()
      yield* pass(1)
      const result = yield* Fiber.join(asked)
      expect(result).toMatchObject({ _tag: "Failure", failure: { written: true, message: "no response in time" } })
      expect(session.state()).toBe("bound")
      // The response that comes late is counted and harms nothing.
      refusals.length = 0
      far.say(submitted(2))
      yield* settle
      expect(refusals).toEqual(["response-to-nothing"])
    })
  )

  it.effect("a thousand requests in flight all settle when the peer hangs up", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre())
      const session = yield* open(far)
      yield* bind(session)
      const asked = yield* Effect.forkChild(
        Effect.all(
          Array.from({ length: 1_000 }, () => Effect.result(submit(session))),
          { concurrency: "unbounded" }
        )
      )
      yield* settle
      far.hangUp()
      const results = yield* Fiber.join(asked)
      expect(results.filter((result) => Result.isFailure(result) && result.failure.written)).toHaveLength(1_000)
      expect(yield* session.closed).toBe("the peer closed the connection")
      expect(yield* Effect.flip(submit(session))).toMatchObject({ written: false })
    })
  )

  it.effect("a silent peer is given up after two unanswered enquire_links", () =>
    Effect.gen(function* () {
      const answers = centre()
      const far = fakeWire((pdu) => (pdu.command === "enquire_link" ? [] : answers(pdu)))
      const session = yield* open(far)
      yield* bind(session)
      yield* pass(79_999)
      expect(session.state()).toBe("bound")
      yield* pass(1)
      expect(session.state()).toBe("closed")
      expect(far.written.filter(({ command }) => command === "enquire_link")).toHaveLength(2)
    })
  )

  it.effect("one that answers stays; its own enquire_link is answered", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre())
      const session = yield* open(far)
      yield* bind(session)
      yield* pass(600_000)
      expect(session.state()).toBe("bound")
      far.say({ command: "enquire_link", sequence: 99, status: 0 })
      yield* settle
      expect(far.written.at(-1)).toEqual({ command: "enquire_link_resp", sequence: 99, status: 0 })
    })
  )

  it.effect("a unit before the bind is refused; unbind of the peer is answered and ends the link", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre())
      const session = yield* open(far)
      far.say(deliverSm({ sequence: 5 }))
      yield* settle
      expect(far.written).toMatchObject([{ command: "deliver_sm_resp", sequence: 5, status: 0x04 }])
      yield* bind(session)
      far.say({ command: "unbind", sequence: 6, status: 0 })
      expect(yield* session.closed).toBe("the peer unbound")
      expect(far.written.at(-1)).toEqual({ command: "unbind_resp", sequence: 6, status: 0 })
    })
  )

  it.effect("an answer is proven when a later request of ours was responded to", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre((sequence) => [submitted(sequence)]))
      const session = yield* open(far)
      yield* bind(session)
      expect(yield* session.answer({ request: deliverSm({ sequence: 9 }), status: 0 })).toBe(1)
      expect(session.proven()).toBe(0)
      yield* submit(session)
      expect(session.proven()).toBe(1)
    })
  )
})
