import type { AlarmKind } from "./Alarms.ts"

/** A queue opens or closes (SPEC QUEUE-20). */
export const hours: AlarmKind = { what: 20, name: "hours", owner: "queue" }

/** A window of a callback begins or ends (SPEC QUEUE-30). */
export const callback: AlarmKind = { what: 22, name: "callback", owner: "contact" }

/** A contact has waited so long that it goes on (SPEC QUEUE-26). */
export const waited: AlarmKind = { what: 21, name: "waited", owner: "contact" }

/** A hold is over. */
export const holding: AlarmKind = { what: 8, name: "holding", owner: "contact" }

/** The next step of relaxation. */
export const relaxing: AlarmKind = { what: 9, name: "relaxing", owner: "contact" }
/** What comes after the last one. */
export const leaving: AlarmKind = { what: 10, name: "leaving", owner: "contact" }
/** The end of a contact's own needs. */
export const expiring: AlarmKind = { what: 11, name: "expiring", owner: "contact" }

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
export const alarmKinds: ReadonlyArray<AlarmKind> = [
  holding,
  relaxing,
  leaving,
  expiring,
  callback,
  waited,
  hours,
  skillsAlarm,
  lost,
  parked
]
