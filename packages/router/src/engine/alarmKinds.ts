import type { AlarmKind } from "./Alarms.ts"

/**
 * Every kind of alarm: numbers from 8 on (`firstAlarm`), never given to another; names stand in snapshots. A rule adds its own here,
 * `export const relaxing: AlarmKind = { what: 8, name: "relaxing", owner: "contact" }`, and to the list.
 */
export const hours: AlarmKind = { what: 20, name: "hours", owner: "queue" }

export const holding: AlarmKind = { what: 8, name: "holding", owner: "contact" }

export const alarmKinds: ReadonlyArray<AlarmKind> = [holding, hours]
