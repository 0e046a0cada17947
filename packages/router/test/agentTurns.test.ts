import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { AgentOrder } from "../src/index.ts"
import { Centre } from "./centre.ts"

/** Which orders promise everybody a turn, and how soon, while all may take everything and answer (SPEC SCORE-29). */
const everybody: ReadonlyArray<AgentOrder> = [
  "leastLoad",
  "longestIdle",
  "loadRatio",
  "roundRobin",
  { kind: "fewestHandled", windowMs: 3_600_000 }
]
const equals: ReadonlyArray<AgentOrder> = [
  "mostSkilled",
  "leastSkilled",
  "leastFlexible",
  { kind: "expert", skill: "zh" },
  { kind: "expert", skill: "zh", ties: "leastLoad" },
  { kind: "weighted", skills: { zh: 2 } }
]
const nameOf = (order: AgentOrder) => (typeof order === "string" ? order : Object.values(order).join(" "))

/** People of the same skills and slots, or each of his own. `vip` makes somebody able to take more: for flexibility. */
function centreOf(order: AgentOrder, people: number, alike: boolean): Centre {
  const c = new Centre({ q: { agents: order, needs: "zh" }, vips: { needs: "vip" } })
  for (let n = 0; n < people; n++) {
    const skills: Record<string, number> = alike ? { zh: 5 } : n % 2 === 0 ? { zh: 5 + n } : { zh: 5 + n, vip: 1 }
    c.at(c.nowMs + 1).ready(`a${n}`, skills, alike ? {} : { chat: 3 + n })
  }
  return c
}

/** Contacts come one at a time and are served at once, or stay with who took them for a while; who got each. */
function served(c: Centre, contacts: number, stays: number): string[] {
  const got: string[] = []
  const live: Array<{ readonly agent: string; readonly contact: string }> = []
  for (let n = 0; n < contacts; n++) {
    const contact = `c${n}`
    c.at(c.nowMs + 1).comes(contact)
    const agent = c.owner(contact) ?? "nobody"
    got.push(agent)
    c.at(c.nowMs + 1).accepts(agent, contact)
    live.push({ agent, contact })
    if (live.length <= stays) continue
    const oldest = live.shift()!
    c.at(c.nowMs + 1).completes(oldest.agent, oldest.contact)
  }
  return got
}

const most = (got: ReadonlyArray<string>, people: number) => {
  const counts = Array.from({ length: people }, (_, n) => got.filter((agent) => agent === `a${n}`).length)
  return { least: Math.min(...counts), most: Math.max(...counts) }
}

describe("whose turn it is", () => {
  for (const order of everybody) {
    it(`SCORE-29 ${nameOf(order)}: of n contacts in a row that n different people may take, each gets one`, () => {
      const property = (people: number, rounds: number, alike: boolean) => {
        const got = served(centreOf(order, people, alike), people * rounds, 0)
        for (let from = 0; from + people <= got.length; from++) {
          expect(new Set(got.slice(from, from + people)).size).toBe(people)
        }
      }
      const sizes = [fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 6 })] as const
      fc.assert(fc.property(...sizes, fc.boolean(), property), { numRuns: 40 })
    })
  }

  for (const order of equals) {
    it(`SCORE-29 ${nameOf(order)}: equals take turns, and whoever ranks lower gets nothing while a better one is free`, () => {
      const alike = served(centreOf(order, 4, true), 20, 0)
      expect(most(alike, 4)).toEqual({ least: 5, most: 5 })
      const different = served(centreOf(order, 4, false), 20, 0)
      expect(most(different, 4).least).toBe(0)
      // Nobody is shut out: when the better ones are away, each in turn gets the next contact.
      const c = centreOf(order, 4, false)
      const got = [0, 1, 2, 3].map((n) => {
        c.comes(`c${n}`)
        const agent = c.owner(`c${n}`)!
        c.at(c.nowMs + 1).do({ type: "Cancel", contact: `c${n}` })
        c.do({ type: "MakeNotReady", agent })
        return agent
      })
      expect(got.toSorted()).toEqual(["a0", "a1", "a2", "a3"])
    })
  }

  it("SCORE-29 where work stays in hand, nobody has two before everybody has one", () => {
    for (const order of everybody.filter((one) => one !== "longestIdle")) {
      const got = served(centreOf(order, 5, true), 5, 5)
      expect({ order, people: new Set(got).size }).toEqual({ order, people: 5 })
    }
  })
})
