import type { Reprioritise } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { isWhole } from "../compile/check.ts"
import { maxPriority } from "../compile/checkConfiguration.ts"
import { emitFact } from "../emit.ts"
import { refuse } from "../refuse.ts"
import type { State } from "../State.ts"
import { notServed } from "./contacts.ts"

export function reprioritise(s: State, command: Reprioritise): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  const { priority } = command
  if (!isWhole(priority, -maxPriority, maxPriority)) {
    return refuse("InvalidValue", `priority must be a whole number from ${-maxPriority} to ${maxPriority}`, "priority")
  }
  if (s.contacts.priority[contact] === priority) return undefined
  // Written once: -0 is 0.
  emitFact(s, { type: "ContactReprioritised", atMs: s.nowMs, contact: command.contact, priority: priority + 0 })
  return undefined
}
