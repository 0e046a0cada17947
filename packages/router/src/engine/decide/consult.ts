import type { Consult, HandOver, Join, Leave } from "../../Transfer.ts"
import type { Refusal } from "../../Refusal.ts"
import { admit } from "../deflect.ts"
import { emit, emitFact } from "../emit.ts"
import { engagementOf, engagementsIn } from "../engagementOf.ts"
import { queuedSide } from "../evolve/contacts.ts"
import { excludes } from "../excludes.ts"
import { beginHold } from "../holds.ts"
import { Kind } from "../log/Rows.ts"
import { wrapUpSaid } from "../log/wrapUps.ts"
import { refuse } from "../refuse.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { knownAgent } from "./agents.ts"
import { endConsults } from "./endConsults.ts"
import { newIdRefusal } from "./enqueue.ts"
import { needsRefusal } from "./needs.ts"
import { isAlone, serving } from "./offers.ts"
import { endOwnWrapUp } from "./take.ts"
import { nextTransfer, targetOf } from "./transfer.ts"
import { wrapUpAfter } from "./finish.ts"
import { complete } from "./wrapUp.ts"

export function consult(s: State, command: Consult): Refusal | undefined {
  const e = serving(s, command)
  if (typeof e !== "number") return e
  const about = s.engagements.contact[e]!
  const { consult: id, needs } = command
  const taken = newIdRefusal(s, id, "consult")
  if (taken !== undefined) return taken
  const target = targetOf(s, about, command.to, command.agent)
  if ("reason" in target) return target
  const { queue } = target
  const { contacts } = s
  const channel = contacts.channel[about]!
  const wrong = needs === undefined ? undefined : needsRefusal(s, needs)
  if (wrong !== undefined) return wrong
  const more = contacts.more[about]
  const side = queuedSide({
    queue,
    channel,
    priority: contacts.priority[about]!,
    creditMs: 0,
    needs,
    reachable: true,
    excludes: [...new Set([...excludedBy(s, about), ...servingIds(s, about)])],
    customer: more?.customer,
    attributes: more?.attributes,
    consultOf: command.contact,
    consultBy: command.agent
  })
  const handle = contacts.takeFor(id)
  emit(s, Kind.Queued, handle, -1, -1, 0, 0, side)
  if (target.agent === undefined) admit(s, handle)
  else beginHold(s, handle, target.agent, "consult")
  return undefined
}

/** Whom the contact excludes for ever, in the order it was said: nobody of them is asked about it. */
function excludedBy(s: State, contact: number): string[] {
  const { exclusions, contacts } = s
  const ids: string[] = []
  for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!)
    if (exclusions.timer[n]! < 0 && exclusions.byAgent[n] === 0) ids.push(s.agents.id[exclusions.agent[n]!]!)
  return ids.reverse()
}

const servingIds = (s: State, contact: number): string[] =>
  engagementsIn(s, contact, EngagementState.Active).map((e) => s.agents.id[s.engagements.agent[e]!]!)

export function handOver(s: State, command: HandOver): Refusal | undefined {
  const { contact: id, from, to } = command
  const e = serving(s, { contact: id, agent: from })
  if (typeof e !== "number") return e
  const contact = s.engagements.contact[e]!
  const agent = knownAgent(s, to)
  if (typeof agent !== "number") return { ...agent, field: "to" }
  const asked = answered(s, contact, agent, from, "to")
  if (typeof asked !== "number") return asked
  const transfers = nextTransfer(s, contact)
  if (typeof transfers !== "number") return transfers
  const { ms, y } = wrapUpAfter(s, e)
  const consult = s.contacts.idOf(asked)
  endConsults(s, contact, from, asked)
  leaveConsult(s, contact, asked, agent)
  const names = { contact: id, from, to, consult }
  emitFact(s, { type: "ContactHandedOver", atMs: s.nowMs, ...names, transfers, ...wrapUpSaid(s.nowMs, ms, y) })
  return undefined
}

export function join(s: State, command: Join): Refusal | undefined {
  const { contact: id, agent: who } = command
  const contact = s.contactOf.get(id)
  const agent = knownAgent(s, who)
  if (typeof agent !== "number") return agent
  if (contact === undefined)
    return refuse("ContactUnknown", `no contact ${id} here: it never came or is over`, "contact")
  const asked = answered(s, contact, agent, undefined, "agent")
  if (typeof asked !== "number") return asked
  const consult = s.contacts.idOf(asked)
  leaveConsult(s, contact, asked, agent)
  emitFact(s, { type: "AgentJoined", atMs: s.nowMs, contact: id, agent: who, consult })
  return undefined
}

/** The last one to leave completes it, so leaving and completing are the same act. */
export const leave = (s: State, { contact, agent }: Leave): Refusal | undefined =>
  complete(s, { type: "Complete", contact, agent })

/** The consult about this contact that the agent alone serves; `by` undefined = whoever asked. */
function answered(s: State, contact: number, agent: number, by: string | undefined, field: string): number | Refusal {
  const own = engagementOf(s, contact, agent)
  if (own >= 0 && s.engagements.state[own] === EngagementState.Active)
    return refuse("AgentBusy", `${s.agents.id[agent]} serves it already`, field)
  if (excludes(s, contact, agent)) {
    const text = `${s.agents.id[agent]} and ${s.contacts.idOf(contact)} exclude one another: ask somebody else`
    return refuse("AgentExcluded", text, field)
  }
  for (const id of s.contacts.more[contact]?.consults ?? []) {
    const consult = s.contactOf.get(id)!
    const e = engagementOf(s, consult, agent)
    if (e < 0 || s.engagements.state[e] !== EngagementState.Active) continue
    if (by !== undefined && s.contacts.more[consult]!.consultBy !== by) continue
    if (isAlone(s, consult)) return consult
    return refuse("InConference", `others serve ${id} too: wait until they left`, field)
  }
  const text = `${s.agents.id[agent]} did not answer a consult about ${s.contacts.idOf(contact)}: ask him first`
  return refuse("NotConsulted", text, field)
}

/** He goes over from the consult to what it is about: no wrap-up, what he asked others is over, and so is his wrap-up of an earlier part. */
function leaveConsult(s: State, contact: number, consult: number, agent: number): void {
  endConsults(s, consult, undefined)
  emit(s, Kind.Completed, consult, agent, engagementOf(s, consult, agent), 0, 0, undefined)
  endOwnWrapUp(s, contact, agent)
}
