import type { QueueConfiguration } from "../../Configuration.ts"
import type { Deflection } from "../../Deflection.ts"

/** Fields of a queue's configuration that say who may come in and who must go on. */
export const admissionKeys = ["whenClosed", "atClose"] as const

export interface AdmissionRule {
  readonly whenClosed: Deflection
  readonly atClose: Deflection
}

export const stay: Deflection = { do: "stay" }

/** undefined where the queue says nothing of it. */
export function admissionRule(queue: QueueConfiguration): AdmissionRule | undefined {
  if (admissionKeys.every((key) => queue[key] === undefined)) return undefined
  return { whenClosed: queue.whenClosed ?? stay, atClose: queue.atClose ?? stay }
}
