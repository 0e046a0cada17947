import { simulate } from "@strowger/router/simulate"
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { showMistakes } from "../../src/config/Mistake.ts"
import { spanMs } from "../../src/simulate/Clock.ts"
import { examplePlan } from "../../src/simulate/example.ts"
import { type Plan, readPlan } from "../../src/simulate/readPlan.ts"

const hourMs = 3_600_000
const small = `day: { from: "08:00", to: "18:00" }
queues:
  loans: { needs: loan >= 3, serviceLevel: 30s, routing: { creditMs: 5000 } }
contacts:
  calls:
    queue: loans
    channel: voice
    credit: 90s
    arrivals: { every: 30m, expected: [4, 0, 6] }
    handle: { law: lognormal, mean: 3m, sd: 200s }
    patience: { law: exponential, mean: 5m }
agents:
  wei: { skills: { loan: 5 }, shifts: ["08:00-12:00", "13:00-18:00"] }
  night:
    count: 2
    skills: { loan: 4 }
    shifts: ["20:00-04:00"]
    breaks: ["00:30-01:00"]
    answer: { law: constant, mean: 5s }
    misses: 0.1
    back: 1m
`
const plan = (text: string): Plan => {
  const read = readPlan(text)
  if (Result.isFailure(read)) throw new Error(showMistakes("plan.yaml", read.failure))
  return read.success
}
/** Each mistake as `line path: text. remedy`. */
const mistakes = (text: string): ReadonlyArray<string> => {
  const read = readPlan(text)
  return Result.isSuccess(read) ? [] : read.failure.map((m) => `${m.line} ${m.path}: ${m.text}. ${m.remedy}`)
}
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split("\n").length

describe("a plan", () => {
  it("becomes what the engine simulates: milliseconds from midnight, agents by number, laws by name", () => {
    const { day } = plan(small)
    expect(day.configuration.queues["loans"]).toEqual({ needs: "loan >= 3", serviceLevelMs: 30_000, creditMs: 5000 })
    expect(day.untilMs).toBe(18 * hourMs)
    expect(day.classes["calls"]).toEqual({
      queue: "loans",
      channel: "voice",
      creditMs: 90_000,
      arrivals: { intervalMs: hourMs / 2, perInterval: [...Array(16).fill(0), 4, 0, 6] },
      handle: { kind: "lognormal", meanMs: 180_000, sdMs: 200_000 },
      patience: { kind: "exponential", meanMs: 300_000 }
    })
    expect(day.agents.map(({ agent }) => agent)).toEqual(["wei", "night-1", "night-2"])
    expect(day.agents[0]?.shifts).toEqual([
      { fromMs: 8 * hourMs, untilMs: 12 * hourMs },
      { fromMs: 13 * hourMs, untilMs: 18 * hourMs }
    ])
    expect(day.agents[2]).toEqual({
      agent: "night-2",
      signIn: { skills: { loan: 4 } },
      shifts: [
        { fromMs: 20 * hourMs, untilMs: 28 * hourMs, breaks: [{ fromMs: 24.5 * hourMs, untilMs: 25 * hourMs }] }
      ],
      answer: { kind: "constant", ms: 5000 },
      misses: 0.1,
      backMs: 60_000
    })
  })
  it("has so many expected between its times, whatever the grid they fall on", () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    const clock = (at: number) => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 0, max: 900 }), (from, to, perHour) => {
        const text = small
          .replace('{ from: "08:00", to: "18:00" }', `{ from: "${clock(from)}", to: "${clock(to)}" }`)
          .replace("{ every: 30m, expected: [4, 0, 6] }", `{ perHour: ${perHour} }`)
        const { arrivals } = plan(text).day.classes["calls"]!
        if (arrivals === undefined || !("perInterval" in arrivals)) throw new Error("arrivals by interval")
        const { fromMs, untilMs } = spanMs(`${clock(from)}-${clock(to)}`)
        const sum = (counts: ReadonlyArray<number>) => counts.reduce((a, b) => a + b, 0)
        expect(arrivals.perInterval.length * arrivals.intervalMs).toBe(untilMs)
        expect(sum(arrivals.perInterval)).toBeCloseTo((perHour * (untilMs - fromMs)) / hourMs, 6)
        expect(sum(arrivals.perInterval.slice(0, fromMs / arrivals.intervalMs))).toBe(0)
      }),
      { numRuns: 60 }
    )
  })
  it("of the example is good, and its day has contacts in every queue", () => {
    const { day } = plan(examplePlan)
    const result = simulate(day)
    for (const [queue, figures] of Object.entries(result.queues)) expect(figures.served, queue).toBeGreaterThan(20)
    expect(result.all.unserved).toBe(0)
  })
})

