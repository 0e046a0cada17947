import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Command, createRouter } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import { readTimeline, timelineOf, type TimelineStep, type WrongAt } from "../src/testing/timeline/timelineOf.ts"

const configuration = { queues: { q1: { needs: 'zh >= 3 and @branch = "Pudong"', offerMs: 5_000 }, q2: {} } }

/** Two commands of one instant are written as `together`. */
function played(...asked: ReadonlyArray<readonly [number, ...ReadonlyArray<Command>]>): ReadonlyArray<TimelineStep> {
  const router = createRouter(configuration)
  return asked.map(([nowMs, ...commands]) => {
    if (commands.length > 1) return { nowMs, commands, ...router.stepTogether(commands, nowMs) }
    const { events, refusal } = router.step(commands[0]!, nowMs)
    return { nowMs, commands, events, refusals: [refusal] }
  })
}

const ann: Command = { type: "SignIn", agent: "ann", skills: { zh: 3 }, attributes: { branch: "Pudong" } }
const comes = (contact: string): Command => ({ type: "Enqueue", contact, queue: "q1", channel: "voice", priority: 0 })
const story = played(
  [0, ann],
  [0, { type: "MakeReady", agent: "ann" }],
  [700, comes("c1"), comes("c 2")],
  [1_500, { type: "Complete", contact: "c1", agent: "ann" }],
  [5_700, { type: "Tick" }],
  [5_700, { type: "Accept", contact: "c1", agent: "ann", offer: "o1" }],
  [120_000, { type: "MakeNotReady", agent: "ann", reason: "no answer" }]
)
const telling = (wrong?: WrongAt) => timelineOf(configuration, story, wrong).split("\n")

describe("a history told as a timeline", () => {
  it("says who is there, what was asked when, and what happened", () => {
    expect(telling()).toEqual([
      `queue q1 {needs: 'zh >= 3 and @branch = "Pudong"', offerMs: 5s}`,
      "agent ann {skills: {zh: 3}, attributes: {branch: Pudong}}",
      "",
      "700ms  Enqueue c1 q1 voice priority=0,",
      '       Enqueue "c 2" q1 voice priority=0',
      "       -> ContactQueued c1",
      '       -> ContactQueued "c 2"',
      "       -> OfferMade c1 ann offer=o1 expiresAtMs=5.7s",
      "1.5s   Complete c1 ann",
      "       -> refused NotEngaged contact",
      "5.7s   Tick",
      "       -> OfferExpired c1 ann",
      '       -> AgentNotReady ann "no answer"',
      "5.7s   Accept c1 ann offer=o1",
      "       -> refused OfferNotOpen offer",
      '2min   MakeNotReady ann "no answer"',
      "       -> nothing"
    ])
  })

  it("marks the event that should not have been, or the end", () => {
    const event = story[2]!.events[2]!
    expect(telling({ says: "c1 was offered\n  to ann", event })).toContain(
      "       -> OfferMade c1 ann offer=o1 expiresAtMs=5.7s    # WRONG: c1 was offered | to ann"
    )
    expect(telling({ says: "c1 waits" }).at(-1)).toBe("           # WRONG: c1 waits")
    expect(telling({ says: "c1 waits" })).toHaveLength(telling().length + 1)
  })

  it("tells the times of a wall's clock from its first step on", () => {
    const nowMs = 1_700_000_000_000
    const day = [
      { nowMs, commands: [ann], events: [] },
      {
        nowMs: nowMs + 700,
        commands: [
          { type: "ScheduleQueue" as const, queue: "q1", open: [{ fromMs: nowMs + 1_000, untilMs: nowMs + 90_000 }] }
        ],
        events: []
      }
    ]
    expect(
      timelineOf(configuration, day)
        .split("\n")
        .filter((line) => /^#|^700ms/.test(line))
    ).toEqual([
      "# 0s is 1700000000000 ms of engine time",
      "700ms  ScheduleQueue queue=q1 open=[{fromMs: 1s, untilMs: 90s}]"
    ])
  })

  it("is read back as the same commands, and decides alike, whatever happened", () => {
    const runs = Math.ceil(Number(process.env.STROWGER_HISTORIES ?? 2_000) / 20)
    fc.assert(
      fc.property(everything(60), ({ configuration: rules, moves }) => {
        const router = createRouter(rules)
        const player = everythingPlayer()
        const steps = moves.map((move) => player.play(router, move))
        const text = timelineOf(rules, steps, { says: "nothing { at [ all" })
        const read = readTimeline(text)
        expect(read.steps).toEqual(steps.map(({ nowMs, commands }) => ({ nowMs, commands: plain(commands) })))
        const again = createRouter(read.configuration)
        for (const [at, { commands, nowMs }] of read.steps.entries()) {
          expect(again.stepTogether(commands, nowMs).events).toEqual(steps[at]!.events)
        }
      }),
      { numRuns: runs }
    )
  })
})

const plain = (commands: ReadonlyArray<Command>): unknown => {
  const all = commands.length === 0 ? [{ type: "Tick" }] : commands
  return JSON.parse(JSON.stringify(all))
}
