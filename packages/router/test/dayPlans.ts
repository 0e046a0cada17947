import type { Configuration } from "../src/index.ts"
import type { AgentPlan, DayPlan, Law } from "../src/simulate/index.ts"

export const minuteMs = 60_000
export const hourMs = 3_600_000

/** A small centre's six hours: three queues, skills, chats two at a time, shifts, breaks, ringing, declines and misses. */
export function smallDay(agents = 14): DayPlan {
  const configuration: Configuration = {
    queues: {
      general: { needs: "zh", wrapUpMs: 20_000 },
      loans: { needs: "zh >= 2 and loan", wrapUp: { mode: "discretionary" }, priority: 1 },
      chat: { needs: "zh", serviceLevelMs: 60_000 }
    },
    capacity: { chat: 2 }
  }
  const patience: Law = { kind: "exponential", meanMs: 4 * minuteMs }
  return {
    configuration,
    classes: {
      general: {
        queue: "general",
        channel: "voice",
        arrivals: { perInterval: [60, 90, 120, 100, 80, 60], intervalMs: hourMs },
        handle: { kind: "lognormal", meanMs: 3 * minuteMs, sdMs: 4 * minuteMs },
        patience
      },
      loans: {
        queue: "loans",
        channel: "voice",
        arrivals: { perHour: 40 },
        handle: { kind: "erlang", shape: 3, meanMs: 5 * minuteMs },
        patience,
        wrapUp: { kind: "exponential", meanMs: 40_000 }
      },
      chat: {
        queue: "chat",
        channel: "chat",
        arrivals: { perHour: 50 },
        handle: { kind: "recorded", valuesMs: [120_000, 240_000, 360_000, 900_000] }
      }
    },
    agents: Array.from({ length: agents }, (_, n) => smallAgent(n)),
    untilMs: 6 * hourMs
  }
}

function smallAgent(n: number): AgentPlan {
  const skills = { zh: 1 + (n % 4), ...(n % 2 === 0 ? { loan: 3 } : {}) }
  const fromMs = n % 3 === 0 ? hourMs : 0
  const breaks = [{ fromMs: fromMs + (2 + (n % 2)) * hourMs, untilMs: fromMs + (2 + (n % 2)) * hourMs + 20 * minuteMs }]
  const habits: Partial<AgentPlan> =
    n % 5 === 0 ? { answer: { kind: "exponential", meanMs: 6_000 }, declines: 0.1, misses: 0.05 } : {}
  return {
    agent: `agent-${n}`,
    signIn: { skills },
    shifts: [{ fromMs, untilMs: fromMs + 5 * hourMs, breaks }],
    ...habits
  }
}

/** n equal agents all day, one class: what Erlang calculated. */
export function oneQueue(agents: number, perHour: number, handle: Law, untilMs: number, patience?: Law): DayPlan {
  return {
    configuration: { queues: { calls: {} } },
    classes: {
      calls: {
        queue: "calls",
        channel: "voice",
        arrivals: { perHour },
        handle,
        ...(patience === undefined ? {} : { patience })
      }
    },
    agents: Array.from({ length: agents }, (_, n) => ({ agent: `a${n}`, shifts: [{ fromMs: 0, untilMs }] })),
    untilMs
  }
}
