import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type AgentOrder, type Configuration, createRouter, type QueueConfiguration } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History, Move } from "../src/testing/History.ts"
import { ReferenceRouter } from "../src/testing/reference/ReferenceRouter.ts"

const orders: ReadonlyArray<AgentOrder> = [
  "longestIdle",
  "loadRatio",
  "mostSkilled",
  "leastSkilled",
  "leastFlexible",
  "roundRobin",
  { kind: "fewestHandled", windowMs: 1_500 },
  { kind: "fewestHandled", windowMs: 6_000 },
  { kind: "expert", skill: "zh" },
  { kind: "expert", skill: "zh", ties: "leastLoad" },
  { kind: "weighted", skills: { zh: 2, loan: -1 }, attributes: { grade: 3, vip: 1 } }
]
const nameOf = (order: AgentOrder) => (typeof order === "string" ? order : JSON.stringify(order))
const needs = [undefined, "zh", "at least 1 of (zh, loan, en)", "zh or not (loan >= 2)"]

/** Six people of different skills and slots at work from the beginning, and nobody of them leaves. */
const staffed: fc.Arbitrary<ReadonlyArray<Move>> = fc
  .array(
    fc.record({
      skills: fc.dictionary(fc.constantFrom("zh", "en", "loan"), fc.integer({ min: 1, max: 3 }), {
        noNullPrototype: true
      }),
      capacity: fc.record({ chat: fc.integer({ min: 1, max: 4 }), sms: fc.nat(2) }),
      units: fc.option(fc.integer({ min: 5, max: 9 }), { nil: undefined, freq: 2 })
    }),
    { minLength: 6, maxLength: 6 }
  )
  .map((people) =>
    people.flatMap(
      ({ units, ...asks }, n): ReadonlyArray<Move> => [
        {
          act: { type: "SignIn", agent: `e${n}`, ...asks, ...(units === undefined ? {} : { units }) },
          pick: 1,
          after: { ms: 1 }
        },
        { act: { type: "MakeReady" }, pick: 1, after: { ms: 1 } }
      ]
    )
  )

const leaves = new Set(["SignOut", "MakeNotReady", "SignIn"])

const busy = (order: AgentOrder): fc.Arbitrary<History> =>
  fc
    .tuple(everything(90), staffed, fc.array(fc.nat(needs.length - 1), { minLength: 3, maxLength: 3 }), fc.nat(9))
    .map(([{ configuration, moves }, people, picks, longer]) => {
      const asked = (rules: Configuration, own: AgentOrder): Configuration => ({
        ...(rules.costs === undefined ? {} : { costs: { chat: 2 } }),
        queues: Object.fromEntries(
          Object.entries(rules.queues).map(([name, whole], at): [string, QueueConfiguration] => {
            // Steps have to fit the needs they follow, and these are drawn anew.
            const { needs: _needs, steps: _steps, requirements: _forAWhile, ...rest } = whole
            const { skipIf: _skipIf, afterSteps: _afterSteps, ...queue } = rest
            const text = needs[picks[at] ?? 0]
            return [
              name,
              { ...queue, agents: own, onNoAnswer: "stayReady", ...(text === undefined ? {} : { needs: text }) }
            ]
          })
        )
      })
      // The order stays, but its window may become longer or shorter.
      const other =
        typeof order === "object" && order.kind === "fewestHandled" ? { ...order, windowMs: 700 * longer + 1 } : order
      const played = moves.flatMap((move): ReadonlyArray<Move> => {
        if (leaves.has(move.act.type)) return []
        if (move.act.type !== "Configure") return [move]
        return [{ ...move, act: { type: "Configure", configuration: asked(move.act.configuration, other) } }]
      })
      return { configuration: asked(configuration, order), moves: [...people, ...played] }
    })

describe("every order of agents decides like the reference", () => {
  for (const order of orders) {
    it(`SCORE-28 DET-7 ${nameOf(order)}, in a centre where several could take most contacts`, () => {
      let several = 0
      const property = ({ configuration, moves }: History) => {
        const engine = createRouter(configuration)
        const reference = new ReferenceRouter(configuration)
        const player = everythingPlayer()
        for (const move of moves) {
          const { command, nowMs } = player.next(engine, move)
          const free = [...engine.view.agents()].filter((a) => a.presence === "ready" && a.load.chat < a.capacity.chat)
          const { events } = engine.step(command, nowMs)
          if (free.length > 1 && events.some((e) => e.type === "OfferMade")) several++
          expect({ command, events }).toEqual({ command, events: reference.step(command, nowMs).events })
        }
      }
      fc.assert(fc.property(busy(order), property), { numRuns: 60 })
      expect(several).toBeGreaterThan(100)
    })
  }
})
