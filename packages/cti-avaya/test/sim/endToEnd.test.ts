import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { Inbound } from "@strowger/router/ports"
import { Effect } from "effect"
import { afterEach, describe, expect, inject, it } from "vitest"
import { askingVector, Pbx, type PbxOptions } from "../../src/sim/index.ts"
import { type Host, openHost, optionsFor } from "./openHost.ts"
import { lacking, validate } from "./validate.ts"

const open: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

const switched = async (options: PbxOptions = {}): Promise<Pbx> => {
  const pbx = new Pbx({
    vdns: [{ extension: "4000", vector: askingVector(1000) }],
    stations: [{ extension: "5001" }, { extension: "5002" }],
    agents: [{ login: "2001" }, { login: "2002" }],
    ...options
  })
  await pbx.start()
  open.push(() => pbx.stop())
  return pbx
}
const up = async (pbx: Pbx, more: Parameters<typeof optionsFor>[1] = {}): Promise<Host> => {
  const host = await openHost(optionsFor(pbx.port, more))
  open.push(host.close)
  // Both stations' monitors, the VDN's, and its questions.
  await expect.poll(() => pbx.wire.entries.some((entry) => entry.xml.includes("<RouteRegisterResponse"))).toBe(true)
  return host
}
const kinds = (host: Host, ucid: string) =>
  host.units.flatMap((unit) =>
    unit.thread === ucid ? [`${unit.type}${"device" in unit ? ` ${unit.device}` : ""}`] : []
  )
const saw = (host: Host, type: Inbound["type"], ucid: string) =>
  host.until(() => host.units.find((unit) => unit.type === type && unit.thread === ucid))
const asked = (host: Host, ucid: string, count = 1) =>
  host.until(() => host.questions.filter((one) => one.unit.thread === ucid)[count - 1])

