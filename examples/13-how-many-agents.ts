// How many agents does each half hour need, and what would one fewer at the peak do?
import { compare, staffing, type StaffingPlan, withStaff } from "@strowger/router/simulate"

const minuteMs = 60_000
const halfHourMs = 30 * minuteMs
const expected = [12, 25, 44, 60, 48, 30, 20, 14]
const plan: StaffingPlan = {
  configuration: { queues: { calls: {} } },
  classes: {
    calls: {
      queue: "calls",
      channel: "voice",
      arrivals: { perInterval: expected, intervalMs: halfHourMs },
      handle: { kind: "exponential", meanMs: 3 * minuteMs },
      patience: { kind: "exponential", meanMs: 5 * minuteMs }
    }
  },
  groups: { agents: { most: 20 } },
  untilMs: expected.length * halfHourMs
}

// 80 % within 20 s, in every half hour, over 50 simulated days.
const found = staffing(plan, { serviceLevel: 0.8 }, { serviceLevelMs: 20_000 })
const percent = (share = 0) => `${Math.round(share * 100)} %`
for (const { agents, achieved, erlang } of found.intervals) {
  console.log(
    `${agents} agents, ${percent(achieved.serviceLevel)} in time; Erlang A alone says ${erlang.agents?.agentsByA}`
  )
}
console.log(`${found.agentHours.all} agent-hours, met: ${found.met}`)

// What if? The same contacts on the same days, with one agent fewer in the busiest half hour, and with three more in the first.
const counts = found.intervals.map(({ groups }) => groups)
const most = Math.max(...found.intervals.map(({ agents }) => agents))
const peak = found.intervals.findIndex(({ agents }) => agents === most)
const changed = (interval: number, by: number) =>
  withStaff(
    plan,
    found.intervals.map(({ agents }, at) => ({ agents: at === interval ? agents + by : agents }))
  )
const { measures } = compare(
  { found: withStaff(plan, counts), "one fewer at the peak": changed(peak, -1), "three more at first": changed(0, 3) },
  { seeds: [...found.work.seeds], serviceLevelMs: 20_000 }
)
const points = (share = 0) => Math.round(share * 1000) / 10 || 0
for (const [name, { mean, low, high }] of Object.entries(measures.serviceLevel.differences)) {
  console.log(`${name}: ${points(mean)} points in time over the day (between ${points(low)} and ${points(high)})`)
}
