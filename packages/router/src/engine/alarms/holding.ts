import { endHold } from "../holds.ts"
import type { AlarmRule } from "../alarmRules.ts"

export const holdIsOver: AlarmRule = (s, contact) => endHold(s, contact, "time")
