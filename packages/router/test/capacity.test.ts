import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type Channel,
  checkConfiguration,
  type Command,
  type Configuration,
  createRouter,
  type RouterEvent,
  type WrapUpBegun
} from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { Centre } from "./centre.ts"

const plenty = { voice: 1, chat: 9, sms: 9, email: 9, fax: 1 }

/** An agent who takes everything under these rules, and what of a channel comes to him beside what he has. */
class Desk extends Centre {
  private contacts = 0

  constructor(rules: Omit<Configuration, "queues">, signIn: Partial<Extract<Command, { type: "SignIn" }>> = {}) {
    super({ q: {} }, rules.capacity ?? plenty, rules)
    this.do({ type: "SignIn", agent: "ann", ...signIn })
    this.do({ type: "MakeReady", agent: "ann" })
  }

  /** Does one more come? What does not is taken away again. */
  takes(channel: Channel): boolean {
    const contact = `c${++this.contacts}`
    const came = this.comes(contact, { channel }).length === 2
    if (came) this.accepts("ann", contact)
    else this.do({ type: "Cancel", contact })
    return came
  }

  get interrupted() {
    return this.router.view.agent("ann")?.interrupted
  }
}

describe("units, exclusive channels and interruption", () => {
  it("CAP-8 what is in hand and what comes never take more than the units, whatever the slots say", () => {
    const desk = new Desk({ units: 5, costs: { chat: 2, email: 3 } })
    expect(desk.takes("chat")).toBe(true)
    expect(desk.takes("email")).toBe(true)
    expect(desk.takes("sms")).toBe(false)
    desk.completes("ann", "c1")
    expect(desk.takes("email")).toBe(false)
    expect(desk.takes("sms")).toBe(true)
    expect(desk.takes("sms")).toBe(true)
    expect(desk.router.view.agent("ann")).toMatchObject({ units: 5, load: { email: 1, sms: 2 } })
  })

  it("CAP-8 what is interrupted takes no units from what interrupts it, and no more comes beside the two", () => {
    const desk = new Desk({ units: 4, costs: { voice: 4 } })
    for (let n = 0; n < 4; n++) expect(desk.takes("chat")).toBe(true)
    expect(desk.takes("chat")).toBe(false)
    expect(desk.takes("voice")).toBe(true)
    expect(desk.takes("chat")).toBe(false)
  })

  it("CAP-8 the sign-in's units are before the configuration's, and a new configuration's costs count at once", () => {
    const desk = new Desk({ units: 1 }, { units: 2 })
    expect([desk.takes("chat"), desk.takes("chat"), desk.takes("chat")]).toEqual([true, true, false])
    desk.comes("late")
    const costs = { chat: 0 }
    const configuration = { queues: { q: {} }, capacity: plenty, units: 1, costs }
    expect(desk.do({ type: "Configure", configuration })).toEqual(["Configured", "OfferMade late ann"])
    desk.do({ type: "SignIn", agent: "ann" })
    expect(desk.router.view.agent("ann")?.units).toBe(1)
    expect(desk.takes("sms")).toBe(true)
    expect(desk.takes("sms")).toBe(false)
  })

  it("CAP-6 exclusive work comes alone, and beside it nothing but what interrupts it", () => {
    const desk = new Desk({ exclusive: ["voice", "fax"], interrupts: { voice: ["chat", "fax"] } })
    expect(desk.takes("fax")).toBe(true)
    expect(desk.takes("fax")).toBe(false)
    expect(desk.takes("chat")).toBe(false)
    expect(desk.takes("voice")).toBe(true)
    expect(desk.takes("chat")).toBe(false)
    const mails = new Desk({ exclusive: ["voice", "fax"], interrupts: { voice: ["chat", "fax"] } })
    expect(mails.takes("email")).toBe(true)
    expect(mails.takes("fax")).toBe(false)
    expect(mails.takes("voice")).toBe(false)
  })

  it("CAP-6 where nothing is exclusive several calls come beside each other", () => {
    const desk = new Desk({ exclusive: [], interrupts: {}, capacity: { voice: 2 } })
    expect([desk.takes("voice"), desk.takes("chat"), desk.takes("voice"), desk.takes("voice")]).toEqual([
      true,
      true,
      true,
      false
    ])
  })

  it("CAP-7 interrupted work keeps owner and clock, and the view names its channels until the call is over", () => {
    const desk = new Desk({})
    expect(desk.takes("chat")).toBe(true)
    expect(desk.interrupted).toBeUndefined()
    const before = desk.router.view.contact("c1")
    desk.at(5_000)
    desk.comes("call", { channel: "voice" })
    expect(desk.interrupted).toBeUndefined()
    desk.accepts("ann", "call")
    expect(desk.interrupted).toEqual(["chat"])
    expect(desk.router.view.contact("c1")).toEqual(before)
    desk.completes("ann", "call")
    expect(desk.interrupted).toBeUndefined()
    expect(desk.completes("ann", "c1")).toEqual(["ContactCompleted c1 ann"])
  })

  it("CAP-7 of two that interrupt each other neither is put aside", () => {
    const desk = new Desk({ exclusive: [], interrupts: { chat: ["sms"], sms: ["chat"] } })
    expect([desk.takes("chat"), desk.takes("sms")]).toEqual([true, true])
    expect(desk.interrupted).toBeUndefined()
  })

  it("CAP-9 what could never be is refused by field and with what to write", () => {
    const mistakes = (more: object) =>
      checkConfiguration({ queues: {}, ...more }).map(({ path, text }) => `${path}: ${text}`)
    expect(mistakes({ capacity: { voice: 2 } })).toEqual([
      "capacity.voice: 2 calls at once cannot be: a call is exclusive, write 0 or 1"
    ])
    expect(mistakes({ exclusive: ["fax"], capacity: { voice: 2, fax: 2 } })).toEqual([
      "capacity.fax: 2 of fax at once cannot be: it is exclusive, write 0 or 1"
    ])
    expect(mistakes({ units: 2, costs: { email: 3 } })).toEqual([
      "capacity.email: one email takes 3 units and there are 2: give it 0 slots, or 3 units and more"
    ])
    expect(mistakes({ units: 2, costs: { email: 3 }, capacity: { email: 0 } })).toEqual([])
    const wrong = { units: 0, costs: { mail: 1, chat: -1 }, exclusive: ["chat", "chat"], interrupts: { sms: ["sms"] } }
    expect(mistakes({ ...wrong, capacity: { chat: -1 } }).map((text) => text.split(":")[0])).toEqual([
      "units",
      "costs.mail",
      "costs.chat",
      "exclusive.1",
      "interrupts.sms",
      "capacity.chat"
    ])
    expect(mistakes({ exclusive: "voice", interrupts: [], costs: 1 }).length).toBe(3)
    const router = createRouter({ queues: {}, costs: { fax: 4 } })
    const refused = (more: Partial<Extract<Command, { type: "SignIn" }>>) =>
      router.do({ type: "SignIn", agent: "ann", ...more }).refusal
    expect(refused({ units: 3 })).toMatchObject({ field: "capacity", text: expect.stringContaining("capacity fax") })
    expect(refused({ units: 1.5 })).toMatchObject({ field: "units", reason: "InvalidValue" })
    expect(refused({ units: 3, capacity: { fax: 0 } })).toBeUndefined()
  })

  it("CAP-6 explain names the rule that keeps a contact away", () => {
    const desk = new Desk({ exclusive: ["voice", "fax"], units: 2 })
    const why = (channel: Channel) => {
      desk.comes(`why-${channel}`, { channel })
      return desk.router.explain(`why-${channel}`).candidates[0]?.rule
    }
    desk.takes("chat")
    expect(why("fax")).toBe("CAP-6")
    desk.takes("chat")
    expect(why("sms")).toBe("CAP-8")
    const busy = new Desk({ exclusive: ["voice", "fax"] })
    busy.takes("fax")
    busy.comes("c9")
    expect(busy.router.explain("c9").candidates[0]).toMatchObject({
      rule: "CAP-6",
      failed: "has fax, which is exclusive"
    })
  })
})

