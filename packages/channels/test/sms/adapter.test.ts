import { type AddressInfo, createServer } from "node:net"
import { Smsc, type SmscOptions } from "@strowger/channels/sim"
import { joinParts, openSms } from "@strowger/channels/sms"
import { adapterLaws, openCuttingProxy } from "@strowger/channels/testing"
import type { Delivery } from "@strowger/router/ports"
import { Effect, Redacted, Result } from "effect"
import { afterEach, describe, expect, test } from "vitest"
import { codingNumber, writeText } from "../../src/sim/smsc/phoneText.ts"
import { ack, customer, type OpenLink, openLink, ours, textOf } from "./openLink.ts"

let smsc: Smsc
let link: OpenLink | undefined
afterEach(async () => {
  await link?.close()
  link = undefined
  await smsc?.stop()
})
const start = async (options: Partial<SmscOptions> = {}, more: Parameters<typeof openLink>[1] = {}) => {
  smsc = await Smsc.start({ systemId: "bank", password: "secret", ...options })
  link = await openLink(smsc.port, more)
  await link.up()
  return link
}
const stateOf = (text: string) => smsc.book().units.find((unit) => unit.text === text)?.state

describe("units from phones", () => {
  test("the centre is told only after the host has recorded", async () => {
    const { next, adapter, send } = await start()
    smsc.deliver({ from: customer, to: ours, text: "hello" })
    const delivery = await next()
    // A round trip on the same link: an acknowledgement sent before would be in the book by now.
    await send("anything")
    expect(stateOf("hello")).toBe("sent")
    await ack(delivery)
    await smsc.until(({ units }) => units.some(({ text, state }) => text === "hello" && state === "acked"))
    expect(await Effect.runPromise(adapter.refused)).toEqual({})
  })

  test("put off it comes again with its key; refused for good it does not", async () => {
    const { next } = await start({ retryAfterMs: 20 })
    smsc.deliver({ from: customer, to: ours, text: "later" })
    const first = await next()
    await Effect.runPromise(first.nack("retry"))
    const second = await next()
    expect(second.unit.key).toEqual(first.unit.key)
    await Effect.runPromise(second.nack("poison"))
    const { units } = await smsc.until(({ units }) => units[0]?.state === "refused")
    expect(units).toMatchObject([{ tries: 2, status: 0x66 }])
  })

  test("acknowledged twice, or after the link is gone, harms nothing", async () => {
    const { next } = await start()
    smsc.deliver({ from: customer, to: ours, text: "hello" })
    const delivery = await next()
    smsc.dropLinks()
    await smsc.until(({ binds }) => binds === 2)
    const again = await next()
    expect(again.unit.key).toEqual(delivery.unit.key)
    await ack(delivery)
    await ack(again)
    await ack(again)
    const { units } = await smsc.until(({ units }) => units[0]?.state === "acked")
    expect(units).toMatchObject([{ tries: 2, state: "acked" }])
  })

  test.each(["udh8", "udh16", "sar", "payload"] as const)("a long text by %s, Chinese with emoji", async (concat) => {
    const { next } = await start()
    const text = "我的卡丢了，请挂失😀！".repeat(20)
    const ids = smsc.deliver({ from: customer, to: ours, text, concat })
    const units = []
    for (const _ of ids) {
      const delivery = await next()
      units.push(delivery.unit)
      await ack(delivery)
    }
    if (concat === "payload") expect(units.map(textOf)).toEqual([text])
    else
      expect(joinParts(units.filter((unit) => unit.type === "Part"))).toMatchObject({
        complete: true,
        content: { text }
      })
  })

  test("two long texts of two customers, parts mixed and one part twice, are two texts", async () => {
    const { next } = await start()
    const texts = { "8613800138000": "第一条，".repeat(40), "8613900139000": "第二条。".repeat(40) }
    for (const [from, text] of Object.entries(texts)) smsc.deliver({ from, to: ours, text, order: [2, 1, 1, 3] })
    const sets = new Map<string, Array<Delivery["unit"] & { type: "Part" }>>()
    for (let count = 0; count < 8; count++) {
      const delivery = await next()
      await ack(delivery)
      if (delivery.unit.type !== "Part") throw new Error("no part")
      sets.set(delivery.unit.set.id, [...(sets.get(delivery.unit.set.id) ?? []), delivery.unit])
    }
    const joined = [...sets.values()].map((parts) => [parts[0]?.from.value, joinParts(parts).content?.text])
    expect(Object.fromEntries(joined)).toEqual(texts)
  })
})

