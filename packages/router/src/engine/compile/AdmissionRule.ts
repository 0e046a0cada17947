import type { QueueConfiguration } from "../../Configuration.ts"
import type { Deflection, OverflowRule, Staffing } from "../../Deflection.ts"

/** Who may come into a queue and who must go on. */
export interface AdmissionRule {
  readonly whenClosed: Deflection
  readonly atClose: Deflection
  /** Infinity = any number. */
  readonly maxWaiting: number
  readonly refuses: boolean
  readonly whenFull: Deflection
  readonly rules: ReadonlyArray<OverflowRule>
  /** Whether a wait of some length sends contacts on. */
  readonly waits: boolean
  /** With less staff than this somebody who waits might have to go on; 0 = never. */
  readonly staffLevel: number
  /** Whether a rule, of those who come or of those who wait, asks how much staff there is. */
  readonly asksStaff: boolean
}

const stay: Deflection = { do: "stay" }

/** Each asks for more than the one before. */
const levels: Readonly<Record<Staffing, number>> = { signedIn: 1, able: 2, ready: 3, atWork: 4 }

export const levelOf = (staffing: Staffing): number => levels[staffing]

/** undefined where the queue says nothing of it. */
export function admissionRule(queue: QueueConfiguration): AdmissionRule | undefined {
  const { whenClosed, atClose, maxWaiting, whenFull = "refuse", overflow } = queue
  if (whenClosed === undefined && atClose === undefined && maxWaiting === undefined && overflow === undefined) {
    return undefined
  }
  const rules = overflow ?? []
  return {
    whenClosed: whenClosed ?? stay,
    atClose: atClose ?? stay,
    maxWaiting: maxWaiting ?? Number.POSITIVE_INFINITY,
    refuses: whenFull === "refuse",
    whenFull: whenFull === "refuse" ? stay : whenFull,
    rules,
    waits: rules.some(({ when }) => "waitedMs" in when),
    staffLevel: Math.max(0, ...rules.filter((rule) => rule.for !== "arriving").map(({ when }) => staffOf(when))),
    asksStaff: rules.some(({ when }) => "nobody" in when)
  }
}

const staffOf = (when: OverflowRule["when"]): number => ("nobody" in when ? levelOf(when.nobody) : 0)
