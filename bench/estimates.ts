// How good are estimates, and what do they cost? Beside what others would have told the same contacts at the same instants.
//   node_modules/.bin/node --conditions=source bench/estimates.ts [simulated days, default 6]
import { createRouter } from "@strowger/router"
import { createEstimates, type EstimatesState } from "@strowger/router/estimates"
import { bias, type Held, hold, mean, others, spread, within } from "./estimates/held.ts"
import { skilledDay } from "./estimates/skilledDay.ts"
import { isPatient, pool, unitMs } from "./estimates/plans.ts"

const days = Number(process.argv[2] ?? 6)
const seconds = (ms: number) => (ms / 1000).toFixed(1).padStart(9)
const share = (of: number) => `${(100 * of).toFixed(1)} %`.padStart(9)

function table(title: string, held: ReadonlyArray<Held>): void {
  const waited = mean(held.map(({ waitMs }) => waitMs))
  console.log(
    `\n${title}: ${held.length} who never leave were told when they came; they waited ${seconds(waited).trim()} s on average`
  )
  console.log(
    `  ${"told by".padEnd(16)}${["mean error", "4 SE", "spread", "within"].map((name) => name.padStart(11)).join("")}`
  )
  const line = (name: string, told: (one: Held) => number) => {
    const { mean: off, error } = bias(held, told)
    const numbers = [seconds(off), seconds(4 * error), seconds(spread(held, told)), share(within(held, told))]
    console.log(`  ${name.padEnd(16)}${numbers.map((number) => number.padStart(11)).join("")}`)
  }
  line("ours, mean", ({ ours }) => ours.meanMs)
  line("ours, 80 %", ({ ours }) => ours.p80Ms)
  for (const name of others) line(name, (one) => one.others[name])
}

const known = { handleMs: () => unitMs, weight: Number.POSITIVE_INFINITY, announce: "asked" as const }
table("Five agents at load .9", hold(pool(5, 0.9, 0, 30_000, 0.2), { options: known, of: isPatient }).held)
const leaving = { announce: "asked" as const, handleMs: () => unitMs, patienceMs: () => unitMs * 4, weight: 1_000 }
table(
  "Five agents at load 1.5, patience of four services",
  hold(pool(5, 1.5, 0.25, 30_000, 0.05), { options: leaving, of: isPatient }).held
)

const all: Held[] = []
let state: EstimatesState | undefined
for (let seed = 1; seed <= days; seed++) {
  const day = hold(skilledDay, { seed, options: state === undefined ? {} : { state } })
  all.push(...day.held)
  state = day.estimates.snapshot()
  if (seed < days) continue
  table(
    `${days} days with skills, priorities, steps and three channels`,
    all.filter(({ contact }) => isPatient(contact))
  )
  console.log("\n  its own backtest, of everybody who came and waited:")
  for (const queue of [undefined, ...Object.keys(skilledDay.configuration.queues)]) {
    const { announced, p50Coverage = 0, p80Coverage = 0, meanErrorMs = 0 } = day.estimates.backtest(queue)
    console.log(
      `  ${(queue ?? "all").padEnd(10)}${String(announced).padStart(6)} told ${share(p50Coverage)} within 50 % ${share(p80Coverage)} within 80 %  mean error ${seconds(meanErrorMs).trim()} s`
    )
  }
}

console.log("\nWhat an answer costs (median of fresh ones, processor milliseconds)")
for (const [waiting, agents] of [
  [20, 20],
  [300, 60],
  [5_000, 500]
] as const) {
  const router = createRouter({ queues: { plain: {}, skilled: { needs: "zh" } } })
  // There from the beginning: it then knows who asks for the same.
  const estimates = createEstimates(router, { announce: "asked", most: Number.POSITIVE_INFINITY })
  const byPosition = createEstimates(router, { announce: "asked", most: 0 })
  for (let n = 0; n < agents; n++) {
    router.do({ type: "SignIn", agent: `a${n}`, autoAccept: true, ...(n % 2 === 0 ? { skills: { zh: 1 } } : {}) })
    router.do({ type: "MakeReady", agent: `a${n}` })
  }
  const come = (contact: string) =>
    router.step(
      { type: "Enqueue", contact, queue: contact.length % 2 === 0 ? "plain" : "skilled", channel: "voice" },
      router.view.nowMs + 10
    )
  for (let n = 0; n < waiting + agents; n++) come(`${"c".repeat(1 + (n % 2))}${n + 10_000}`)
  const fresh = (ask: (last: string) => void): number => {
    const times: number[] = []
    for (let n = 0; n < 15; n++) {
      const contact = `d${20_000 + n}`
      come(contact)
      const before = process.cpuUsage()
      ask(contact)
      const { user, system } = process.cpuUsage(before)
      times.push((user + system) / 1000)
      router.do({ type: "Abandon", contact })
    }
    return times.sort((a, b) => a - b)[7]!
  }
  const costs = {
    "of the last": fresh((last) => estimates.of(last)),
    "of all": fresh(() => estimates.all()),
    "of the last, by position": fresh((last) => byPosition.of(last))
  }
  const told = Object.entries(costs).map(([name, ms]) => `${name} ${ms.toFixed(2)}`)
  console.log(`  ${String(waiting).padStart(5)} wait, ${String(agents).padStart(3)} agents: ${told.join(", ")}`)
}