describe("mistakes in a plan", () => {
  it("are told all at once, each with its place and what to do", () => {
    const bad = small
      .replace('from: "08:00"', 'from: "8 o\'clock"')
      .replace("queue: loans", "queue: laons")
      .replace("mean: 5m", "mean: soon")
      .replace("misses: 0.1", "misses: 10")
      .replace("    count: 2", "    cuont: 2")
    expect(mistakes(bad).toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))).toEqual([
      expect.stringMatching(/^1 day\.from: "8 o'clock" is not a time of the day\. Write it in quotes/),
      `${lineOf(bad, "queue: laons")} contacts.calls.queue: there is no queue "laons". Did you mean \`loans\`?`,
      expect.stringMatching(/^\d+ contacts\.calls\.patience\.mean: "soon" is not a duration\. Write a whole number/),
      `${lineOf(bad, "cuont")} agents.night.cuont: there is no such setting. Did you mean \`count\`?`,
      expect.stringMatching(/^\d+ agents\.night\.misses: 10 is not a share\. Write 0 to 1/)
    ])
  })
  it.each([
    [
      "law: lognormal, mean: 3m, sd: 200s",
      "law: lognormal, mean: 3m",
      "contacts.calls.handle: the law lognormal needs `sd`"
    ],
    [
      "law: lognormal, mean: 3m, sd: 200s",
      "law: constant, mean: 3m, shape: 2",
      "contacts.calls.handle.shape: the law constant has no `shape`"
    ],
    ["law: lognormal, mean: 3m, sd: 200s", "law: recorded, values: []", "contacts.calls.handle.values: is empty"],
    ["every: 30m, expected: [4, 0, 6]", "", "contacts.calls.arrivals: does not say how many come"],
    [
      "every: 30m, expected: [4, 0, 6]",
      'perHour: 3, at: ["09:00"]',
      "contacts.calls.arrivals: says it 2 times: perHour, at"
    ],
    [
      "every: 30m, expected: [4, 0, 6]",
      "expected: [4]",
      "contacts.calls.arrivals: `every` and `expected` belong together"
    ],
    [
      "every: 30m, expected: [4, 0, 6]",
      "every: 90s, expected: [4]",
      "contacts.calls.arrivals.every: is not whole minutes"
    ],
    [
      "every: 30m, expected: [4, 0, 6]",
      "every: 5h, expected: [4, 1, 2]",
      "contacts.calls.arrivals.expected: has 3 values, but the day only 2"
    ],
    [
      "every: 30m, expected: [4, 0, 6]",
      'at: ["09:00", "19:00"]',
      "contacts.calls.arrivals.at: 19:00 is outside the day"
    ],
    ['"08:00-12:00"', '"08:00-14:00"', "agents.wei.shifts: overlap"],
    ['"00:30-01:00"', '"04:30-05:00"', "agents.night.breaks: one lies outside every shift"],
    [
      "misses: 0.1",
      "misses: 0.6\n    declines: 0.5",
      "agents.night.misses: misses and declines are more than all offers"
    ],
    ["needs: loan >= 3", "needs: loan >= ", "queues.loans.needs: "],
    ["creditMs: 5000", "creditMs: -1", "queues.loans.routing.creditMs: "],
    ["credit: 90s", "credit: 90s\n    needs: loan >", "contacts.calls.needs: "],
    ["channel: voice", "channel: telex", 'contacts.calls.channel: "telex" does not fit']
  ])("%s -> %s", (good, wrong, told) => {
    expect(plan(small)).toBeDefined()
    const found = mistakes(small.replace(good, wrong))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(` ${told}`)
    expect(found[0]).toMatch(/^\d+ /)
  })
})
