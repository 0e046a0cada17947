import type { ContactClass, DayPlan } from "../src/simulate/index.ts"

const hour = 3_600_000
/** How the classes of those who never leave begin. */
export const patient = "patient"
const second = 1_000
const minutes = (n: number) => ({ kind: "exponential" as const, meanMs: n * 60_000 })
const tailed = (meanMs: number, sdMs: number) => ({ kind: "lognormal" as const, meanMs, sdMs })
const bell = [0.5, 0.9, 1.1, 1.1, 1, 0.9, 1, 1.1, 0.9, 0.5]

/** What comes of a kind: nine of ten may leave, one of ten never does, so that what he waits is known whatever happens. */
function comes(
  name: string,
  perHour: number,
  more: Omit<ContactClass, "queue" | "arrivals">
): Record<string, ContactClass> {
  const of = (share: number, patience: ContactClass["patience"]): ContactClass => {
    const { patience: _, ...rest } = more
    const arrivals = { perInterval: bell.map((factor) => factor * share * perHour), intervalMs: hour }
    return { ...rest, queue: name, arrivals, ...(patience === undefined ? {} : { patience }) }
  }
  return { [name]: of(0.9, more.patience), [`${patient} ${name}`]: of(0.1, undefined) }
}

/** Five kinds of contacts, three channels, three priorities, one step of relaxation, overlapping skills, shifts, long-tailed handle times. */
export const skilledDay: DayPlan = {
  configuration: {
    queues: {
      loans: { needs: "loan" },
      cards: { needs: "card" },
      vip: { needs: "vip", priority: 5 },
      mail: { needs: "card", priority: -1 },
      chinese: { needs: "zh >= 5", steps: [{ afterMs: 60 * second, needs: "zh >= 1" }] }
    }
  },
  classes: {
    ...comes("loans", 62, { channel: "voice", handle: tailed(240 * second, 270 * second), patience: minutes(5) }),
    ...comes("cards", 84, { channel: "voice", handle: tailed(180 * second, 200 * second), patience: minutes(7) }),
    ...comes("vip", 9, { channel: "voice", handle: tailed(300 * second, 240 * second), patience: minutes(10) }),
    ...comes("mail", 8, { channel: "email", handle: tailed(200 * second, 200 * second) }),
    ...comes("chinese", 16, { channel: "chat", handle: minutes(8), patience: minutes(8) })
  },
  agents: Array.from({ length: 13 }, (_, n) => ({
    agent: `a${n}`,
    signIn: {
      skills: {
        ...(n % 2 === 1 ? { loan: 5 } : {}),
        ...(n % 3 > 0 ? { card: 5 } : {}),
        ...(n % 4 === 0 ? { vip: 1 } : {}),
        ...(n % 5 < 2 ? { zh: n % 5 === 0 ? 5 : 1 } : {})
      },
      capacity: { voice: 1, email: 1, chat: 2 }
    },
    shifts: [{ fromMs: n < 9 ? 0 : 2 * hour, untilMs: n < 11 ? 11 * hour : 8 * hour }]
  })),
  untilMs: 10 * hour
}
