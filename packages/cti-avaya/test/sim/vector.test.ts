import { describe, expect, it } from "vitest"
import { adjunct, askingVector, collect, disconnect, goto, queueTo, routeTo, stop, wait } from "../../src/sim/Vector.ts"
import { switchboard } from "./switchboard.ts"

describe("a vector", () => {
  it("asks again on every loop, for the same UCID, and takes the old question back", () => {
    const { asked, call, clock, outcomes } = switchboard()
    const { ucid } = call()
    clock.advance(10_000)
    expect(asked.map((question) => question.call.ucid)).toEqual([ucid, ucid, ucid])
    expect(asked.map((question) => question.askedAtMs - (asked[0]?.askedAtMs ?? 0))).toEqual([0, 5000, 10_000])
    expect(new Set(asked.map((question) => question.id)).size).toBe(3)
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      expect.objectContaining({ type: "withdrawn", why: "step over" }),
      expect.objectContaining({ type: "withdrawn", why: "step over" })
    ])
  })

  it("leaves a question open during the waits that follow it, and sends the call where the answer says", () => {
    const { call, clock, exchange, outcomes, select, story } = switchboard()
    const one = call()
    clock.advance(4999)
    expect(outcomes).toEqual([])
    expect(select("5001")).toBeUndefined()
    expect(one.leg("5001")?.state).toBe("alerting")
    expect(one.leg("4000")).toBeUndefined()
    expect(story(one)).toEqual(["delivered 4000", "delivered 5001"])
    expect(exchange.runs.size).toBe(0)
  })

  it("refuses an answer that comes too late, and the call stays where it went", () => {
    const { call, exchange, latest, select } = switchboard()
    const one = call()
    const run = exchange.runs.get(one.ucid)
    select("5001")
    expect(run?.select(latest(), "5002")).toEqual({ category: "operation", value: "invalidRouteingCrossRefID" })
    expect(one.leg("5002")).toBeUndefined()
  })

  it("passes the step when no computer is there, and asks once there is one again", () => {
    const { asked, book, call, clock, computer } = switchboard()
    computer.there = false
    const { ucid } = call()
    clock.advance(5000)
    computer.there = true
    clock.advance(5000)
    expect(asked).toHaveLength(1)
    expect(book.call(ucid)?.history.map(({ what }) => what)).toEqual([
      "offered",
      "entered VDN",
      "route skipped",
      "route skipped",
      "route asked"
    ])
  })

  it("goes on after a declined question, and asks again only when the loop comes round", () => {
    const { asked, call, clock, decline, outcomes } = switchboard()
    call()
    clock.advance(1000)
    expect(decline()).toBeUndefined()
    expect(outcomes.at(-1)?.outcome).toEqual({ type: "declined" })
    clock.advance(3999)
    expect(asked).toHaveLength(1)
    clock.advance(1)
    expect(asked).toHaveLength(2)
  })

  it("keeps the caller when the destination is busy, unknown or out of service, and says which", () => {
    const { call, clock, exchange, outcomes, select } = switchboard()
    call()
    select("5001")
    const second = call()
    expect(select("5001")).toEqual({ category: "systemResourceAvailibility", value: "resourceBusy" })
    clock.advance(5000)
    expect(select("nobody")).toEqual({ category: "operation", value: "invalidDestination" })
    clock.advance(5000)
    const out = exchange.stations.get("5002")
    if (out !== undefined) out.outOfService = true
    expect(select("5002")).toEqual({ category: "systemResourceAvailibility", value: "resourceOutOfService" })
    expect(second.leg("4000")?.state).toBe("queued")
    expect(outcomes.filter(({ outcome }) => outcome.type === "refused")).toHaveLength(3)
  })

  it("asks two links at once where two adjunct steps stand in a row; the first good answer wins", () => {
    const { asked, call, outcomes, exchange } = switchboard({
      vdns: [{ extension: "4000", vector: [adjunct(1), adjunct(2), wait(5000), goto(1)] }]
    })
    const one = call()
    expect(asked.map(({ link }) => link)).toEqual([1, 2])
    const second = asked[1]
    if (second === undefined) throw new Error("two questions expected")
    exchange.runs.get(one.ucid)?.select(second, "5001")
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      { type: "routed", to: "5001" },
      expect.objectContaining({ type: "withdrawn", why: "answered elsewhere" })
    ])
    expect(one.leg("5001")?.state).toBe("alerting")
  })

  it("gives up after maxLoops: disconnects, or queues to its own skill", () => {
    const gone = switchboard({ vdns: [{ extension: "4000", vector: askingVector(5000), maxLoops: 2 }] })
    const one = gone.call()
    gone.clock.advance(20_000)
    expect(gone.asked).toHaveLength(2)
    expect(gone.book.call(one.ucid)).toMatchObject({ endedBy: "pbx" })
    expect(gone.clock.pending).toBe(0)

    const kept = switchboard({
      vdns: [{ extension: "4000", vector: askingVector(5000), maxLoops: 2, afterLoops: { skill: "6000" } }]
    })
    const other = kept.call()
    kept.clock.advance(20_000)
    expect(other.leg("6000")?.state).toBe("queued")
    expect(kept.asked).toHaveLength(2)
  })

  it("ends a vector that spins without waiting, instead of hanging", () => {
    const { book, call } = switchboard({ vdns: [{ extension: "4000", vector: [goto(2), goto(1)] }] })
    expect(book.call(call().ucid)?.endedBy).toBe("pbx")
  })

  it("collects digits, routes, stops and disconnects as its steps say", () => {
    const { asked, book, clock, exchange } = switchboard({
      vdns: [
        { extension: "4000", vector: [collect(4), adjunct(), wait(1000), stop] },
        { extension: "4001", vector: [routeTo("5001"), disconnect] },
        { extension: "4002", vector: [queueTo("6000"), wait(1000), disconnect] }
      ]
    })
    const digits = exchange.place({ from: "1", to: "4000", digits: "867530" })
    expect(digits.collected).toBe("8675")
    expect(asked).toHaveLength(1)
    clock.advance(60_000)
    expect(digits.leg("4000")?.state).toBe("queued")

    const routed = exchange.place({ from: "2", to: "4001" })
    expect(routed.leg("5001")?.state).toBe("alerting")
    const refused = exchange.place({ from: "3", to: "4001" })
    expect(book.call(refused.ucid)?.endedBy).toBe("pbx")

    const queued = exchange.place({ from: "4", to: "4002" })
    expect(queued.leg("6000")?.state).toBe("queued")
    clock.advance(1000)
    expect(queued.ended).toBe(true)
  })
})
