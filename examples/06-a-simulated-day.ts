// How long will they wait? A morning of calls and chats, simulated by the router itself: the same answer every time.
import { simulate } from "@strowger/router/simulate"

const hourMs = 3_600_000
const shifts = [{ fromMs: 0, untilMs: 4 * hourMs, breaks: [{ fromMs: 2 * hourMs, untilMs: 2.25 * hourMs }] }]
const day = simulate({
  configuration: { queues: { calls: { needs: "zh", wrapUpMs: 20_000 }, loans: { needs: "zh and loan" }, chats: {} } },
  classes: {
    calls: {
      queue: "calls",
      channel: "voice",
      arrivals: { perInterval: [90, 160, 140, 70], intervalMs: hourMs }, // expected in each hour
      handle: { kind: "lognormal", meanMs: 190_000, sdMs: 220_000 },
      patience: { kind: "exponential", meanMs: 300_000 }
    },
    loans: {
      queue: "loans",
      channel: "voice",
      arrivals: { perHour: 25 },
      handle: { kind: "exponential", meanMs: 420_000 },
      patience: { kind: "exponential", meanMs: 400_000 }
    },
    chats: { queue: "chats", channel: "chat", arrivals: { perHour: 40 }, handle: { kind: "constant", ms: 300_000 } }
  },
  agents: Array.from({ length: 12 }, (_, n) => ({
    agent: `agent-${n}`,
    signIn: { skills: n % 3 === 0 ? { zh: 5, loan: 3 } : { zh: 4 }, capacity: { chat: 2 } },
    shifts
  })),
  untilMs: 4 * hourMs
})

const seconds = (ms = 0) => `${(ms / 1_000).toFixed(0)} s`
const percent = (share = 0) => `${(share * 100).toFixed(1)} %`
console.log("class   offered  served  mean wait  95 % within  in 20 s  abandoned")
for (const [name, { offered, served, waitServed, serviceLevel, abandonRate }] of Object.entries(day.classes)) {
  const cells = [
    `${offered}`.padStart(7),
    `${served}`.padStart(6),
    seconds(waitServed.meanMs).padStart(9),
    seconds(waitServed.p95Ms).padStart(11),
    percent(serviceLevel.ofAll).padStart(7),
    percent(abandonRate).padStart(9)
  ]
  console.log([name.padEnd(7), ...cells].join("  "))
}
console.log(`occupancy ${percent(day.staff.occupancy)}, overtakes within a class ${day.fairness.overtakes}`)
