import type { Record } from "../records/Record.ts"

/** Latest engine time written in a record; engine time never goes below it. */
export const recordMs = (record: Record): number => {
  if (record.type === "Routed") return record.events.reduce((latest, event) => Math.max(latest, event.atMs), 0)
  return "atMs" in record ? record.atMs : 0
}