const frees = new Set<RouterEvent["type"]>([
  "OfferDeclined",
  "OfferExpired",
  "OfferRescinded",
  "WrapUpEnded",
  "ContactWoken",
  "ContactRequeued",
  "ContactCompleted",
  "ContactParked",
  "ContactPulled",
  "ContactTransferred",
  "AgentLeft",
  "CallbackFailed"
])

/** By the events alone: what each agent has in hand, and whether one more of a channel fits, clause by clause. */
class Watch {
  private readonly held = new Map<string, { readonly agent: string; readonly channel: Channel }>()
  private readonly hands = new Map<
    string,
    { capacity: Readonly<Record<Channel, number>>; units?: number | undefined }
  >()
  private readonly channels = new Map<string, Channel>()
  private forced = ""
  private rules: Configuration
  offers = 0
  limited = 0

  constructor(rules: Configuration) {
    this.rules = rules
  }

  see(event: RouterEvent): void {
    if (event.type === "Configured") this.rules = event.configuration
    if (event.type === "AgentSignedIn") this.hands.set(event.agent, event)
    // By force, and by force alone, it may be more (OFFER-15).
    if (event.type === "ContactAssigned" && event.overrode) this.forced = event.contact
    if (event.type === "OfferMade") this.offered(event)
    if (event.type === "AgentJoined") this.hold(event.contact, event.agent)
    if (event.type === "ContactHandedOver") this.hold(event.contact, event.to)
    if (event.type === "ContactHandedOver") this.gives(event, event.from)
    else if (frees.has(event.type)) this.gives(event as never, (event as { agent: string }).agent)
  }

