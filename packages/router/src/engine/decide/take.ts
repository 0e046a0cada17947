import type { Assign, Pick } from "../../Assignment.ts"
import type { Refusal } from "../../Refusal.ts"
import { emit, emitFact } from "../emit.ts"
import { engagementOf } from "../engagementOf.ts"
import { allFailed } from "../explain/candidates.ts"
import { Because, Kind, wrapUpEnds } from "../log/Rows.ts"
import { offerMsOf } from "../offerMs.ts"
import { badId, isId, refuse } from "../refuse.ts"
import { acceptOffer, rescindOffers } from "../rescind.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { signedIn } from "./agents.ts"
import { knownContact, notServed } from "./contacts.ts"

/** What he himself sets aside by asking for it: that he was not ready, or declined or missed it. */
const notAsked: ReadonlyArray<string> = ["CAP-4", "OFFER-6"]

export function pick(s: State, command: Pick): Refusal | undefined {
  const contact = knownContact(s, command.contact)
  if (typeof contact !== "number") return contact
  const agent = signedIn(s, command.agent)
  if (typeof agent !== "number") return agent
  const state = s.contacts.state(contact)
  if (state === ContactState.Unreachable) return notEligible(command, "QUEUE-5", "it is unreachable")
  if (state !== ContactState.Waiting)
    return refuse("ContactNotWaiting", `contact ${command.contact} is not waiting: somebody has it`, "contact")
  const failed = allFailed(s, contact, agent).find(({ rule }) => !notAsked.includes(rule))
  if (failed !== undefined) return notEligible(command, failed.rule, failed.text)
  take(s, contact, agent, "OFFER-13")
  return undefined
}

export function assign(s: State, command: Assign): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  const agent = signedIn(s, command.agent)
  if (typeof agent !== "number") return agent
  const { by, force } = command
  if (by !== undefined && !isId(by)) return badId("by")
  if (force !== undefined && force !== true) return refuse("InvalidValue", "force must be true, or left out", "force")
  const unreachable = s.contacts.state(contact) === ContactState.Unreachable
  const failed = allFailed(s, contact, agent)
  const [first] = unreachable ? [{ rule: "QUEUE-5", text: "it is unreachable" }] : failed
  if (first !== undefined && force === undefined) return notEligible(command, first.rule, first.text)
  const overrode = inRuleOrder([...(unreachable ? ["QUEUE-5"] : []), ...failed.map(({ rule }) => rule)])
  emitFact(s, {
    type: "ContactAssigned",
    atMs: s.nowMs,
    contact: command.contact,
    agent: command.agent,
    ...(by === undefined ? {} : { by }),
    ...(overrode.length === 0 ? {} : { overrode })
  })
  endOwnWrapUp(s, contact, agent)
  take(s, contact, agent, "OFFER-14")
  return undefined
}

/** The contact comes back to somebody who is still in wrap-up of it: that is over (SPEC XFER-3). */
export function endOwnWrapUp(s: State, contact: number, agent: number): void {
  const e = engagementOf(s, contact, agent)
  if (e < 0 || s.engagements.state[e] !== EngagementState.WrapUp) return
  emit(s, Kind.WrapUpEnded, contact, agent, e, 0, wrapUpEnds.indexOf("returned"), undefined)
}

/** It is his in this step: by the offer he has, or by one made for it. Whatever else rings is taken back. */
function take(s: State, contact: number, agent: number, rule: string): void {
  let e = engagementOf(s, contact, agent)
  if (e < 0) {
    rescindOffers(s, contact, Because.Taken)
    e = s.engagements.take()
    emit(s, Kind.Offered, contact, agent, e, offerMsOf(s, contact), s.version, rule)
  }
  acceptOffer(s, contact, agent, e)
}

const notEligible = ({ contact, agent }: Pick | Assign, rule: string, why: string): Refusal => ({
  ...refuse("AgentNotEligible", `${contact} may not go to ${agent}: ${why} (${rule})`, "agent"),
  rule
})

/** Each once, by prefix and number. */
function inRuleOrder(rules: ReadonlyArray<string>): ReadonlyArray<string> {
  const key = (rule: string) => rule.replace(/\d+$/, (digits) => digits.padStart(4, "0"))
  return [...new Set(rules)].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