describe("the adapter and the PBX", () => {
  it("a caller is asked for, rings where the host says, is answered, held, retrieved and gone", async () => {
    const pbx = await switched()
    const host = await up(pbx)
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    const question = await asked(host, caller.ucid)
    expect(question.unit).toMatchObject({ from: { value: "13800138000" }, to: { value: "4000" } })
    expect(await Effect.runPromise(question.answer({ device: "5001" }))).toBe("taken")
    expect(await Effect.runPromise(question.ended)).toBe("answered")
    await saw(host, "CallRinging", caller.ucid)
    await Effect.runPromise(host.avaya.callControl.answer(caller.ucid, "5001"))
    await saw(host, "CallAnswered", caller.ucid)
    await Effect.runPromise(host.avaya.callControl.hold(caller.ucid, "5001"))
    await saw(host, "CallHeld", caller.ucid)
    await Effect.runPromise(host.avaya.callControl.retrieve(caller.ucid, "5001"))
    await saw(host, "CallRetrieved", caller.ucid)
    await Effect.runPromise(host.avaya.callControl.clear(caller.ucid, "5001"))
    await saw(host, "CallEnded", caller.ucid)
    expect(kinds(host, caller.ucid)).toEqual([
      "CallRinging 5001",
      "CallAnswered 5001",
      "CallHeld 5001",
      "CallRetrieved 5001",
      "CallLeft 5001",
      "CallEnded"
    ])
    expect(await caller.ended).toMatchObject({ answeredBy: "5001", endedBy: "client" })
  })

  it("every question is answered before the step is over; the vector's next loop asks again for the same caller", async () => {
    const pbx = await switched()
    const host = await up(pbx)
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    await asked(host, caller.ucid, 2)
    const third = await asked(host, caller.ucid, 3)
    expect(await Effect.runPromise(third.answer({ device: "5002" }))).toBe("taken")
    await saw(host, "CallRinging", caller.ucid)
    const questions = pbx.book.units.filter((unit) => unit.kind === "RouteRequest")
    expect(questions.map((unit) => unit.outcome?.what)).toEqual(["RouteEnd", "RouteEnd", "RouteSelect 5002"])
    for (const { atMs, outcome } of questions) expect((outcome?.atMs ?? Infinity) - atMs).toBeLessThan(1000)
  })

  it("a caller who hangs up withdraws the question and ends", async () => {
    const pbx = await switched()
    const host = await up(pbx)
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    const question = await asked(host, caller.ucid)
    caller.hangUp()
    expect(await Effect.runPromise(question.ended)).toBe("withdrawn")
    expect(await Effect.runPromise(question.answer({ device: "5001" }))).toBe("late")
    await saw(host, "CallEnded", caller.ucid)
    expect(pbx.station("5001").state).toBe("idle")
  })

  it("no answer comes back as a diverted call and a new question; a decline goes to the VDN the same way", async () => {
    const pbx = await switched({ ronaMs: 200, ronaReason: 7 })
    const host = await up(pbx, { agents: { reasonCodes: { rona: 7 } } })
    await Effect.runPromise(host.avaya.presence.set({ device: "5001", login: "2001", presence: "ready" }))
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    await Effect.runPromise((await asked(host, caller.ucid)).answer({ device: "5001" }))
    expect(await saw(host, "CallDiverted", caller.ucid)).toMatchObject({ device: "5001", reason: "no-answer" })
    await host.until(() => host.presence.find((seen) => seen.presence === "not-ready" && seen.reason === "rona"))
    await Effect.runPromise((await asked(host, caller.ucid, 2)).answer({ device: "5002" }))
    await host.until(() => host.units.find((unit) => unit.type === "CallRinging" && unit.device === "5002"))
    await Effect.runPromise(host.avaya.callControl.deflect(caller.ucid, "5002", "4000"))
    await asked(host, caller.ucid, 3)
    expect(host.units.flatMap((unit) => (unit.type === "CallDiverted" ? [unit.reason] : []))).toEqual([
      "no-answer",
      "deflected"
    ])
  })

  it("a chosen phone that is busy is told as a failed route, and the caller is asked for again", async () => {
    const pbx = await switched()
    const host = await up(pbx)
    pbx.station("5001").dial("5002")
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    await Effect.runPromise((await asked(host, caller.ucid)).answer({ device: "5001" }))
    const failed = await saw(host, "CallDiverted", caller.ucid)
    expect(failed).toMatchObject({ device: "5001", reason: expect.stringContaining("resourceBusy") })
    await asked(host, caller.ucid, 2)
  })

  it("agents log in, become ready, busy, and out, set by the host and observed from the switch", async () => {
    const pbx = await switched()
    const host = await up(pbx)
    const set = (presence: "ready" | "not-ready" | "signed-out") =>
      Effect.runPromise(host.avaya.presence.set({ device: "5001", login: "2001", presence }))
    await set("ready")
    const seen = (presence: string) =>
      host.until(() => host.presence.findLast((one) => one.device === "5001" && one.presence === presence))
    expect(await seen("ready")).toMatchObject({ login: "2001" })
    const caller = pbx.call({ from: "1", to: "4000" })
    await Effect.runPromise((await asked(host, caller.ucid)).answer({ device: "5001" }))
    await saw(host, "CallRinging", caller.ucid)
    pbx.station("5001").answer()
    await seen("busy")
    await set("not-ready")
    caller.hangUp()
    await seen("not-ready")
    await set("signed-out")
    await seen("signed-out")
    expect(pbx.station("5001").logOn("2002")).toBeUndefined()
    await host.until(() => host.presence.find((one) => one.login === "2002" && one.presence === "not-ready"))
  })

  it("a link that drops is made again; the session is resumed and a waiting caller is asked for", async () => {
    const pbx = await switched()
    const host = await up(pbx)
    const talking = pbx.call({ from: "1", to: "4000" })
    await Effect.runPromise((await asked(host, talking.ucid)).answer({ device: "5001" }))
    await saw(host, "CallRinging", talking.ucid)
    pbx.station("5001").answer()
    await saw(host, "CallAnswered", talking.ucid)
    const waiting = pbx.call({ from: "2", to: "4000" })
    const question = await asked(host, waiting.ucid)
    pbx.dropLinks()
    expect(await Effect.runPromise(question.ended)).toBe("withdrawn")
    talking.hangUp()
    await Effect.runPromise((await asked(host, waiting.ucid, 2)).answer({ device: "5002" }))
    await saw(host, "CallRinging", waiting.ucid)
    // What ended while nobody listened shows by its absence, or as an end.
    await host.until(() =>
      host.units.find(
        (unit) =>
          (unit.type === "CallEnded" && unit.thread === talking.ucid) ||
          (unit.type === "CallsPresent" && !unit.threads.includes(talking.ucid))
      )
    )
    expect(pbx.sessions).toHaveLength(1)
  })

  it("a server that forgot the session gets a new one", async () => {
    const pbx = await switched()
    const host = await up(pbx)
    const before = pbx.sessions[0]?.id
    pbx.loseSessions()
    await expect.poll(() => pbx.sessions[0]?.id ?? before, { timeout: 8000 }).not.toBe(before)
    const caller = pbx.call({ from: "1", to: "4000" })
    await asked(host, caller.ucid)
  })

  it("broken, doubled, late and scattered messages cost nothing", async () => {
    const pbx = await switched()
    const host = await up(pbx)
    pbx.faults.malformed = 5
    pbx.faults.duplicateEvents = 50
    pbx.faults.chunkOctets = 5
    pbx.faults.delayMs = 10
    const caller = pbx.call({ from: "1", to: "4000" })
    await Effect.runPromise((await asked(host, caller.ucid)).answer({ device: "5001" }))
    await saw(host, "CallRinging", caller.ucid)
    pbx.station("5001").answer()
    await saw(host, "CallAnswered", caller.ucid)
    caller.hangUp()
    await saw(host, "CallEnded", caller.ucid)
    expect(kinds(host, caller.ucid)).toEqual(["CallRinging 5001", "CallAnswered 5001", "CallEnded"])
  })

  it("the link between server and switch goes down and comes back", async () => {
    const pbx = await switched()
    const host = await up(pbx)
    const health = () => Effect.runPromise(host.avaya.adapter.health)
    await expect.poll(async () => (await health()).state).toBe("up")
    pbx.setSwitchLink(false)
    await expect.poll(async () => (await health()).state).toBe("down")
    const caller = pbx.call({ from: "1", to: "4000" })
    pbx.setSwitchLink(true)
    await asked(host, caller.ucid)
    await expect.poll(async () => (await health()).state).toBe("up")
  })

  it("whoever drains says good-bye: no session is left behind", async () => {
    const pbx = await switched()
    const host = await up(pbx)
    await Effect.runPromise(host.avaya.adapter.drain)
    await expect.poll(() => pbx.sessions).toEqual([])
    const caller = pbx.call({ from: "1", to: "4000" })
    expect(caller.entry?.history.at(-1)?.what).toBe("route skipped")
  })

  it("a host killed without warning is followed by another: the caller keeps UCID and place, and is served", async () => {
    const pbx = await switched()
    const start = (mode: string) => {
      const file = fileURLToPath(new URL("./killable.ts", import.meta.url))
      const child = spawn(process.execPath, ["--conditions=source", file, String(pbx.port), mode], {
        stdio: ["ignore", "pipe", "inherit"]
      })
      const lines = createInterface({ input: child.stdout })
      return { child, lines }
    }
    const first = start("listens")
    await expect
      .poll(() => pbx.wire.entries.some((entry) => entry.xml.includes("<RouteRegisterResponse")), { timeout: 10_000 })
      .toBe(true)
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    await once(first.lines, "line")
    first.child.kill("SIGKILL")
    await once(first.child, "exit")
    const second = start("answers")
    await expect.poll(() => pbx.station("5001").state, { timeout: 10_000 }).toBe("ringing")
    expect(pbx.station("5001").ucid).toBe(caller.ucid)
    pbx.station("5001").answer()
    expect(await caller.answered).toBe("5001")
    caller.hangUp()
    expect((await caller.ended).history.filter((one) => one.what === "offered")).toHaveLength(1)
    expect(pbx.book.openQuestions).toEqual([])
    second.child.kill("SIGKILL")
    await once(second.child, "exit")
  })

  it.skipIf(!inject("peers").xmllint || inject("fixtures") === "")(
    "all they say to each other is valid and whole",
    async () => {
      const pbx = await switched({ ronaMs: 100 })
      const host = await up(pbx)
      await Effect.runPromise(host.avaya.presence.set({ device: "5001", login: "2001", presence: "ready" }))
      for (const device of ["5001", "5002"]) {
        const caller = pbx.call({ from: "13800138000", to: "4000" })
        await Effect.runPromise((await asked(host, caller.ucid)).answer({ device }))
        await saw(host, "CallDiverted", caller.ucid)
        caller.hangUp()
        await saw(host, "CallEnded", caller.ucid)
      }
      const ucid = await Effect.runPromise(host.avaya.callControl.make("5001", "5002"))
      await Effect.runPromise(host.avaya.callControl.clear(ucid, "5001"))
      await Effect.runPromise(host.avaya.presence.set({ device: "5001", login: "2001", presence: "signed-out" }))
      pbx.dropLinks()
      await Effect.runPromise(host.avaya.adapter.drain)
      const said = pbx.wire.entries.map((entry) => entry.xml)
      expect(lacking(said)).toEqual([])
      expect(await validate(said, `${inject("fixtures")}/cti/schema/all.xsd`)).toEqual([])
    }
  )
})
