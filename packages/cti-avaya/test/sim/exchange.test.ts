import { describe, expect, it } from "vitest"
import { Call } from "../../src/sim/Call.ts"
import { switchboard } from "./switchboard.ts"

const signedOn = (board: ReturnType<typeof switchboard>, mode: "autoIn" | "manualIn" = "autoIn") => {
  expect(board.exchange.desk.logOn({ login: "2001", station: "5001", password: "secret", mode })).toBeUndefined()
  const agent = board.exchange.agents.get("2001")
  if (agent === undefined) throw new Error("agent 2001 expected")
  return agent
}

describe("redirection on no answer", () => {
  it("takes the call back to its VDN, sets the agent to auxWork, and asks again for the same UCID", () => {
    const board = switchboard({ ronaMs: 12_000, ronaReason: 9 })
    const agent = signedOn(board)
    const call = board.call()
    board.select("5001")
    board.clock.advance(12_000)
    expect(board.story(call)).toEqual(["delivered 4000", "delivered 5001", "diverted 5001", "delivered 4000"])
    expect(board.asked.map((question) => question.call.ucid)).toEqual([call.ucid, call.ucid])
    expect(agent).toMatchObject({ mode: "auxWork", reason: 9 })
    expect(board.agentStory("2001")).toEqual(["loggedOn", "ready", "notReady"])
    expect(board.exchange.stations.get("5001")?.calls.size).toBe(0)
    // The agent was out of the running before the call was offered again.
    const kinds = board.facts.map((fact) => (fact.type === "agent" ? fact.now : fact.type))
    expect(kinds.indexOf("notReady")).toBeLessThan(kinds.lastIndexOf("delivered"))
  })

  it("does not come once the call was answered or the caller is gone", () => {
    const board = switchboard({ ronaMs: 12_000 })
    const one = board.call()
    board.select("5001")
    board.exchange.answer(one, "5001")
    expect(board.clock.pending).toBe(0)
    const two = board.call()
    board.select("5002")
    board.exchange.clear(two, two.from, "caller")
    board.clock.advance(60_000)
    expect(board.facts.some((fact) => fact.type === "diverted")).toBe(false)
  })
})

describe("a caller who hangs up", () => {
  const states = [
    "waiting with an open question",
    "between two questions",
    "queued",
    "ringing",
    "talking",
    "held"
  ] as const
  it.each(states)("%s: frees everything and is said to be gone exactly once", (at) => {
    const board = switchboard()
    signedOn(board)
    const call = board.call()
    if (at === "between two questions") board.decline()
    if (at === "queued") {
      board.exchange.desk.setMode(signedOnAgent(board), "auxWork", 0, false)
      board.select("6000")
    }
    if (at === "ringing" || at === "talking" || at === "held") board.select("5001")
    if (at === "talking" || at === "held") board.exchange.answer(call, "5001")
    if (at === "held") board.exchange.hold(call, "5001")

    board.exchange.clear(call, call.from, "caller")

    expect(call.ended).toBe(true)
    expect(board.book.call(call.ucid)).toMatchObject({ endedBy: "caller" })
    expect(board.story(call).filter((said) => said === "callCleared")).toHaveLength(1)
    expect(board.story(call).at(-1)).toBe("callCleared")
    expect(board.exchange.calls.size + board.exchange.callIds.size + board.exchange.runs.size).toBe(0)
    expect(board.exchange.stations.get("5001")?.calls.size).toBe(0)
    expect(board.clock.pending).toBe(0)
    const withdrawn = board.outcomes.filter(({ outcome }) => outcome.type === "withdrawn")
    expect(withdrawn.map(({ outcome }) => outcome)).toEqual(
      at === "waiting with an open question"
        ? [
            {
              type: "withdrawn",
              why: "caller hung up",
              fault: { category: "stateIncompatibility", value: "noActiveCall" }
            }
          ]
        : []
    )
    expect(board.exchange.clear(call, call.from, "caller")).toEqual({ category: "operation", value: "invalidCallID" })
  })
  const signedOnAgent = (board: ReturnType<typeof switchboard>) => {
    const agent = board.exchange.agents.get("2001")
    if (agent === undefined) throw new Error("agent 2001 expected")
    return agent
  }
})