  private gives(event: WrapUpBegun & { readonly contact: string; readonly keepsCapacity?: true }, agent: string): void {
    const keeps = event.keepsCapacity || event.wrapUpOpen || event.wrapUpEndsAtMs !== undefined
    if (!keeps || event.wrapUpFree) this.held.delete(`${event.contact} ${agent}`)
  }

  private hold(contact: string, agent: string): void {
    this.held.set(`${contact} ${agent}`, { agent, channel: this.channels.get(contact)! })
  }

  private offered({ contact, agent, channel }: Extract<RouterEvent, { type: "OfferMade" }>): void {
    const { capacity, units } = this.hands.get(agent)!
    this.channels.set(contact, channel)
    const isForced = this.forced === contact
    this.forced = ""
    if (isForced) return this.hold(contact, agent)
    const { costs = {}, exclusive = ["voice"] } = this.rules
    const beside = [...this.held.values()].filter((other) => other.agent === agent).map((other) => other.channel)
    const interrupts = this.rules.interrupts?.[channel] ?? (channel === "voice" && !this.rules.interrupts ? others : [])
    const keeping = beside.filter((other) => !interrupts.includes(other))
    expect(beside.filter((other) => other === channel).length).toBeLessThan(capacity[channel])
    if (exclusive.includes(channel)) expect(keeping).toEqual([])
    expect(keeping.filter((other) => exclusive.includes(other))).toEqual([])
    const takes = [...keeping, channel].reduce((sum, other) => sum + (costs[other] ?? 1), 0)
    if (units !== undefined) expect(takes).toBeLessThanOrEqual(units)
    this.offers++
    if (units !== undefined) this.limited++
    this.hold(contact, agent)
  }
}
const others: ReadonlyArray<Channel> = ["chat", "sms", "email", "fax"]

it("CAP-8 in no history is an agent over his capacity at the time of an offer", () => {
  let limited = 0
  const property = ({ configuration, moves }: History) => {
    const router = createRouter(configuration)
    const watch = new Watch(configuration)
    const player = everythingPlayer()
    for (const move of moves) {
      const { command, nowMs } = player.next(router, move)
      for (const event of router.step(command, nowMs).events) watch.see(event)
    }
    limited += watch.limited
  }
  fc.assert(fc.property(everything(), property), { numRuns: 500 })
  expect(limited).toBeGreaterThan(200)
})