describe("messages to phones", () => {
  test("arrive as written, in GSM 7-bit and in UCS-2, cut or not", async () => {
    const { send } = await start()
    const texts = ["ok", "5€ [x]".repeat(40), "您好👨‍👩‍👧".repeat(30), "", "a".repeat(160)]
    for (const text of texts) expect(Result.isSuccess(await send(text))).toBe(true)
    expect(smsc.book().messages.map(({ text }) => text)).toEqual(texts)
    expect(smsc.book().messages.every(({ complete }) => complete)).toBe(true)
  })

  test.each(["udh8", "udh16", "sar", "payload"] as const)("cut by %s", async (concat) => {
    const { send } = await start({}, { concat })
    const text = "费用 5€ 🙏🏽".repeat(60)
    const sent = Result.getOrThrow(await send(text))
    expect(smsc.book().messages).toMatchObject([{ text, complete: true, ids: sent.refs }])
  })

  test("a receipt that comes before the response names the message that the response names", async () => {
    const { send, next } = await start({ receipts: { beforeResponse: true, stat: "UNDELIV" } })
    const sending = send("hello")
    const receipt = await next()
    const { refs } = Result.getOrThrow(await sending)
    expect(receipt.unit).toMatchObject({ type: "Receipt", ref: refs[0], status: "failed" })
  })

  test.each(["drop-before", "drop-after"] as const)(
    "a link lost with a message under way (%s) is ambiguous; it is not sent again",
    async (fault) => {
      const { send, up } = await start()
      smsc.fault = () => fault
      expect(await send("hello")).toMatchObject({
        _tag: "Failure",
        failure: { outcome: "ambiguous", code: "no-response" }
      })
      smsc.fault = () => undefined
      await smsc.until(({ binds }) => binds === 2)
      await up()
      expect(Result.isSuccess(await send("next"))).toBe(true)
      expect(smsc.book().messages.map(({ text }) => text)).toEqual(
        fault === "drop-after" ? ["hello", "next"] : ["next"]
      )
    }
  )

  test("a centre that takes and never answers: ambiguous after the response time", async () => {
    const { send } = await start({}, { responseTimeoutMs: 50 })
    smsc.fault = () => "silence"
    expect(await send("hello")).toMatchObject({ failure: { outcome: "ambiguous" } })
  })
})

describe("the link", () => {
  test("fifty cuts at any octet, both ways: every unit acknowledged in the end, under one key each", async () => {
    smsc = await Smsc.start({ systemId: "bank", password: "secret", stamp: true })
    const proxy = await openCuttingProxy({ host: "127.0.0.1", port: smsc.port })
    link = await openLink(proxy.port)
    const keys = new Map<string, Set<string>>()
    let taking = true
    const host = (async () => {
      while (taking) {
        const delivery = await link?.next()
        if (delivery === undefined || delivery.unit.type !== "Message") continue
        const { key, content } = delivery.unit
        keys.set(content.text, (keys.get(content.text) ?? new Set()).add(key.id))
        await ack(delivery)
      }
    })()
    const seed = Date.now() % 997
    let said = 0
    for (let round = 0; round < 50; round++) {
      const direction = round % 2 === 0 ? "up" : "down"
      let cut = false
      void proxy.cut({ direction, afterBytes: (seed + round * 13) % 90 }).then(() => {
        cut = true
      })
      // One acknowledgement has 17 octets: units go on until the cut is reached.
      while (!cut) {
        smsc.deliver({ from: customer, to: ours, text: `unit ${said++}` })
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    const { units } = await smsc.until(({ units }) => units.every(({ state }) => state === "acked"), 20_000)
    expect(proxy.made()).toBe(50)
    expect(units.map(({ text }) => [text, keys.get(text)?.size, seed])).toEqual(
      units.map(({ text }) => [text, 1, seed])
    )
    taking = false
    smsc.deliver({ from: customer, to: ours, text: "end" })
    await host
    await proxy.close()
  })

  test("a peer that takes the connection and no handshake is given up after the bind time", async () => {
    const deaf = createServer((socket) => socket.resume().on("error", () => {}))
    await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve))
    link = await openLink((deaf.address() as AddressInfo).port, { tls: true, bindTimeoutMs: 50 })
    expect(await link.health(({ state }) => state === "backoff")).toMatchObject({
      detail: expect.stringContaining("took too long")
    })
    await link.close()
    link = undefined
    await new Promise((resolve) => deaf.close(resolve))
  })

  test("drain: what is under way ends, what comes meanwhile is put off, unbind is said", async () => {
    const { next, send, adapter } = await start({ receipts: { delayMs: 10_000 } })
    smsc.deliver({ from: customer, to: ours, text: "taken" })
    const delivery = await next()
    const draining = Effect.runPromise(adapter.drain)
    smsc.deliver({ from: customer, to: ours, text: "too late" })
    await smsc.until(({ units }) => units.some(({ text, status }) => text === "too late" && status === 0x64))
    expect(await send("no")).toMatchObject({ failure: { outcome: "retry" } })
    await ack(delivery)
    await draining
    expect(stateOf("taken")).toBe("acked")
    expect(await Effect.runPromise(adapter.health)).toMatchObject({ state: "down", detail: "drained" })
    expect(smsc.bound).toBe(0)
  })
})

