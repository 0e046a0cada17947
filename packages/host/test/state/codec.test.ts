import type { Inbound } from "@strowger/router/ports"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { codec, decode, encode } from "../../src/records/codec.ts"
import type { Intent, Record } from "../../src/records/Record.ts"

const key = { account: "smsc1", epoch: "", id: "m1" }
const address = { channel: "sms", value: "8613800000000" } as const
const unit: Inbound = {
  type: "Receipt",
  key,
  thread: "t",
  atMs: 4,
  ref: "r1",
  status: "delivered",
  code: "000"
}
const intent: Intent = {
  type: "Send",
  conversation: "v1",
  thread: "t",
  to: address,
  content: { text: "您好 😀" },
  automatic: false
}

/** One of each kind: a new kind is to be added here with the bytes it has in the log. */
const golden: ReadonlyArray<readonly [Record, string]> = [
  [{ type: "Led", atMs: 1, host: "h", epoch: 2 }, '{"type":"Led","atMs":1,"host":"h","epoch":2}'],
  [
    { type: "Routed", events: [{ type: "AgentReady", atMs: 3, agent: "wei" }] },
    '{"type":"Routed","events":[{"type":"AgentReady","atMs":3,"agent":"wei"}]}'
  ],
  [
    { type: "UnitTaken", atMs: 4, unit, adapter: "sms", cursor: "9" },
    '{"type":"UnitTaken","atMs":4,"unit":{"type":"Receipt","key":{"account":"smsc1","epoch":"","id":"m1"},"thread":"t","atMs":4,' +
      '"ref":"r1","status":"delivered","code":"000"},"adapter":"sms","cursor":"9"}'
  ],
  [
    {
      type: "ContactOpened",
      atMs: 5,
      contact: "c1",
      conversation: "v1",
      channel: "sms",
      thread: "t",
      adapter: "sms",
      queue: "loans",
      from: address,
      key
    },
    '{"type":"ContactOpened","atMs":5,"contact":"c1","conversation":"v1","channel":"sms","thread":"t","adapter":"sms",' +
      '"queue":"loans","from":{"channel":"sms","value":"8613800000000"},"key":{"account":"smsc1","epoch":"","id":"m1"}}'
  ],
  [
    { type: "Message", atMs: 6, conversation: "v1", seq: 1, author: "customer", content: { text: "\ud83d alone" } },
    '{"type":"Message","atMs":6,"conversation":"v1","seq":1,"author":"customer","content":{"text":"\\ud83d alone"}}'
  ],
  [
    { type: "Intended", atMs: 7, id: "p/1/0", policy: "at-least-once", adapter: "sms", intent },
    '{"type":"Intended","atMs":7,"id":"p/1/0","policy":"at-least-once","adapter":"sms","intent":{"type":"Send",' +
      '"conversation":"v1","thread":"t","to":{"channel":"sms","value":"8613800000000"},"content":{"text":"您好 😀"},' +
      '"automatic":false}}'
  ],
  [{ type: "Taken", ids: ["p/1/0"] }, '{"type":"Taken","ids":["p/1/0"]}'],
  [
    { type: "Settled", atMs: 8, id: "p/1/0", outcome: { type: "Sent", refs: ["r1"], parts: 1 } },
    '{"type":"Settled","atMs":8,"id":"p/1/0","outcome":{"type":"Sent","refs":["r1"],"parts":1}}'
  ],
  [
    { type: "Status", atMs: 9, id: "p/1/0", status: "delivered" },
    '{"type":"Status","atMs":9,"id":"p/1/0","status":"delivered"}'
  ],
  [{ type: "ActDone", atMs: 10, by: "wei", command: "01J" }, '{"type":"ActDone","atMs":10,"by":"wei","command":"01J"}'],
  [
    { type: "Noted", atMs: 11, what: "poison", text: "bad", key },
    '{"type":"Noted","atMs":11,"what":"poison","text":"bad","key":{"account":"smsc1","epoch":"","id":"m1"}}'
  ]
]
const goldenBytes = Buffer.from(`[${golden.map(([, bytes]) => bytes).join(",")}]`, "utf8")

const bytes = (text: string): Uint8Array => Buffer.from(text, "utf8")

const reason = (number: number, body: Uint8Array) => {
  const decoded = decode(number, body)
  return Result.isFailure(decoded) ? decoded.failure.reason : "decoded"
}

describe("codec 2, and 1 before it", () => {
  it("writes the bytes it has always written", () => {
    expect(codec).toBe(2)
    expect(Buffer.from(encode(golden.map(([record]) => record))).toString("utf8")).toBe(goldenBytes.toString("utf8"))
  })

  it.each([1, 2])("reads them back as they were, from a log of form %i", (form) => {
    const decoded = decode(form, goldenBytes)
    expect(Result.getOrThrow(decoded)).toEqual(golden.map(([record]) => record))
  })

  it("reads the events of the rarer rules", () => {
    const event = { type: "HoldEnded", atMs: 3, contact: "c1", agent: "wei", because: "time" } as const
    const decoded = decode(codec, encode([{ type: "Routed", events: [event] }]))
    expect(Result.getOrThrow(decoded)).toEqual([{ type: "Routed", events: [event] }])
  })

  it.each([
    ["a later codec number", 3, "[]"],
    ["a kind of record it does not know", 1, '[{"type":"Led","atMs":1,"host":"h","epoch":1},{"type":"Later"}]'],
    ["a kind that is a name of every object", 1, '[{"type":"constructor"}]'],
    ["a kind of router event it does not know", 1, '[{"type":"Routed","events":[{"type":"Teleported"}]}]'],
    ["a kind of unit it does not know", 1, '[{"type":"UnitTaken","unit":{"type":"Telex"}}]'],
    ["a kind of intent it does not know", 1, '[{"type":"Intended","intent":{"type":"Fly"}}]'],
    ["a record without a kind", 1, "[{}]"],
    ["a record that is null", 1, "[null]"],
    ["a body that is no list", 1, '{"type":"Led"}'],
    ["a body cut short", 1, '[{"type":"Led"'],
    ["an empty body", 1, ""]
  ])("refuses %s as unreadable", (_, number, body) => {
    expect(reason(number, bytes(body))).toBe("unreadable")
  })

  it("refuses bytes that are not UTF-8", () => {
    expect(reason(1, Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d))).toBe("unreadable")
  })
})
