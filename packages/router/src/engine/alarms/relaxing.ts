import type { AlarmRule } from "../alarmRules.ts"
import { deflect } from "../deflect.ts"
import { emitFact } from "../emit.ts"
import { nextStep } from "../evolve/steps.ts"
import { relax } from "../relax.ts"

export const relaxes: AlarmRule = (s, contact) => relax(s, contact, nextStep(s, contact), "time")

export const leaves: AlarmRule = (s, contact) => {
  const { after } = s.queues[s.contacts.queue[contact]!]!.relaxation!
  deflect(s, contact, after!.deflection, "lastStep")
}

export const needsEnd: AlarmRule = (s, contact) => {
  emitFact(s, { type: "NeedsExpired", atMs: s.nowMs, contact: s.contacts.idOf(contact) })
}