describe("an agent", () => {
  it("is ready again at once after a call in autoIn, and in after-call work in manualIn", () => {
    for (const [mode, after] of [
      ["autoIn", "ready"],
      ["manualIn", "workingAfterCall"]
    ] as const) {
      const board = switchboard()
      signedOn(board, mode)
      const call = board.call()
      board.select("5001")
      board.exchange.answer(call, "5001")
      board.exchange.clear(call, "5001", "agent")
      expect(board.agentStory("2001")).toEqual(["loggedOn", "ready", "busy", after])
      expect(board.book.call(call.ucid)).toMatchObject({ answeredBy: "5001", endedBy: "agent" })
    }
  })

  it("may ask for auxWork during a call only as pending, and gets it when the call ends", () => {
    const board = switchboard()
    const agent = signedOn(board)
    const { desk } = board.exchange
    const call = board.call()
    board.select("2001")
    board.exchange.answer(call, "5001")
    const refusal = { category: "stateIncompatibility", value: "connectedCallExists" }
    expect(desk.setMode(agent, "auxWork", 3, false)).toEqual(refusal)
    expect(desk.setMode(agent, "loggedOff", 0, true)).toEqual(refusal)
    expect(desk.setMode(agent, "auxWork", 3, true)).toBe("pending")
    expect(desk.stateOf(agent)).toBe("busy")
    board.exchange.clear(call, call.from, "caller")
    expect(agent).toMatchObject({ mode: "auxWork", reason: 3 })
  })

  it("logs on with the right password, at one station, once", () => {
    const board = switchboard()
    const { desk } = board.exchange
    expect(desk.logOn({ login: "nobody", station: "5001" })).toMatchObject({ value: "invalidAgentIdentifier" })
    expect(desk.logOn({ login: "2001", station: "5001", password: "x" })).toMatchObject({
      value: "invalidAgentPassword"
    })
    expect(desk.logOn({ login: "2002", station: "9" })).toMatchObject({ value: "invalidDeviceID" })
    const agent = signedOn(board)
    expect(desk.logOn({ login: "2001", station: "5002", password: "secret" })).toMatchObject({
      value: "invalidObjectState"
    })
    expect(desk.logOn({ login: "2002", station: "5001" })).toMatchObject({ value: "invalidObjectState" })
    expect(desk.setMode(agent, "loggedOff", 0, false)).toBe("done")
    expect(desk.logOn({ login: "2002", station: "5001" })).toBeUndefined()
    expect(desk.setMode(agent, "autoIn", 0, false)).toMatchObject({ value: "invalidObjectState" })
  })

  it("who declines by deflecting to the VDN stays ready, and the caller is asked for again", () => {
    const board = switchboard()
    const agent = signedOn(board)
    const call = board.call()
    board.select("5001")
    expect(board.exchange.deflect(call, "5001", "4000")).toBeUndefined()
    expect(agent.mode).toBe("autoIn")
    expect(board.asked).toHaveLength(2)
    expect(board.story(call).slice(-2)).toEqual(["diverted 5001", "delivered 4000"])
  })

  it("with two skills takes the caller who has waited longer, whichever skill it is", () => {
    const board = switchboard({
      skills: [{ extension: "6000" }, { extension: "6001" }],
      agents: [{ login: "2001", skills: ["6000", "6001"] }]
    })
    const longer = board.call("6001")
    board.clock.advance(1000)
    board.call("6000")
    board.exchange.desk.logOn({ login: "2001", station: "5001", mode: "autoIn" })
    expect(longer.leg("5001")?.state).toBe("alerting")
  })

  it("whose ringing caller gives up gets the next one at once, and cannot end a call by clearing a ringing phone", () => {
    const board = switchboard()
    signedOn(board)
    const first = board.call("6000")
    const second = board.call("6000")
    expect(board.exchange.clear(first, "5001", "client")).toMatchObject({ value: "invalidConnectionState" })
    board.exchange.clear(first, first.from, "caller")
    expect(second.leg("5001")?.state).toBe("alerting")
  })

  it("of the PBX's own skill: the longest idle is served first, and the longest waiting caller is served", () => {
    const board = switchboard()
    const { desk } = board.exchange
    signedOn(board)
    board.clock.advance(1000)
    desk.logOn({ login: "2002", station: "5002", mode: "autoIn" })
    const first = board.call("6000")
    expect(first.leg("5001")?.state).toBe("alerting")
    const second = board.call("6000")
    expect(second.leg("5002")?.state).toBe("alerting")
    const third = board.call("6000")
    board.clock.advance(1000)
    const fourth = board.call("6000")
    board.exchange.answer(first, "5001")
    board.exchange.clear(first, "5001", "agent")
    expect(third.leg("5001")?.state).toBe("alerting")
    expect(fourth.leg("6000")?.state).toBe("queued")
  })
})

