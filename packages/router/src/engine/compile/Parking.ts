import type { QueueConfiguration } from "../../Configuration.ts"

/** What becomes of parked contacts of a queue, as the engine reads it (SPEC PARK-1 to PARK-3). */
export interface ParkingRule {
  readonly keepsCapacity: boolean
  readonly wakeHoldMs: number
  readonly maxMs: number
  readonly atMax: "complete" | "queue"
}

export function parkingRule({ parking = {} }: Pick<QueueConfiguration, "parking">): ParkingRule {
  const { keepsCapacity = false, wakeHoldMs = 60_000, maxMs = 86_400_000, atMax = "complete" } = parking
  return { keepsCapacity, wakeHoldMs, maxMs, atMax }
}
