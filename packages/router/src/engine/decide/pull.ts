import type { Pull } from "../../Assignment.ts"
import type { Refusal } from "../../Refusal.ts"
import { admit } from "../deflect.ts"
import { emitFact } from "../emit.ts"
import { engagementsIn } from "../engagementOf.ts"
import { endHoldFor } from "../holds.ts"
import { Because } from "../log/Rows.ts"
import { badId, isId, refuse } from "../refuse.ts"
import { rescindOffers } from "../rescind.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { knownContact } from "./contacts.ts"
import { endConsults } from "./endConsults.ts"
import { knownQueue } from "./knownQueue.ts"

const { Offered, Active, Parked } = EngagementState

export function pull(s: State, command: Pull): Refusal | undefined {
  const contact = knownContact(s, command.contact)
  if (typeof contact !== "number") return contact
  const { by } = command
  if (by !== undefined && !isId(by)) return badId("by")
  const queue = command.to === undefined ? s.contacts.queue[contact]! : knownQueue(s, command.to, "to")
  if (typeof queue !== "number") return queue
  const state = s.contacts.state(contact)
  const of = state === ContactState.Offered ? Offered : state === ContactState.Parked ? Parked : Active
  const had = engagementsIn(s, contact, of)
  if (had.length === 0)
    return refuse("NotEngaged", `nobody has contact ${command.contact}: there is nothing to take back`, "contact")
  const agents = had.map((e) => s.agents.id[s.engagements.agent[e]!]!)
  const isMoved = queue !== s.contacts.queue[contact]
  endConsults(s, contact, undefined)
  rescindOffers(s, contact, Because.Pulled)
  const notAgainUntilMs = s.nowMs + awayMs(s, queue)
  const said = { queue: s.queueName[queue]!, notAgainUntilMs, ...(by === undefined ? {} : { by }) }
  for (const agent of agents)
    emitFact(s, { type: "ContactPulled", atMs: s.nowMs, contact: command.contact, agent, ...said })
  for (const agent of agents) endHoldFor(s, contact, s.agentOf.get(agent)!, "pulled")
  if (isMoved) admit(s, contact)
  return undefined
}

/** How long it does not come back to who had it: as after a decline in that queue (SPEC OFFER-6). */
export function awayMs(s: State, queue: number): number {
  const { excludeMs, offerMs } = s.queues[queue]!
  return excludeMs > 0 ? excludeMs : offerMs
}
