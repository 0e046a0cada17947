import type { AlarmKind } from "./Alarms.ts"

/** A queue opens or closes (SPEC QUEUE-20). */
export const hours: AlarmKind = { what: 20, name: "hours", owner: "queue" }

/** A contact has waited so long that it goes on (SPEC QUEUE-26). */
export const waited: AlarmKind = { what: 21, name: "waited", owner: "contact" }

export const holding: AlarmKind = { what: 8, name: "holding", owner: "contact" }

/** A skill of an agent begins or ends (SPEC SKILL-11). */
export const skillsAlarm: AlarmKind = { what: 30, name: "skills", owner: "agent" }

/** The time after which a lost desktop is taken for gone. */
export const lost: AlarmKind = { what: 24, name: "lost", owner: "agent" }
/** The end of being parked. */
export const parked: AlarmKind = { what: 25, name: "parked", owner: "contact" }

/**
 * Every kind of alarm: numbers from 8 on (`firstAlarm`), never given to another; names stand in snapshots. A rule adds its own here,
 * `export const relaxing: AlarmKind = { what: 8, name: "relaxing", owner: "contact" }`, and to the list.
 */
export const alarmKinds: ReadonlyArray<AlarmKind> = [holding, waited, hours, skillsAlarm, lost, parked]
