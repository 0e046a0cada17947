import type { Reprioritise } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { emitFact } from "../emit.ts"
import type { State } from "../State.ts"
import { notServed } from "./contacts.ts"
import { priorityRefusal } from "./priorityRefusal.ts"

export function reprioritise(s: State, command: Reprioritise): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  const { priority } = command
  const wrong = priorityRefusal(priority)
  if (wrong !== undefined) return wrong
  if (s.contacts.priority[contact] === priority) return undefined
  // Written once: -0 is 0.
  emitFact(s, { type: "ContactReprioritised", atMs: s.nowMs, contact: command.contact, priority: priority + 0 })
  return undefined
}
