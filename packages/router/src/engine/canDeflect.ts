import type { Deflection } from "../Deflection.ts"
import type { State } from "./State.ts"

/**
 * Would it move the contact? To stay does not, nor a queue that it is in or came through by overflow (SPEC QUEUE-24); and a callback stays
 * (SPEC QUEUE-29).
 */
export function canDeflect(s: State, contact: number, deflection: Deflection): boolean {
  if (deflection.do === "stay" || s.contacts.more[contact]?.callback !== undefined) return false
  if (deflection.do !== "overflow") return true
  const { queue, more } = s.contacts
  return s.queueName[queue[contact]!] !== deflection.queue && !more[contact]?.been?.includes(deflection.queue)
}
