import fc from "fast-check"
import { expect, test } from "vitest"
import { switchboard } from "./switchboard.ts"

const stations = ["5001", "5002", "5003"]
const act = fc.oneof(
  fc.record({ type: fc.constant("call" as const), to: fc.constantFrom("4000", "4001", "6000", "5001", "nowhere") }),
  fc.record({ type: fc.constant("hang up" as const), which: fc.nat(20) }),
  fc.record({ type: fc.constant("select" as const), to: fc.constantFrom(...stations, "6000", "4001", "2001", "x") }),
  fc.record({ type: fc.constant("decline" as const) }),
  fc.record({
    type: fc.constant("phone" as const),
    at: fc.constantFrom(...stations),
    does: fc.constantFrom("answer", "hold", "retrieve", "clear", "deflect", "transfer")
  }),
  fc.record({
    type: fc.constant("agent" as const),
    login: fc.constantFrom("2001", "2002"),
    at: fc.constantFrom(...stations),
    mode: fc.constantFrom("autoIn", "manualIn", "auxWork", "loggedOff", "log on")
  }),
  fc.record({
    type: fc.constant("dial" as const),
    at: fc.constantFrom(...stations),
    to: fc.constantFrom("5002", "4000", "9")
  }),
  fc.record({ type: fc.constant("later" as const), ms: fc.constantFrom(10, 1000, 5000, 20_000) }),
  fc.record({ type: fc.constant("computer" as const), there: fc.boolean() })
)
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

const setup = () =>
  switchboard({
    stations: [
      { extension: "5001" },
      { extension: "5002", autoAnswerMs: 500, talkMs: 3000 },
      { extension: "5003", ronaMs: 2000 }
    ],
    vdns: [
      {
        extension: "4000",
        vector: [
          { step: "adjunct", link: 1 },
          { step: "wait", ms: 1000, hearing: "" },
          { step: "goto", to: 1 }
        ]
      },
      {
        extension: "4001",
        vector: [
          { step: "adjunct", link: 1 },
          { step: "wait", ms: 300, hearing: "" },
          { step: "queue", skill: "6000" },
          { step: "wait", ms: 300, hearing: "" },
          { step: "goto", to: 1 }
        ],
        maxLoops: 4
      }
    ],
    agents: [
      { login: "2001", skills: ["6000"] },
      { login: "2002", skills: ["6000"] }
    ],
    outside: (number) => (number === "9" ? { answerMs: 400, talkMs: 800 } : undefined)
  })

const perform = (board: ReturnType<typeof setup>, done: Act): void => {
  const { exchange } = board
  switch (done.type) {
    case "call":
      return void board.call(done.to, `1380000${board.book.calls.length}`)
    case "hang up": {
      const call = [...exchange.calls.values()][done.which]
      if (call !== undefined) exchange.clear(call, call.from, "caller")
      return
    }
    case "select": {
      const open = board.asked.filter((question) => question.open).at(-1)
      if (open !== undefined) exchange.runs.get(open.call.ucid)?.select(open, done.to)
      return
    }
    case "decline": {
      const open = board.asked.filter((question) => question.open).at(0)
      if (open !== undefined) exchange.runs.get(open.call.ucid)?.decline(open)
      return
    }
    case "phone": {
      const call = [...(exchange.stations.get(done.at)?.calls.values() ?? [])][0]
      if (call === undefined) return
      if (done.does === "answer") exchange.answer(call, done.at)
      if (done.does === "hold") exchange.hold(call, done.at)
      if (done.does === "retrieve") exchange.retrieve(call, done.at)
      if (done.does === "clear") exchange.clear(call, done.at, "agent")
      if (done.does === "deflect") exchange.deflect(call, done.at, "4000")
      if (done.does === "transfer") exchange.transfer(call, done.at, "5003")
      return
    }
    case "agent": {
      const agent = exchange.agents.get(done.login)
      if (done.mode === "log on") exchange.desk.logOn({ login: done.login, station: done.at, mode: "autoIn" })
      else if (agent !== undefined) exchange.desk.setMode(agent, done.mode as "autoIn", 0, true)
      return
    }
    case "dial":
      return void exchange.make(done.at, done.to)
    case "later":
      return board.clock.advance(done.ms)
    case "computer":
      board.computer.there = done.there
      return
  }
}

const check = (board: ReturnType<typeof setup>): void => {
  const { exchange } = board
  for (const call of exchange.calls.values()) {
    expect(call.people.length, "a live call has somebody in it").toBeGreaterThan(0)
    expect([...call.legs.values()].filter((leg) => leg.kind === "vdn" || leg.kind === "skill").length).toBeLessThan(2)
    for (const leg of call.legs.values()) {
      if (leg.kind === "station") expect(exchange.stations.get(leg.device)?.calls.get(call.ucid)).toBe(call)
    }
  }
  for (const station of exchange.stations.values()) {
    expect(station.calls.size).toBeLessThanOrEqual(station.lines)
    for (const call of station.calls.values()) {
      expect(call.ended).toBe(false)
      expect(call.leg(station.extension)).toBeDefined()
    }
    for (const ucid of station.timers.keys()) expect(station.calls.has(ucid)).toBe(true)
  }
  for (const agent of exchange.agents.values()) {
    if (!exchange.desk.free(agent)) continue
    const waits = [...exchange.calls.values()].filter((call) => agent.skills.some((skill) => call.leg(skill)))
    expect(waits, "nobody waits in a skill beside a free agent").toEqual([])
  }
  for (const question of board.asked) {
    const ends = board.outcomes.filter((one) => one.question === question).length
    expect(ends, "a question ends once, and only when it is closed").toBe(question.open ? 0 : 1)
    if (question.open) expect(question.call.ended).toBe(false)
  }
}

test("whatever anybody does, in whatever order, calls, stations and questions stay in step", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const board = setup()
      for (const one of acts) {
        perform(board, one)
        check(board)
      }
      for (const call of board.exchange.calls.values()) board.exchange.drop(call, "pbx", "normalClearing")
      board.clock.advance(60_000)
      expect(board.exchange.calls.size).toBe(0)
      expect(board.exchange.runs.size).toBe(0)
      expect(board.clock.pending).toBe(0)
      for (const entry of board.book.calls) {
        const said = board.facts.filter((f) => f.type === "callCleared" && f.call.ucid === entry.ucid)
        expect(said).toHaveLength(1)
        expect(entry.endedBy).toBeDefined()
      }
    }),
    { numRuns: 3000 }
  )
})
