// A simulated day of 30,000 contacts in a bank's centre: how long does it take, and how much of that is the router?
//   node_modules/.bin/node --conditions=source bench/day.ts [days, default 7]
import { type AgentPlan, type ContactClass, type DayPlan, simulate } from "@strowger/router/simulate"

const hourMs = 3_600_000
const days = Number(process.argv[2] ?? 7)

/** How the contacts of a day are spread over its 24 half hours, from 08:00. */
const curve = [3, 6, 9, 12, 13, 14, 13, 12, 10, 9, 10, 11, 12, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]
const whole = curve.reduce((sum, part) => sum + part, 0)

const contacts = (
  queue: string,
  perDay: number,
  handleS: number,
  channel: "voice" | "chat" = "voice"
): ContactClass => ({
  queue,
  channel,
  arrivals: { perInterval: curve.map((part) => (perDay * part) / whole), intervalMs: hourMs / 2 },
  handle: { kind: "lognormal", meanMs: handleS * 1_000, sdMs: handleS * 1_200 },
  patience: { kind: "exponential", meanMs: 360_000 }
})

/** 150 agents: everybody Chinese, a third English, half loans, half cards, a quarter fraud; an early and a late shift with a break. */
const agent = (_: unknown, n: number): AgentPlan => {
  const skills = { zh: 1 + (n % 3), ...(n % 3 === 0 ? { en: 3 } : {}), ...(n % 4 === 0 ? { fraud: 5 } : {}) }
  const own = n % 2 === 0 ? { loan: 1 + (n % 4) } : { card: 2 + (n % 3) }
  const fromMs = n % 5 < 3 ? 2 * hourMs : n % 2 === 0 ? 0 : 4 * hourMs
  const pauseMs = fromMs + (3 + (n % 3)) * hourMs
  const breaks = [{ fromMs: pauseMs, untilMs: pauseMs + hourMs / 2 }]
  return {
    agent: `agent-${n}`,
    signIn: { skills: { ...skills, ...own } },
    shifts: [{ fromMs, untilMs: fromMs + 8 * hourMs, breaks }]
  }
}

const plan: DayPlan = {
  configuration: {
    queues: {
      general: { needs: "zh", wrapUpMs: 20_000 },
      loans: { needs: "zh >= 2 and loan >= 2", wrapUpMs: 30_000 },
      cards: { needs: "card >= 2", wrapUpMs: 20_000 },
      english: { needs: "en", wrapUpMs: 20_000 },
      fraud: { needs: "fraud", priority: 5, wrapUpMs: 60_000 },
      chat: { needs: "zh" }
    },
    capacity: { chat: 2 }
  },
  classes: {
    general: contacts("general", 12_200, 95),
    loans: contacts("loans", 4_000, 165),
    cards: contacts("cards", 6_000, 95),
    english: contacts("english", 1_500, 130),
    fraud: contacts("fraud", 500, 240),
    chat: contacts("chat", 6_000, 180, "chat")
  },
  agents: Array.from({ length: 150 }, agent),
  untilMs: 12 * hourMs
}

const median = (of: number[]) => of.toSorted((a, b) => a - b)[of.length >> 1]!
const percent = (share: number | undefined) => `${((share ?? 0) * 100).toFixed(1)} %`
/** Processor time, so that others on the machine count less. */
const processorMs: number[] = []
const wallMs: number[] = []
const shares: number[] = []
for (let seed = 1; seed <= days; seed++) {
  const before = process.cpuUsage()
  const { all, staff, work, fairness, timing } = simulate(plan, { seed, clock: () => performance.now() })
  const { user, system } = process.cpuUsage(before)
  processorMs.push((user + system) / 1_000)
  wallMs.push(timing!.totalMs)
  shares.push(timing!.routerMs / timing!.totalMs)
  if (seed > 1) continue
  console.log(`${all.offered} contacts, ${plan.agents.length} agents, ${work.commands} commands, ${work.events} events`)
  console.log(
    `abandoned ${percent(all.abandonRate)}, in time ${percent(all.serviceLevel.ofAll)}, occupancy ${percent(staff.occupancy)}`
  )
  console.log(
    `least Jain among equals ${fairness.leastJain?.toFixed(4)}, overtakes within a class ${fairness.overtakes}`
  )
}
const told = (of: number[]) => `first day ${of[0]!.toFixed(0)} ms, median of ${days} days ${median(of).toFixed(0)} ms`
console.log(`processor  ${told(processorMs)}`)
console.log(`wall       ${told(wallMs)}`)
console.log(
  `the router has ${percent(median(shares))} of it, ${((median(shares) * median(processorMs)) / 30).toFixed(1)} microseconds per contact`
)
