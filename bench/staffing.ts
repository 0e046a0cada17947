// How long does it take to find the least staff for a day, and does it agree with Erlang A where that applies?
//   node_modules/.bin/node --conditions=source bench/staffing.ts [day | skills | grid, default all]
import { erlangA, type Law, staffing, type Staffing, type StaffingPlan } from "@strowger/router/simulate"

const minuteMs = 60_000
const halfHourMs = 30 * minuteMs
const hourMs = 60 * minuteMs
const exponential = (meanMs: number): Law => ({ kind: "exponential", meanMs })
const expected = [
  20, 30, 50, 70, 90, 110, 130, 140, 140, 130, 125, 120, 115, 110, 115, 125, 130, 135, 130, 125, 115, 105, 95, 85, 80,
  75, 70, 60, 50, 40, 30, 25
]

/** Sixteen hours, 32 half hours, about 3,000 calls, one group. */
const day: StaffingPlan = {
  configuration: { queues: { calls: {} } },
  classes: { calls: { ...call("calls", 1), queue: "calls" } },
  groups: { agents: { most: 60 } },
  untilMs: expected.length * halfHourMs
}

/** The same number of calls in two languages; who speaks both costs more. */
const skills: StaffingPlan = {
  configuration: { queues: { chinese: { needs: "zh" }, english: { needs: "en" } } },
  classes: { chinese: call("chinese", 0.7), english: call("english", 0.3) },
  groups: {
    chinese: { signIn: { skills: { zh: 1 } }, most: 40 },
    english: { signIn: { skills: { en: 1 } }, most: 40 },
    both: { signIn: { skills: { zh: 1, en: 1 } }, most: 40, cost: 1.2 }
  },
  untilMs: expected.length * halfHourMs
}

function call(queue: string, share: number): StaffingPlan["classes"][string] {
  const perInterval = expected.map((count) => count * share)
  const arrivals = { perInterval, intervalMs: halfHourMs }
  return { queue, channel: "voice", arrivals, handle: exponential(3 * minuteMs), patience: exponential(5 * minuteMs) }
}

function timed(name: string, plan: StaffingPlan, days: number): void {
  const startedMs = performance.now()
  const before = process.cpuUsage()
  const found = staffing(plan, { serviceLevel: 0.8 }, { serviceLevelMs: 20_000, days })
  const seconds = (performance.now() - startedMs) / 1000
  const { user, system } = process.cpuUsage(before)
  const processor = (user + system) / 1_000_000
  const calls = found.intervals.reduce((sum, { achieved }) => sum + achieved.offered, 0) / days
  console.log(
    `${name}: ${found.intervals.length} half hours, ${Math.round(calls)} contacts a day, ${days} days each: ${processor.toFixed(1)} s of processor, ${seconds.toFixed(1)} s` +
      ` (${found.work.trials} staffs tried, the work of ${found.work.days} days, ${found.agentHours.all} agent-hours, met: ${found.met})`
  )
  console.log(`  agents       ${counts(found, ({ agents }) => agents)}`)
  const alone = found.intervals.every(({ erlang }) => erlang.agents !== undefined)
  if (alone) console.log(`  by Erlang A  ${counts(found, ({ erlang }) => erlang.agents?.agentsByA)}`)
}

const counts = (found: Staffing, of: (interval: Staffing["intervals"][number]) => number | undefined): string =>
  found.intervals.map((interval) => String(of(interval)).padStart(2)).join(" ")

/** Steady loads: simulated and exact, by Erlang offered and mean patience in handle times. */
function grid(): void {
  const differ = new Map<number, number>()
  console.log("Erlang  patience  agents  Erlang A  in time  +-     exact there")
  for (const load of [0.5, 1, 2, 4, 8, 16, 30]) {
    for (const patience of [0.5, 1, 2, 5, undefined]) {
      const hours = Math.max(8, Math.ceil(200 / load))
      const perHour = load * 20
      const laws = patience === undefined ? {} : { patience: exponential(patience * 3 * minuteMs) }
      const calls = {
        queue: "calls",
        channel: "voice" as const,
        arrivals: { perHour },
        handle: exponential(3 * minuteMs)
      }
      const plan = { ...day, classes: { calls: { ...calls, ...laws } }, untilMs: hours * hourMs }
      const found = staffing(
        plan,
        { serviceLevel: 0.8 },
        { serviceLevelMs: 20_000, intervalMs: hours * hourMs, days: 20 }
      )
      const { agents, achieved, erlang } = found.intervals[0]!
      const byA = erlang.agents?.agentsByA ?? Number.NaN
      differ.set(agents - byA, (differ.get(agents - byA) ?? 0) + 1)
      const patienceMs = patience === undefined ? {} : { patienceMs: patience * 3 * minuteMs }
      const exact = erlangA({ perHour, handleMs: 3 * minuteMs, agents, ...patienceMs }).servedWithin(20_000)
      const cells = [
        String(load).padStart(6),
        String(patience ?? "none").padStart(8),
        String(agents).padStart(6),
        String(byA).padStart(8)
      ]
      const shares = [achieved.serviceLevel, achieved.serviceLevelError, exact].map((share = 0) => share.toFixed(4))
      console.log(`${cells.join("  ")}   ${shares.join("  ")}${agents === byA ? "" : "  <-"}`)
    }
  }
  console.log(
    `agents more than by Erlang A: ${[...differ]
      .sort((a, b) => a[0] - b[0])
      .map(([by, n]) => `${by}: ${n} loads`)
      .join(", ")}`
  )
}

const [asked] = process.argv.slice(2)
if (asked === undefined || asked === "day") timed("one group", day, 50)
if (asked === undefined || asked === "skills") timed("three groups, two languages", skills, 50)
if (asked === undefined || asked === "grid") grid()
