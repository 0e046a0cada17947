import { channels } from "../../Channel.ts"
import { checkNumber, isRecord, show, unknownFields, type Wrong } from "./check.ts"

const mostMs = 30 * 86_400_000

export function checkParking(parking: unknown, path: string, wrong: Wrong): void {
  if (parking === undefined) return
  if (!isRecord(parking)) {
    wrong(path, 'write e.g. { maxMs: 3600000, atMax: "queue" }; {} takes every default')
    return
  }
  unknownFields(parking, ["keepsCapacity", "wakeHoldMs", "maxMs", "atMax"], `${path}.`, wrong)
  const { keepsCapacity, atMax } = parking
  if (keepsCapacity !== undefined && typeof keepsCapacity !== "boolean")
    wrong(`${path}.keepsCapacity`, "write true or false")
  checkNumber(parking.wakeHoldMs, `${path}.wakeHoldMs`, 0, mostMs, "milliseconds; 0 = for anybody at once", wrong)
  checkNumber(parking.maxMs, `${path}.maxMs`, 1, mostMs, "milliseconds, e.g. 86400000", wrong)
  if (atMax !== undefined && atMax !== "complete" && atMax !== "queue")
    wrong(`${path}.atMax`, 'write "complete" or "queue"')
}

export const presenceFields = ["lostAfterMs", "whenLost"] as const

/** What is wrong with what becomes of an agent whose desktop is gone (SPEC PRES-1, PRES-3). */
export function checkPresence({ lostAfterMs, whenLost }: Record<string, unknown>, wrong: Wrong): void {
  checkNumber(lostAfterMs, "lostAfterMs", 1, mostMs, "milliseconds, e.g. 60000", wrong)
  if (whenLost === undefined) return
  if (!isRecord(whenLost)) {
    wrong("whenLost", 'write one entry per channel, e.g. { chat: "queue" }')
    return
  }
  unknownFields(whenLost, channels, "whenLost.", wrong)
  for (const channel of channels) {
    const policy = whenLost[channel]
    if (policy === undefined || policy === "keep" || policy === "queue" || policy === "complete") continue
    wrong(`whenLost.${channel}`, `${show(policy)} is none of keep, queue and complete`)
  }
}
