// Some agents can do more than others: who should take the common call, so that those with a rare skill are free when it is needed?
import { type Configuration, meets, type Skills } from "@strowger/router"
import { compare, type ContactClass, type DayPlan } from "@strowger/router/simulate"

const hourMs = 3_600_000
const needs = { cards: "card", loans: "loan" }
/** Work that a queue brings: contacts per hour times mean handle time in hours. Any report of last week says it. */
const erlangs = { cards: 4.5, loans: 3.2 }
/** Five agents can do cards, five both. */
const staff: ReadonlyArray<Skills> = Array.from({ length: 10 }, (_, n) => (n < 5 ? { card: 3 } : { card: 3, loan: 3 }))

type Queue = keyof typeof needs
const queues = Object.keys(needs) as Queue[]
const able = (queue: Queue) => staff.filter((own) => meets(needs[queue], own)).length
/** What an agent is needed for: of each queue he could take the work, shared by all who could take it. */
const worth = (own: Skills) =>
  Math.round(
    1_000 * queues.reduce((sum, queue) => sum + (meets(needs[queue], own) ? erlangs[queue] / able(queue) : 0), 0)
  )

const fewest = Math.min(...queues.map(able))
/** Whoever is worth least goes first, and what few can take has a head start: two minutes where fewest can, less where more can. */
const scarcestFirst: Configuration = {
  queues: Object.fromEntries(
    queues.map((queue) => [
      queue,
      {
        needs: needs[queue],
        agents: { kind: "weighted", attributes: { worth: -1 } },
        creditMs: Math.round((120_000 * fewest) / able(queue))
      }
    ])
  )
}
const ordered = (agents: "longestIdle" | "leastFlexible"): Configuration => ({
  queues: Object.fromEntries(queues.map((queue) => [queue, { needs: needs[queue], agents }]))
})

const calls = (queue: Queue): ContactClass => ({
  queue,
  channel: "voice",
  arrivals: { perHour: erlangs[queue] * 18 },
  handle: { kind: "lognormal", meanMs: 200_000, sdMs: 200_000 }
})
const plan = (configuration: Configuration): DayPlan => ({
  configuration,
  classes: { cards: calls("cards"), loans: calls("loans") },
  agents: staff.map((skills, n) => ({
    agent: `agent-${n}`,
    signIn: { skills, attributes: { worth: worth(skills) } },
    shifts: [{ fromMs: 0, untilMs: 10 * hourMs }]
  })),
  untilMs: 9 * hourMs
})

const first = "longest idle"
const seeds = Array.from({ length: 16 }, (_, n) => n + 1)
const plans = {
  [first]: plan(ordered("longestIdle")),
  "least flexible": plan(ordered("leastFlexible")),
  "scarcest first": plan(scarcestFirst)
}
const { measures, classes } = compare(plans, { seeds, regret: true })

console.log(`an agent of cards is worth ${worth({ card: 3 })}, of both ${worth({ card: 3, loan: 3 })}`)
const seconds = (ms: number) => (ms / 1_000).toFixed(1)
for (const [name, { meanWaitMs }] of [["all", measures] as const, ...Object.entries(classes)]) {
  console.log(`${name}: mean wait ${seconds(meanWaitMs.means[first]!)} s by ${first}`)
  for (const [other, { mean = 0, low = 0, high = 0, less }] of Object.entries(meanWaitMs.differences)) {
    const verdict = high < 0 ? "shorter" : low > 0 ? "longer" : "no difference beyond chance"
    const bounds = `between ${seconds(low)} and ${seconds(high)}`
    console.log(`  ${other}: ${seconds(mean)} s (${bounds}), shorter on ${less} of ${seeds.length} days: ${verdict}`)
  }
}
for (const [name, ratio] of Object.entries(measures.regretRatio.means))
  console.log(`${name}: ${ratio.toFixed(2)} x the least anybody could have waited who knew the day beforehand`)
