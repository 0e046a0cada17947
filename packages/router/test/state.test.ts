import * as fc from "fast-check"
import { afterEach, expect, it } from "vitest"
import { decide } from "../src/engine/decide.ts"
import { fireDue } from "../src/engine/deadlines.ts"
import { step, stepTogether } from "../src/engine/Engine.ts"
import type { Crews } from "../src/engine/index/Crews.ts"
import { L, type Lanes, N } from "../src/engine/index/Lanes.ts"
import { staffLevel } from "../src/engine/staffLevel.ts"
import { State } from "../src/engine/State.ts"
import { engagementsIn } from "../src/engine/engagementOf.ts"
import { EngagementState } from "../src/engine/state/Engagements.ts"
import { Presence } from "../src/engine/state/Agents.ts"
import { ContactState, F, I } from "../src/engine/state/Contacts.ts"
import { StateView } from "../src/engine/view.ts"
import { checkShared } from "./histories/checkShared.ts"
import { lowLimits } from "./histories/lowLimits.ts"
import { limits } from "../src/engine/index/limits.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { nextDeadlineMs } from "../src/engine/deadlines.ts"
import { Rules } from "../src/engine/Rules.ts"
import { ownRules, withOwnRules } from "../src/testing/ownRules.ts"

function crewOf(s: State, crew: number): number[] {
  const found: number[] = []
  for (let a = s.index.crews.head[crew]!; a >= 0; a = s.agents.next[a]!) found.push(a)
  return found
}

/** Of each demand how much staff there is, as it was told and as everybody is asked. */
/** Of those who are here: what nobody asks for any more, under rules that are gone, is not told anew. */
const demandsOf = (s: State) =>
  [...s.contactOf.values()].map((c) => s.index.demandOfClass(s.contacts.i[c * 16 + I.Class]!))
const staffOf = (s: State) => demandsOf(s).map((demand) => staffLevel(s, demand))
const countedStaff = (s: State) =>
  demandsOf(s).map((demand) =>
    Math.max(
      0,
      ...[...s.agentOf.values()].map((a) => (s.agents.presence[a]! < Presence.NotReady ? 0 : of(s, demand, a)))
    )
  )
function of(s: State, demand: number, a: number): number {
  if (!s.index.fits(demand, s.agents.profile[a]!)) return 1
  if (s.agents.presence[a] !== Presence.Ready) return 2
  for (let e = s.agents.firstEngagement[a]!; e >= 0; e = s.engagements.next[e]!)
    if (s.engagements.state[e] === EngagementState.WrapUp) return 3
  return 4
}

/** The index against the facts it indexes, counted from scratch. */
function checkIndex(s: State): void {
  const { crews, held } = s.index
  const ofAll = checkLanes(s, s.index.lanes)
  const ofHeld = checkLanes(s, held.lanes)
  for (const c of ofAll) expect(s.isHeld(c)).toBe(false)
  const alone = [...s.contactOf.values()].filter((c) => s.isHeld(c) && s.contacts.state(c) === ContactState.Waiting)
  expect([...ofHeld].sort((a, b) => a - b)).toEqual(alone.sort((a, b) => a - b))
  checkRest(s, ofAll, crews)
}

/** Every lane is as its contacts say; returns who stands in one. */
function checkLanes(s: State, lanes: Lanes): Set<number> {
  const inLanes = new Set<number>()
  for (let lane = 0; lane < lanes.used; lane++) {
    let marked = 0
    let last = -1
    const head = lanes.i[lane * 16 + N.Head]!
    if (head >= 0) {
      const { newestFirst, orderShiftMs } = s.queues[s.contacts.queue[head]!]!
      const orderAtMs = s.enqueuedAtMs(head) - s.creditMs(head) + orderShiftMs
      if (newestFirst) expect(s.contacts.f[head * 8 + F.OrderAt]).toBeGreaterThan(Number.MAX_SAFE_INTEGER)
      else expect(s.contacts.f[head * 8 + F.OrderAt]).toBe(orderAtMs)
      expect(lanes.f[lane * 8 + L.HeadOrderAt]).toBe(s.contacts.f[head * 8 + F.OrderAt])
    }
    for (let c = lanes.i[lane * 16 + N.Head]!; c >= 0; c = s.contacts.i[c * 16 + I.Next]!) {
      expect(s.contacts.i[c * 16 + I.Lane]).toBe(lane)
      if (last >= 0) expect(s.contacts.isOlder(last, c)).toBe(true)
      const between = Math.max(s.contacts.i[c * 16 + I.FirstExclusion]!, s.contacts.firstEngagement(c))
      expect(s.contacts.i[c * 16 + I.Marked]).toBe(between >= 0 ? 1 : 0)
      marked += s.contacts.i[c * 16 + I.Marked]!
      inLanes.add(c)
      last = c
    }
    expect(lanes.i[lane * 16 + N.Marked]).toBe(marked)
    expect(lanes.i[lane * 16 + N.Tail]).toBe(last)
  }
  return inLanes
}

