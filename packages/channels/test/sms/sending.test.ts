import { describe, expect, it } from "@effect/vitest"
import { openSms, type SmsOptions } from "@strowger/channels/sms"
import type { Adapter, Outbound } from "@strowger/router/ports"
import { Effect, Fiber, Redacted, Result, Stream } from "effect"
import { WireClosed } from "../../src/sms/link/Wire.ts"
import { centre, fakeWire, type FakeWire, submitted } from "./FakeWire.ts"
import { customer, ours } from "./openLink.ts"
import { deliverSm } from "./pdus.ts"
import { pass, settle } from "./virtualTime.ts"

const options: SmsOptions = {
  id: "sms",
  host: "nowhere",
  port: 2775,
  systemId: "bank",
  password: Redacted.make("secret"),
  sourceAddress: ours
}
let ids = 0
const outbound = (text: string, more: Partial<Outbound> = {}): Outbound => ({
  id: `p/${++ids}`,
  thread: `${customer}|${ours}`,
  to: { channel: "sms", value: customer },
  content: { text },
  automatic: false,
  ...more
})
/** The texts of the submits, in the order they were written. */
const textsOf = (far: FakeWire) =>
  far.written.flatMap((pdu) => (pdu.command === "submit_sm" ? [Buffer.from(pdu.shortMessage).toString("latin1")] : []))

const openOver = (far: FakeWire, more: Partial<SmsOptions> = {}) =>
  Effect.gen(function* () {
    const adapter = yield* openSms({ ...options, ...more }, Effect.succeed(far.wire))
    yield* settle
    expect((yield* adapter.health).state).toBe("up")
    return adapter
  })
const sendAll = (adapter: Adapter, ...texts: ReadonlyArray<string>) =>
  Effect.forkChild(
    Effect.forEach(texts, (text) => Effect.result(adapter.send(outbound(text))), { concurrency: "unbounded" })
  )

describe("the window", () => {
  it.effect("never holds more unanswered requests than its size", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre())
      const adapter = yield* openOver(far, { window: 3 })
      const texts = Array.from({ length: 10 }, (_, index) => `text ${index}`)
      const sending = yield* sendAll(adapter, ...texts)
      yield* settle
      expect(textsOf(far)).toEqual(texts.slice(0, 3))
      for (let answered = 1; answered <= 10; answered++) {
        far.say(submitted(1 + answered))
        yield* settle
        expect(textsOf(far)).toEqual(texts.slice(0, Math.min(10, 3 + answered)))
      }
      expect((yield* Fiber.join(sending)).every(Result.isSuccess)).toBe(true)
    })
  )

  it.effect("a throttled message pauses the whole link and keeps its place", () =>
    Effect.gen(function* () {
      let throttled = 2
      const far = fakeWire(centre((sequence) => [submitted(sequence, throttled-- > 0 ? 0x58 : 0)]))
      const adapter = yield* openOver(far, { window: 1 })
      const sending = yield* sendAll(adapter, "one", "two", "three")
      yield* settle
      expect(textsOf(far)).toEqual(["one"])
      yield* pass(999)
      expect(textsOf(far)).toEqual(["one"])
      yield* pass(1)
      expect(textsOf(far)).toEqual(["one", "one"])
      // The second pause is twice as long.
      yield* pass(1_999)
      expect(textsOf(far)).toHaveLength(2)
      yield* pass(1)
      expect(textsOf(far)).toEqual(["one", "one", "one", "two", "three"])
      expect((yield* Fiber.join(sending)).every(Result.isSuccess)).toBe(true)
      expect(yield* adapter.refused).toEqual({ throttled: 2 })
    })
  )

  it.effect("with a window of many, those throttled come again in their order, before those that wait", () =>
    Effect.gen(function* () {
      let busy = true
      const far = fakeWire(centre((sequence) => [submitted(sequence, busy ? 0x14 : 0)]))
      const adapter = yield* openOver(far, { window: 3 })
      const sending = yield* sendAll(adapter, "1", "2", "3", "4", "5")
      yield* settle
      const before = textsOf(far).length
      busy = false
      yield* pass(1_000)
      expect(textsOf(far).slice(before)).toEqual(["1", "2", "3", "4", "5"].slice(0))
      expect((yield* Fiber.join(sending)).every(Result.isSuccess)).toBe(true)
    })
  )

  it.effect("parts of one message go in order, one after the other", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre((sequence) => [submitted(sequence)]))
      const adapter = yield* openOver(far, { concat: "sar" })
      const accepted = yield* adapter.send(outbound("a".repeat(400)))
      expect(accepted).toEqual({ parts: 3, refs: ["m2", "m3", "m4"] })
      expect(textsOf(far).map(({ length }) => length)).toEqual([153, 153, 94])
    })
  )
})

