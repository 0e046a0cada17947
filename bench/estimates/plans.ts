import type { ContactClass, DayPlan } from "@strowger/router/simulate"
import { patient } from "./skilledDay.ts"

const hour = 3_600_000
export const unitMs = 100_000

/** Those whose classes are called so never leave: what they wait is known whatever happens. */
export const isPatient = (contact: string): boolean => contact.startsWith(patient)

/** One pool of agents; `theta`: how often one who waits leaves, per mean service. */
export function pool(agents: number, load: number, theta: number, contacts: number, patientShare: number): DayPlan {
  const perHour = (agents * load * hour) / unitMs
  const of = (queue: string, share: number, patience: ContactClass["patience"]): ContactClass => ({
    queue,
    channel: "voice",
    arrivals: { perHour: perHour * share },
    handle: { kind: "exponential", meanMs: unitMs },
    ...(patience === undefined ? {} : { patience })
  })
  const untilMs = Math.round((contacts / perHour) * hour)
  return {
    configuration: { queues: { calls: {} } },
    classes: {
      others: of("calls", 1 - patientShare, theta === 0 ? undefined : { kind: "exponential", meanMs: unitMs / theta }),
      [patient]: of("calls", patientShare, undefined)
    },
    agents: Array.from({ length: agents }, (_, n) => ({
      agent: `a${n}`,
      shifts: [{ fromMs: 0, untilMs: untilMs * 2 }]
    })),
    untilMs
  }
}