describe("the adapter laws", () => {
  const world = Effect.gen(function* () {
    const centre = yield* Effect.acquireRelease(
      Effect.promise(() => Smsc.start({ systemId: "bank", password: "secret", stamp: false, retryAfterMs: 50 })),
      (one) => Effect.promise(() => one.stop())
    )
    const proxy = yield* Effect.acquireRelease(
      Effect.promise(() => openCuttingProxy({ host: "127.0.0.1", port: centre.port })),
      (one) => Effect.promise(() => one.close())
    )
    const adapter = yield* openSms({
      id: "sms",
      host: "127.0.0.1",
      port: proxy.port,
      systemId: "bank",
      password: Redacted.make("secret"),
      sourceAddress: ours,
      backoff: { minMs: 10, maxMs: 50 }
    })
    const bound = async () => {
      while (centre.bound === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    yield* Effect.promise(bound)
    const units = new Map<string, Array<string>>()
    const said = (id: string, text: string) => {
      const coding = /^[\x20-\x7e]*$/.test(text) ? "gsm7" : "ucs2"
      return centre.deliverPdu({
        source: { ton: 1, npi: 1, value: customer },
        destination: { ton: 0, npi: 1, value: ours },
        dataCoding: codingNumber[coding],
        shortMessage: writeText(text, coding),
        tlvs: [{ tag: 0x001e, value: Buffer.from(`${id}\0`, "latin1") }]
      })
    }
    const rubbish = (octets: Uint8Array) => async () => centre.sendRaw(octets)
    return {
      adapter,
      peer: {
        say: async (id: string, text: string) => {
          units.set(id, [...(units.get(id) ?? []), said(id, text)])
        },
        acknowledged: (id: string) =>
          centre.book().units.some((unit) => unit.state === "acked" && (units.get(id) ?? []).includes(unit.id)),
        settled: async () => {
          await Effect.runPromise(
            adapter.send({
              id: "s",
              thread: `${customer}|${ours}`,
              to: { channel: "sms", value: customer },
              content: { text: "." },
              automatic: false
            })
          )
        },
        received: async (text: string) => {
          await centre.until(({ messages }) => messages.some((message) => message.text === text))
        }
      },
      reply: (to: Delivery["unit"], id: string, text: string) => ({
        id,
        thread: to.thread,
        to: { channel: "sms" as const, value: customer },
        content: { text },
        automatic: false
      }),
      hostile: {
        "a body past its end": rubbish(Buffer.from("0000001500000005000000000000006300ffffffff", "hex")),
        "an unknown command": rubbish(Buffer.from("00000010000077770000000000000001", "hex")),
        "an HTTP answer": rubbish(Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")),
        "a length of 4": rubbish(Buffer.from("00000004", "hex"))
      },
      link: {
        break: async () => {
          proxy.blackout(true)
          proxy.cutNow()
        },
        mend: async () => {
          proxy.blackout(false)
          await bound()
        }
      }
    }
  })
  for (const law of adapterLaws("sms", world)) {
    test(`${law.name}`, async () => {
      await expect(law.run()).resolves.toBeUndefined()
    })
  }
})
