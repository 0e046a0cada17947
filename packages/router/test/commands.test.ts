import { describe, expect, it } from "vitest"
import { type Command, checkConfiguration, ConfigurationError, createRouter } from "../src/index.ts"
import { Centre } from "./centre.ts"

const bad = (command: unknown) => command as Command

describe("what is asked and cannot be", () => {
  const refusals: ReadonlyArray<readonly [Command, string, string]> = [
    [{ type: "MakeReady", agent: "nobody" }, "AgentUnknown", "agent"],
    [{ type: "MakeReady", agent: "out" }, "AgentSignedOut", "agent"],
    [{ type: "MakeNotReady", agent: "out" }, "AgentSignedOut", "agent"],
    [{ type: "SignIn", agent: "ann", skills: { zh: 101 } }, "InvalidValue", "skills"],
    [{ type: "SignIn", agent: "ann", skills: { zh: 0 } }, "InvalidValue", "skills"],
    [{ type: "SignIn", agent: "ann", capacity: { voice: 2 } }, "InvalidValue", "capacity"],
    [bad({ type: "SignIn", agent: "ann", capacity: { telex: 1 } }), "InvalidValue", "capacity"],
    [{ type: "SignIn", agent: "" }, "InvalidValue", "agent"],
    [{ type: "Enqueue", contact: "c9", queue: "no", channel: "chat" }, "QueueUnknown", "queue"],
    [bad({ type: "Enqueue", contact: "c9", queue: "q", channel: "telex" }), "InvalidValue", "channel"],
    [{ type: "Enqueue", contact: "c9", queue: "q", channel: "chat", priority: 1.5 }, "InvalidValue", "priority"],
    [{ type: "Enqueue", contact: "c9", queue: "q", channel: "chat", creditMs: -1 }, "InvalidValue", "creditMs"],
    [{ type: "Enqueue", contact: "c9", queue: "q", channel: "chat", creditMs: 0.5 }, "InvalidValue", "creditMs"],
    [bad({ type: "Enqueue", contact: "c9", queue: "q", channel: "chat", creditMs: "90" }), "InvalidValue", "creditMs"],
    [{ type: "Enqueue", contact: "c9", queue: "q", channel: "chat", needs: "zh >" }, "InvalidNeeds", "needs"],
    [{ type: "Enqueue", contact: "c1", queue: "q", channel: "chat" }, "ContactExists", "contact"],
    [bad({ type: "Enqueue", contact: 7, queue: "q", channel: "chat" }), "InvalidValue", "contact"],
    [bad({ type: "Enqueue", contact: "c9", queue: "q", channel: "chat", excludes: "ann" }), "InvalidValue", "excludes"],
    [
      bad({ type: "Enqueue", contact: "c9", queue: "q", channel: "chat", reachable: "no" }),
      "InvalidValue",
      "reachable"
    ],
    [{ type: "Abandon", contact: "c9" }, "ContactUnknown", "contact"],
    [{ type: "Exclude", contact: "c9", agent: "ann" }, "ContactUnknown", "contact"],
    [{ type: "Exclude", contact: "c1", agent: "" }, "InvalidValue", "agent"],
    [bad({ type: "Exclude", contact: "c1" }), "InvalidValue", "agent"],
    [{ type: "Complete", contact: "c1", agent: "ann" }, "NotEngaged", "contact"],
    [{ type: "EndWrapUp", contact: "c1", agent: "ann" }, "NotInWrapUp", "contact"],
    [{ type: "Accept", contact: "c1", agent: "ann", offer: "o77" }, "OfferNotOpen", "offer"],
    [bad({ type: "Accept", contact: "c1", agent: "ann" }), "InvalidValue", "offer"],
    [{ type: "Configure", configuration: { queues: {} } }, "InvalidConfiguration", "configuration"],
    [bad({ type: "Configure" }), "InvalidConfiguration", "configuration"],
    [bad({ type: "Explode" }), "InvalidValue", "type"]
  ]

  for (const [command, reason, field] of refusals) {
    it(`DET-5 ${JSON.stringify(command)} is refused: ${reason}, naming ${field}, and changes nothing`, () => {
      const centre = new Centre({ q: {} })
      centre.do({ type: "SignIn", agent: "ann" })
      centre.do({ type: "SignIn", agent: "out" })
      centre.do({ type: "SignOut", agent: "out" })
      centre.comes("c1")
      const before = JSON.stringify(centre.router.snapshot())
      const { events, refusal } = centre.try(command)
      expect({ reason: refusal?.reason, field: refusal?.field }).toEqual({ reason, field })
      expect(refusal?.text.length).toBeGreaterThan(10)
      expect(events).toEqual([])
      expect(JSON.stringify(centre.router.snapshot())).toBe(before)
    })
  }

  it("DET-6 asking for what already is changes nothing and is not refused", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann", { zh: 2 })
    const again: ReadonlyArray<Command> = [
      { type: "SignIn", agent: "ann", skills: { zh: 2 }, capacity: {} },
      { type: "MakeReady", agent: "ann" },
      { type: "Configure", configuration: { queues: { q: {} } } },
      { type: "Tick" }
    ]
    for (const command of again) expect(centre.do(command)).toEqual([])
    centre.do({ type: "MakeNotReady", agent: "ann", reason: "lunch" })
    expect(centre.do({ type: "MakeNotReady", agent: "ann", reason: "lunch" })).toEqual([])
    centre.do({ type: "SignOut", agent: "ann" })
    expect(centre.do({ type: "SignOut", agent: "ann" })).toEqual([])
  })

  it("DET-12 time never goes back, and a fraction of a millisecond is cut off", () => {
    const centre = new Centre({ q: {} })
    expect(centre.at(5_000.7).comes("c1")).toEqual(["ContactQueued c1"])
    expect(centre.router.view.nowMs).toBe(5_000)
    expect(centre.at(4_999).comes("c2")).toEqual(["refused: TimeWentBack"])
    expect(centre.at(Number.NaN).comes("c2")).toEqual(["refused: InvalidValue"])
    expect(centre.at(Number.POSITIVE_INFINITY).comes("c2")).toEqual(["refused: InvalidValue"])
    expect(centre.router.view.nowMs).toBe(5_000)
  })
})