describe("what becomes of a message", () => {
  const outcomes = [
    [0x0b, "reject", "ESME_RINVDSTADR"],
    [0x66, "reject", "ESME_RX_R_APPN"],
    [0x00abcdef, "reject", "0x00abcdef"],
    [0x08, "retry", "ESME_RSYSERR"],
    [0x45, "retry", "ESME_RSUBMITFAIL"]
  ] as const
  for (const [status, outcome, code] of outcomes) {
    it.effect(`${code} is ${outcome}`, () =>
      Effect.gen(function* () {
        const far = fakeWire(centre((sequence) => [submitted(sequence, status)]))
        const adapter = yield* openOver(far)
        const sending = yield* sendAll(adapter, "hi")
        yield* pass(60_000)
        expect(yield* Fiber.join(sending)).toMatchObject([{ _tag: "Failure", failure: { outcome, code } }])
        expect(textsOf(far)).toHaveLength(outcome === "retry" ? 3 : 1)
      })
    )
  }

  it.effect("refused after the first part was taken: a retry is no longer possible", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre((sequence) => [submitted(sequence, sequence === 2 ? 0 : 0x08)]))
      const adapter = yield* openOver(far)
      const sending = yield* sendAll(adapter, "a".repeat(200))
      yield* pass(60_000)
      expect(yield* Fiber.join(sending)).toMatchObject([{ failure: { outcome: "ambiguous", code: "ESME_RSYSERR" } }])
    })
  )

  it.effect("what waits longer than it is worth is not sent late", () =>
    Effect.gen(function* () {
      let busy = true
      const far = fakeWire(centre((sequence) => [submitted(sequence, busy ? 0x58 : 0)]))
      const adapter = yield* openOver(far)
      const sending = yield* Effect.forkChild(Effect.flip(adapter.send(outbound("late", { expiresAtMs: 500 }))))
      yield* settle
      busy = false
      yield* pass(1_000)
      expect(yield* Fiber.join(sending)).toMatchObject({ outcome: "reject", code: "expired" })
      expect(textsOf(far)).toEqual(["late"])
      const [pdu] = far.written.filter(({ command }) => command === "submit_sm")
      expect(pdu).toMatchObject({ validityPeriod: "000000000001000R" })
    })
  )

  it.effect("without a link it is surely not sent; a lost link with the message under way is ambiguous", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre())
      const adapter = yield* openOver(far, { window: 1, backoff: { minMs: 1_000, maxMs: 1_000 } })
      const sending = yield* sendAll(adapter, "under way", "waiting")
      yield* settle
      far.hangUp()
      expect(yield* Fiber.join(sending)).toMatchObject([
        { failure: { outcome: "ambiguous", code: "no-response" } },
        { failure: { outcome: "retry", code: "link-down" } }
      ])
      expect(yield* Effect.flip(adapter.send(outbound("later")))).toMatchObject({ outcome: "retry", code: "link-down" })
    })
  )

  it.effect("a send given up while it waits leaves no gap in the window", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre())
      const adapter = yield* openOver(far, { window: 1 })
      const first = yield* sendAll(adapter, "first")
      const second = yield* sendAll(adapter, "second")
      const third = yield* sendAll(adapter, "third")
      yield* settle
      yield* Fiber.interrupt(second)
      yield* Fiber.interrupt(first)
      yield* settle
      expect(textsOf(far)).toEqual(["first", "third"])
      far.say(submitted(3))
      expect((yield* Fiber.join(third)).every(Result.isSuccess)).toBe(true)
    })
  )

  it.effect("what no centre can take is refused here", () =>
    Effect.gen(function* () {
      const adapter = yield* openOver(fakeWire(centre()))
      const refused = (more: Partial<Outbound>, text = "x") => Effect.flip(adapter.send(outbound(text, more)))
      expect(yield* refused({}, "中".repeat(255 * 67 + 1))).toMatchObject({ outcome: "reject", code: "too-long" })
      expect(yield* refused({ to: { channel: "sms", value: "张三" } })).toMatchObject({ code: "bad-address" })
      expect(yield* refused({ from: { channel: "sms", value: "名" } })).toMatchObject({ code: "bad-address" })
    })
  )
})

