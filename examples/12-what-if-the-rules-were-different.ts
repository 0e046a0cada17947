// What if loans went first, or one more agent had learned them? Three plans on the same twenty days, and how sure one can be.
import { compare, type ContactClass, type DayPlan } from "@strowger/router/simulate"

const hourMs = 3_600_000
const calls = (queue: string, perHour: number, meanMs: number): ContactClass => ({
  queue,
  channel: "voice",
  arrivals: { perHour },
  handle: { kind: "lognormal", meanMs, sdMs: meanMs },
  patience: { kind: "exponential", meanMs: 300_000 }
})
const plan = (loanPriority: number, lenders: number): DayPlan => ({
  configuration: { queues: { cards: { needs: "zh" }, loans: { needs: "zh and loan", priority: loanPriority } } },
  classes: { cards: calls("cards", 120, 170_000), loans: calls("loans", 36, 360_000) },
  agents: Array.from({ length: 10 }, (_, n) => ({
    agent: `agent-${n}`,
    signIn: { skills: n < lenders ? { zh: 3, loan: 3 } : { zh: 3 } },
    shifts: [{ fromMs: 0, untilMs: 4 * hourMs }]
  })),
  untilMs: 4 * hourMs
})

const seeds = Array.from({ length: 20 }, (_, n) => n + 1)
const plans = { "as it is": plan(0, 4), "loans first": plan(1, 4), "one more lender": plan(0, 5) }
const { classes } = compare(plans, { seeds })

const seconds = (ms: number) => (ms / 1_000).toFixed(1)
for (const [name, { meanWaitMs }] of Object.entries(classes)) {
  console.log(`${name}: mean wait ${seconds(meanWaitMs.means["as it is"]!)} s as it is`)
  for (const [other, { mean = 0, low = 0, high = 0, less }] of Object.entries(meanWaitMs.differences)) {
    const verdict = high < 0 ? "shorter" : low > 0 ? "longer" : "no difference beyond chance"
    const bounds = `between ${seconds(low)} and ${seconds(high)}`
    console.log(`  ${other}: ${seconds(mean)} s (${bounds}), shorter on ${less} of ${seeds.length} days: ${verdict}`)
  }
}