describe("configurations", () => {
  const wrong = {
    queues: {
      loans: { needs: "zh >= 3 and (loan >= 500", offerms: 5 },
      cards: { offerMs: 0, onNoAnswer: "ignore" },
      gold: { creditMs: -1 },
      odd: 7,
      ["__proto__"]: {}
    },
    capacity: { voice: 3, telex: 1 },
    kapacity: {}
  }

  it("CONF-3 every mistake is told at once, with path and remedy, requirement texts with position", () => {
    expect(checkConfiguration(wrong)).toEqual([
      { path: "kapacity", text: expect.stringContaining("is not known here; known are: queues, capacity") },
      { path: "queues.loans.offerms", text: "is written offerMs" },
      {
        path: "queues.loans.needs",
        at: 21,
        text: '"zh >= 3 and (loan >= 500" at character 22: "500" is not a level: write a whole number from 0 to 100'
      },
      { path: "queues.cards.offerMs", text: "0 is not a whole number from 1 to 2592000000 (milliseconds, e.g. 20000)" },
      { path: "queues.cards.onNoAnswer", text: 'write "notReady" or "stayReady"' },
      {
        path: "queues.gold.creditMs",
        text: "-1 is not a whole number from 0 to 2592000000 (milliseconds of head start; 0 = none)"
      },
      { path: "queues.odd", text: "a queue is an object; {} takes every default" },
      { path: "queues.__proto__", text: "a queue needs a name of 1 to 200 characters, other than __proto__" },
      { path: "capacity.voice", text: "3 calls at once cannot be: a call is exclusive, write 0 or 1" },
      { path: "capacity.telex", text: "is no channel; channels are: voice, chat, sms, email, fax" }
    ])
    expect(() => createRouter(wrong as never)).toThrow(ConfigurationError)
    expect(() => createRouter(wrong as never)).toThrow(/10 mistakes:\n {2}kapacity: is not known/)
  })

  it("CONF-3 anything at all can be checked", () => {
    for (const anything of [undefined, null, 7, "text", [], {}, { queues: [] }, { queues: { a: null } }]) {
      expect(checkConfiguration(anything).length).toBeGreaterThan(0)
    }
    expect(checkConfiguration({ queues: {} })).toEqual([])
  })

  it("CONF-1 waiting contacts keep their place and are matched by the new rules at once", () => {
    const centre = new Centre({ q: { needs: "zh" }, r: {} })
    centre.ready("ann")
    centre.comes("c1", { channel: "voice" })
    centre.at(1_000).comes("c2", { channel: "voice" })
    expect(centre.at(2_000).do({ type: "Configure", configuration: { queues: { q: {}, r: {} } } })).toEqual([
      "Configured",
      "OfferMade c1 ann"
    ])
    expect(centre.router.view.version).toBe(2)
    expect(centre.router.view.contact("c1")?.enqueuedAtMs).toBe(0)
  })

  it("CONF-2 a queue with live contacts cannot be left out", () => {
    const centre = new Centre({ q: {}, r: {} })
    centre.comes("c1")
    const { refusal } = centre.try({ type: "Configure", configuration: { queues: { r: {} } } })
    expect(refusal).toEqual({
      reason: "InvalidConfiguration",
      field: "configuration",
      text: "queues.q: still holds contact c1: keep the queue until it is empty"
    })
    centre.do({ type: "Cancel", contact: "c1" })
    expect(centre.do({ type: "Configure", configuration: { queues: { r: {} } } })).toEqual(["Configured"])
    expect(centre.router.view.queue("q")).toBeUndefined()
  })

  it("CONF-1 the caller's object may change afterwards, the router's rules do not", () => {
    const queues: Record<string, { offerMs: number }> = { q: { offerMs: 1_000 } }
    const router = createRouter({ queues })
    queues.q!.offerMs = 9
    queues.z = { offerMs: 1 }
    expect(router.view.configuration).toEqual({ queues: { q: { offerMs: 1_000 } } })
  })
})
