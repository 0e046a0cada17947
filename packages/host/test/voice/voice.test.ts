import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { lacking, validate } from "../../../cti-avaya/test/sim/validate.ts"
import { station, TestCarriers } from "../support/Carriers.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { RobotAgent } from "../support/RobotAgent.ts"
import { until } from "../support/until.ts"

const routeHoldMs = 1_500
const vectorWaitMs = 2_000

/** One story, told in order: each part goes on from the one before. */
describe("calls through the switch, end to end", () => {
  const folder = temporaryFolder()
  let carriers: TestCarriers
  let host: HostProcess
  let first: RobotAgent
  let second: RobotAgent
  let boss: RobotAgent

  beforeAll(async () => {
    carriers = await TestCarriers.start({ agents: 2, vectorWaitMs })
    host = await HostProcess.serve(
      carriers.file(`${folder.path}/state`, { routeHold: `${routeHoldMs}ms`, wrapUp: "30s" }),
      folder.path
    )
    const base = `http://127.0.0.1:${carriers.http}`
    first = new RobotAgent(base, "a1")
    second = new RobotAgent(base, "a2")
    boss = new RobotAgent(base, "boss")
    for (const robot of [first, second, boss]) await robot.signIn()
  })
  afterAll(async () => {
    await host.stop()
    await carriers.stop()
    folder.remove()
  })

  const history = (ucid: string, what: string) =>
    (carriers.pbx.book.call(ucid)?.history ?? []).filter((happening) => happening.what === what)
  const contactOf = (ucid: string) =>
    until(async () => {
      const { contacts } = await boss.get<{ contacts: ReadonlyArray<Contact> }>("/api/contacts")
      return contacts.find((contact) => contact.thread === ucid)
    }, `a contact for call ${ucid}`)
  interface Contact {
    readonly contact: string
    readonly thread: string
    readonly state: string
    readonly openedAtMs: number
    readonly acceptedAtMs?: number
    readonly acceptedBy: ReadonlyArray<string>
  }

  it("CTI an agent is free: the question is answered in time, the desk rings, accept connects, hang-up ends the contact", async () => {
    await first.act({ _tag: "SignIn" })
    await first.act({ _tag: "MakeReady" })
    await until(async () => carriers.pbx.exchange.agents.get("7001")?.ready === true, "the telephone of a1 to be ready")
    const caller = carriers.call()
    const offer = await until(
      async () => (await first.view()).offers.find(({ channel }) => channel === "voice"),
      "an offer at the desk of a1"
    )
    expect(offer.why.map(({ code }) => code)).toContain("skill")
    await until(async () => carriers.pbx.station(station(1)).state === "ringing", "the telephone of a1 to ring")
    const asked = history(caller.ucid, "route asked")[0]
    const selected = history(caller.ucid, "route selected")[0]
    expect(selected?.atMs ?? Number.POSITIVE_INFINITY).toBeLessThan((asked?.atMs ?? 0) + routeHoldMs)
    await first.act({ _tag: "Accept", contact: offer.contact, offer: offer.offer })
    expect(await caller.answered).toBe(station(1))
    await until(
      async () =>
        (await first.view()).contacts.find(({ contact, state }) => contact === offer.contact && state === "active"),
      "the contact to be active at the desk"
    )
    caller.hangUp()
    const wrapUp = await until(
      async () =>
        (await first.view()).contacts.find(({ contact, state }) => contact === offer.contact && state === "wrap-up"),
      "wrap-up after hang-up"
    )
    expect(wrapUp.wrapUpEndsAtMs).toBeGreaterThan(0)
    await first.act({ _tag: "EndWrapUp", contact: offer.contact })
    expect((await contactOf(caller.ucid)).state).toBe("completed")
  })

  it("CTI nobody is free: the caller keeps place and clock over vector loops and is answered in the instant an agent frees", async () => {
    await first.act({ _tag: "MakeNotReady", reason: "lunch" })
    const older = carriers.call()
    const opened = (await contactOf(older.ucid)).openedAtMs
    const younger = carriers.call()
    await until(async () => history(older.ucid, "route asked").length >= 3, "three loops of the vector", 20_000)
    const waiting = await contactOf(older.ucid)
    expect(waiting.openedAtMs).toBe(opened)
    expect(waiting.state).toBe("waiting")
    await until(async () => history(younger.ucid, "route asked").length >= 2, "two loops of the younger call", 20_000)
    // An agent frees while a question of the older call is open.
    await until(
      async () => carriers.pbx.book.openQuestions.some(({ ucid }) => ucid === older.ucid),
      "an open question of the older call"
    )
    const freedAtMs = Date.now()
    await second.act({ _tag: "SignIn" })
    await second.act({ _tag: "MakeReady" })
    await until(async () => carriers.pbx.station(station(2)).state === "ringing", "the telephone of a2 to ring", 20_000)
    expect(carriers.pbx.station(station(2)).ucid).toBe(older.ucid)
    const answeredMs = (history(older.ucid, "route selected")[0]?.atMs ?? 0) - freedAtMs
    console.log(`freed to RouteSelect: ${answeredMs} ms`)
    expect(answeredMs).toBeLessThan(vectorWaitMs)
    carriers.pbx.station(station(2)).answer()
    expect(await older.answered).toBe(station(2))
    expect(younger.state).toBe("waiting")
    older.hangUp()
    younger.hangUp()
    await until(async () => (await contactOf(younger.ucid)).state === "abandoned", "the younger call to be abandoned")
    expect((await contactOf(older.ucid)).acceptedBy).toEqual(["a2"])
  })

  it("CTI decline sends the caller back to the queue with his place; the next agent gets him", async () => {
    const { contacts } = await second.view()
    for (const { contact } of contacts) await second.act({ _tag: "EndWrapUp", contact })
    const caller = carriers.call()
    const offer = await until(
      async () => (await second.view()).offers.find(({ channel }) => channel === "voice"),
      "an offer at the desk of a2",
      20_000
    )
    await until(async () => carriers.pbx.station(station(2)).state === "ringing", "the telephone of a2 to ring")
    await second.act({ _tag: "Decline", contact: offer.contact, offer: offer.offer, reason: "busy" })
    await until(async () => history(caller.ucid, "deflected").length > 0, "the call to leave the telephone")
    await first.act({ _tag: "MakeReady" })
    await until(async () => carriers.pbx.station(station(1)).state === "ringing", "the telephone of a1 to ring", 20_000)
    const contact = await contactOf(caller.ucid)
    expect(contact.contact).toBe(offer.contact)
    caller.hangUp()
    await until(async () => (await contactOf(caller.ucid)).state === "abandoned", "the contact to be abandoned")
  })

  describe.skipIf(!inject("peers").xmllint || inject("fixtures") === "")("what was said on the way", () => {
    it("CTI every message of the run is valid against the schema and holds its required fields", async () => {
      const said = carriers.pbx.wire.entries.map(({ xml }) => xml)
      expect(said.length).toBeGreaterThan(50)
      expect(lacking(said)).toEqual([])
      expect(await validate(said, `${inject("fixtures")}/cti/schema/all.xsd`)).toEqual([])
      console.log(`${said.length} messages validated, 0 required fields missing`)
    })
  })
})
