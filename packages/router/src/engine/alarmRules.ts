import type { AlarmKind } from "./Alarms.ts"
import { openOrClose } from "./alarms/hours.ts"
import { holdIsOver } from "./alarms/holding.ts"
import { leaseEnds } from "./alarms/lost.ts"
import { parkingEnds } from "./alarms/parked.ts"
import { windowTurns } from "./alarms/callback.ts"
import { goesOn } from "./alarms/waited.ts"
import { leaves, needsEnd, relaxes } from "./alarms/relaxing.ts"
import { alarmKinds } from "./alarmKinds.ts"
import { skillsChange } from "./alarms/skills.ts"
import { invariant } from "./invariant.ts"
import type { State } from "./State.ts"

/** What happens when an alarm falls due: it causes an event, whose application clears or moves the alarm. */
export type AlarmRule = (s: State, owner: number) => void

/** By the kind's name. A rule lives in a file of its own, `alarms/<rule>.ts`, and adds its line here. */
const rules: Readonly<Record<string, AlarmRule>> = {
  holding: holdIsOver,
  callback: windowTurns,
  waited: goesOn,
  hours: openOrClose,
  lost: leaseEnds,
  parked: parkingEnds,
  skills: skillsChange,
  relaxing: relaxes,
  leaving: leaves,
  expiring: needsEnd
}

export function fireAlarm(s: State, what: number, owner: number): void {
  const kind = alarmKinds.find((each) => each.what === what) as AlarmKind
  const before = s.alarms.orderOf(kind, owner)
  rules[kind.name]!(s, owner)
  invariant(s.alarms.orderOf(kind, owner) !== before, `DET-3 the event of the alarm ${kind.name} clears or moves it`)
}