function checkRest(s: State, inLanes: ReadonlySet<number>, crews: Crews): void {
  const ringsAtMore = (c: number) => {
    const live = engagementsIn(s, c, EngagementState.Offered).length
    return live > 0 && live < s.queues[s.contacts.queue[c]!]!.offersAtOnce
  }
  const open = (c: number) => s.contacts.state(c) === ContactState.Waiting || ringsAtMore(c)
  const waiting = [...s.contactOf.values()].filter((c) => open(c) && !s.isHeld(c))
  for (const [a, held] of s.heldFor) for (const c of held) expect(s.contacts.i[c * 16 + I.Preferred]).toBe(a)
  const isHeld = [...s.contactOf.values()].filter((c) => s.contacts.more[c]?.hold !== undefined)
  expect(new Set([...s.heldFor.values()].flatMap((of) => [...of]))).toEqual(new Set(isHeld))
  expect([...inLanes].sort((a, b) => a - b)).toEqual(waiting.sort((a, b) => a - b))
  const inCrews = new Set<number>()
  for (let crew = 0; crew < crews.used; crew++) {
    for (let a = crews.head[crew]!, last = -1; a >= 0; last = a, a = s.agents.next[a]!) {
      expect(s.agents.crew[a]).toBe(crew)
      if (last >= 0) expect(s.agents.rest[last]!).toBeLessThan(s.agents.rest[a]!)
      inCrews.add(a)
    }
    // Every other order of a crew holds the same agents, none before one who comes before him.
    for (const turns of crews.turns) {
      const heap = turns.of(crew, crews.head[crew]!)
      expect([...heap].sort((a, b) => a - b)).toEqual(crewOf(s, crew).sort((a, b) => a - b))
      for (let at = 1; at < heap.length; at++) expect(turns.isBefore(heap[at]!, heap[(at - 1) >> 1]!)).toBe(false)
    }
  }
  if (s.countsStaff) expect(staffOf(s)).toEqual(countedStaff(s))
  for (const a of s.agentOf.values()) {
    const profile = s.index.profiles[s.agents.profile[a]!]!
    expect(profile.occupancy.counts[s.agents.occupancy[a]!]).toEqual(s.countsOf(a))
    expect(inCrews.has(a)).toBe(s.agents.presence[a] === Presence.Ready && s.room(a) !== 0)
  }
}

const usual = { ...limits }
afterEach(() => void Object.assign(limits, usual))

// Small worlds go the way of large ones, too (SPEC SPEED-27).
it.each([{ of: usual, numRuns: 170 }, ...lowLimits.map((of) => ({ of, numRuns: 15 }))])(
  "SCORE-1 the index always is what the facts say, and nothing is left behind when everybody has gone, %o",
  ({ of, numRuns }) => {
    const property = ({ configuration, moves }: History) => {
      const s = new State(configuration, {}, new Rules(ownRules))
      const view = new StateView(s)
      const player = everythingPlayer()
      for (const move of moves) {
        const playable = { view, nextDeadlineMs: nextDeadlineMs(s) }
        const { commands, nowMs } = player.together(playable, move)
        stepTogether(s, commands, nowMs)
        checkIndex(s)
        checkShared(s)
      }
      for (const { id, state, agent = "", agents = [agent] } of view.contacts()) {
        if (state === "active" || state === "parked")
          for (const each of agents) decide(s, { type: "Complete", contact: id, agent: each })
        else if (state !== "wrap-up") decide(s, { type: "Cancel", contact: id })
      }
      const endWrapUps = () => {
        for (const { id, agent = "", wrapUps = [agent] } of view.contacts())
          for (const each of wrapUps) decide(s, { type: "EndWrapUp", contact: id, agent: each })
      }
      // Some wrap-ups end by hand alone, others by time alone.
      endWrapUps()
      s.clock[0] = s.nowMs + 100_000
      fireDue(s)
      // What has no time set ends when the agent says so.
      endWrapUps()
      expect(s.contactOf.size).toBe(0)
      expect(s.timers.live).toBe(0)
      for (const pool of [s.contacts, s.engagements, s.exclusions, s.timers]) {
        pool.settle()
        const before = pool.used
        for (let n = 0; n < before; n++) pool.take()
        expect(pool.used).toBe(before)
      }
    }
    Object.assign(limits, of)
    fc.assert(fc.property(withOwnRules(everything(80)), property), { numRuns })
  }
)

it("SKILL-1 thousands of one-off requirements do not pile up, and dropping them changes no decision", () => {
  const s = new State({ queues: { q: { needs: "zh" } } }, {})
  step(s, { type: "SignIn", agent: "ann", skills: { zh: 3, x7: 1 } }, 0)
  for (let n = 0; n < 20_000; n++) {
    step(s, { type: "Enqueue", contact: `c${n}`, queue: "q", channel: "chat", needs: `x${n}` }, n)
    if (n % 1_000 !== 7) step(s, { type: "Cancel", contact: `c${n}` }, n)
  }
  expect(s.index.demands.length).toBeLessThan(5_000)
  checkIndex(s)
  step(s, { type: "MakeReady", agent: "ann" }, 30_000)
  expect(new StateView(s).agent("ann")?.contacts).toEqual(["c7"])
})