describe("coming back", () => {
  it.effect("waits a random time below a bound that doubles to the most, then binds on a new wire", () =>
    Effect.gen(function* () {
      let tries = 0
      const adapter = yield* openSms(
        { ...options, backoff: { minMs: 1_000, maxMs: 8_000 } },
        Effect.suspend(() => {
          tries++
          return tries <= 6
            ? Effect.fail(new WireClosed({ message: "refused" }))
            : Effect.succeed(fakeWire(centre()).wire)
        })
      )
      yield* settle
      expect(tries).toBe(1)
      expect(yield* adapter.health).toMatchObject({ state: "backoff", detail: expect.stringContaining("refused") })
      yield* pass(1_000)
      expect(tries).toBeGreaterThanOrEqual(2)
      yield* pass(1_000 + 2_000 + 4_000 + 8_000 * 3)
      expect(tries).toBe(7)
      expect((yield* adapter.health).state).toBe("up")
    })
  )

  it.effect("a wrong password is a fault of the settings: down, slow, and the password is not in the words", () =>
    Effect.gen(function* () {
      let binds = 0
      const far = () =>
        fakeWire(({ command, sequence }) => {
          if (command !== "bind_transceiver") return []
          binds++
          return [{ command: "bind_transceiver_resp", sequence, status: 0x0e, systemId: "", tlvs: [] }]
        }).wire
      const adapter = yield* openSms(options, Effect.sync(far))
      yield* pass(29_000)
      expect(binds).toBe(1)
      const health = yield* adapter.health
      expect(health).toMatchObject({ state: "down", detail: expect.stringContaining("ESME_RINVPASWD") })
      expect(JSON.stringify(health)).not.toContain("secret")
      expect(yield* adapter.refused).toEqual({ bind: 1 })
    })
  )

  it.effect("a peer that takes the connection and says nothing is given up after the bind time", () =>
    Effect.gen(function* () {
      const adapter = yield* openSms(
        { ...options, bindTimeoutMs: 5_000 },
        Effect.sync(() => fakeWire().wire)
      )
      yield* pass(4_999)
      expect((yield* adapter.health).state).toBe("starting")
      yield* pass(1)
      expect((yield* adapter.health).state).toBe("backoff")
    })
  )

  it.effect("a slow host is not buried: units beyond the limit are put off", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre())
      const adapter = yield* openOver(far, { maxUnacknowledged: 2 })
      for (let sequence = 1; sequence <= 3; sequence++) far.say(deliverSm({ sequence }))
      yield* settle
      expect(far.written.filter(({ command }) => command === "deliver_sm_resp")).toMatchObject([
        { sequence: 3, status: 0x64 }
      ])
      const units = yield* Stream.runCollect(Stream.take(adapter.inbound, 2))
      for (const unit of [...units, ...units]) if (unit.type === "Delivery") yield* unit.ack({ duplicate: false })
      far.say(deliverSm({ sequence: 4 }))
      yield* settle
      const answers = far.written.filter(({ command }) => command === "deliver_sm_resp")
      expect(answers.map(({ sequence, status }) => [sequence, status])).toEqual([
        [3, 0x64],
        [1, 0],
        [2, 0]
      ])
    })
  )
})

describe("draining", () => {
  it.effect("a long message that was begun goes out whole before unbind; nothing new is taken", () =>
    Effect.gen(function* () {
      const far = fakeWire(centre())
      const adapter = yield* openOver(far)
      const sending = yield* sendAll(adapter, "a".repeat(400))
      yield* settle
      const draining = yield* Effect.forkChild(adapter.drain)
      yield* settle
      expect((yield* adapter.health).state).toBe("draining")
      for (let part = 1; part <= 3; part++) {
        far.say(submitted(1 + part))
        yield* settle
      }
      yield* Fiber.join(draining)
      expect(yield* Fiber.join(sending)).toMatchObject([{ _tag: "Success", success: { parts: 3 } }])
      expect(far.written.map(({ command }) => command).slice(1)).toEqual([
        "submit_sm",
        "submit_sm",
        "submit_sm",
        "unbind"
      ])
      expect((yield* adapter.health).state).toBe("down")
    })
  )

  it.effect(
    "what does not get out in one response time is surely not sent; what the host does not answer stays so",
    () =>
      Effect.gen(function* () {
        const far = fakeWire(centre((sequence) => [submitted(sequence, 0x58)]))
        const adapter = yield* openOver(far)
        far.say(deliverSm())
        const sending = yield* sendAll(adapter, "throttled for long")
        yield* settle
        const draining = yield* Effect.forkChild(adapter.drain)
        yield* pass(9_999)
        expect((yield* adapter.health).state).toBe("draining")
        yield* pass(1)
        yield* Fiber.join(draining)
        expect(yield* Fiber.join(sending)).toMatchObject([{ failure: { outcome: "retry", code: "link-down" } }])
        expect(far.written.filter(({ command }) => command === "deliver_sm_resp")).toEqual([])
        expect(far.written.at(-1)?.command).toBe("unbind")
      })
  )
})

describe("settings", () => {
  it.effect("every fault at once, with what to do, and never the password", () =>
    Effect.gen(function* () {
      const wrong = {
        ...options,
        port: 0,
        systemId: "",
        password: Redacted.make("far too long"),
        window: 0,
        sourceAddress: "",
        sizes: { gsm7: { single: 161, part: 153 }, ucs2: { single: 70, part: 67 } }
      }
      const error = yield* Effect.flip(openSms(wrong))
      expect(error.problems.map(({ path }) => path)).toEqual([
        "port",
        "systemId",
        "password",
        "sourceAddress",
        "window",
        "sizes"
      ])
      expect(error.problems.every(({ remedy }) => remedy.length > 0)).toBe(true)
      expect(error.message).not.toContain("far too long")
    })
  )
})