describe("calls", () => {
  it("have short ids that come again and UCIDs of 20 digits that do not", () => {
    const board = switchboard({ callIdLimit: 3 })
    const calls = Array.from({ length: 7 }, () => {
      const call = board.call()
      board.exchange.clear(call, call.from, "caller")
      return call
    })
    expect(calls.map((call) => call.callId)).toEqual(["1", "2", "3", "1", "2", "3", "1"])
    expect(new Set(calls.map((call) => call.ucid)).size).toBe(7)
    // One that is still in use is passed over.
    const long = board.call()
    const short = Array.from({ length: 4 }, () => {
      const call = board.call()
      board.exchange.clear(call, call.from, "caller")
      return call.callId
    })
    expect(long.callId).toBe("2")
    expect(short).toEqual(["3", "1", "3", "1"])
    for (const { ucid } of calls) expect(ucid).toMatch(/^\d{20}$/)
  })

  it("hands nothing over while the other phone only rings: nobody would be left on the call when it is not answered", () => {
    const { exchange, clock } = switchboard()
    const call = exchange.make("5001", "5002") as Call
    expect(exchange.transfer(call, "5001", "4000")).toMatchObject({ value: "invalidConnectionState" })
    expect(call.leg("5001")?.state).toBe("connected")
    clock.advance(60_000)
    expect(call.leg("5001")?.state).toBe("connected")
  })

  it("are held, retrieved and handed over to another station or back to a VDN in one step", () => {
    const board = switchboard()
    const { exchange } = board
    const call = board.call()
    board.select("5001")
    exchange.answer(call, "5001")
    expect(exchange.retrieve(call, "5001")).toMatchObject({ value: "noHeldCall" })
    expect(exchange.hold(call, "5001")).toBeUndefined()
    expect(exchange.hold(call, "5001")).toMatchObject({ value: "noActiveCall" })
    expect(exchange.retrieve(call, "5001")).toBeUndefined()
    expect(exchange.transfer(call, "5001", "5002")).toBeUndefined()
    expect(exchange.answer(call, "5002")).toBeUndefined()
    expect(exchange.transfer(call, "5002", "4000")).toBeUndefined()
    expect(call.leg("4000")?.state).toBe("queued")
    expect(board.story(call)).toEqual([
      "delivered 4000",
      "delivered 5001",
      "established 5001",
      "held 5001",
      "retrieved 5001",
      "transferred 5001",
      "delivered 5002",
      "established 5002",
      "transferred 5002",
      "delivered 4000"
    ])
    expect(board.book.call(call.ucid)?.answeredBy).toBe("5001")
  })

  it("made by a station begin, ring and end like the standard says; a dead number fails", () => {
    const board = switchboard({
      outside: (number) => (number === "02112345678" ? { answerMs: 3000, talkMs: 10_000 } : undefined)
    })
    const made = board.exchange.make("5001", "02112345678")
    if (!(made instanceof Call)) throw new Error("a call expected")
    expect(board.exchange.make("5001", "5002")).toMatchObject({ value: "resourceBusy" })
    board.clock.advance(13_000)
    expect(board.story(made)).toEqual([
      "serviceInitiated 5001",
      "originated 5001",
      "networkReached 02112345678",
      "delivered 02112345678",
      "established 02112345678",
      "connectionCleared 02112345678",
      "connectionCleared 5001",
      "callCleared"
    ])
    const dead = board.exchange.make("5001", "0")
    if (!(dead instanceof Call)) throw new Error("a call expected")
    expect(board.story(dead)).toEqual([
      "serviceInitiated 5001",
      "originated 5001",
      "failed 0",
      "connectionCleared 5001",
      "callCleared"
    ])
    expect(board.exchange.stations.get("5001")?.calls.size).toBe(0)
  })
})
