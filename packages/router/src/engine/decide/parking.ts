import type { Park, Wake } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { emitFact } from "../emit.ts"
import { leadingEngagement } from "../engagementOf.ts"
import { excludes } from "../excludes.ts"
import { beginHold } from "../holds.ts"
import { refuse } from "../refuse.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { knownContact } from "./contacts.ts"
import { endConsults } from "./endConsults.ts"
import { engagement, isAlone } from "./offers.ts"

export function park(s: State, command: Park): Refusal | undefined {
  const e = engagement(s, command)
  if (typeof e !== "number") return e
  const { contact, agent } = command
  const { state, contact: of } = s.engagements
  if (state[e] === EngagementState.Parked) return undefined
  if (state[e] !== EngagementState.Active) return refuse("NotEngaged", `${agent} does not serve ${contact}`, "contact")
  if (!isAlone(s, of[e]!))
    return refuse("InConference", `others serve ${contact} too: leave it to them, or wait until they left`, "contact")
  endConsults(s, of[e]!, undefined)
  const { maxMs, keepsCapacity } = s.queues[s.contacts.queue[of[e]!]!]!.parking
  const keeps = keepsCapacity ? { keepsCapacity: true as const } : {}
  emitFact(s, { type: "ContactParked", atMs: s.nowMs, contact, agent, untilMs: s.nowMs + maxMs, ...keeps })
  return undefined
}

export function wake(s: State, command: Wake): Refusal | undefined {
  const contact = knownContact(s, command.contact)
  if (typeof contact !== "number") return contact
  if (s.contacts.state(contact) !== ContactState.Parked)
    return refuse("NotParked", `contact ${command.contact} is not parked: there is nothing to wake`, "contact")
  const e = leadingEngagement(s, contact)
  const owner = s.engagements.agent[e]!
  const agent = s.agents.id[owner]!
  emitFact(s, { type: "ContactWoken", atMs: s.nowMs, contact: command.contact, agent, because: "customer" })
  const { wakeHoldMs } = s.queues[s.contacts.queue[contact]!]!.parking
  if (wakeHoldMs > 0 && !excludes(s, contact, owner)) beginHold(s, contact, agent, "woken", wakeHoldMs)
  return undefined
}
