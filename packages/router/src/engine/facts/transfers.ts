import { expiring } from "../alarmKinds.ts"
import type { RouterEvent } from "../../Event.ts"
import { changeQueue, wait } from "../evolve/contacts.ts"
import { endWork, serve } from "../evolve/engagements.ts"
import { exclude } from "../evolve/exclusions.ts"
import type { FactRule } from "../facts.ts"
import { wrapUpMeant } from "../log/wrapUps.ts"
import type { State } from "../State.ts"
import { ContactState, Origin } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { tied } from "./wrapUp.ts"

type Of<T extends RouterEvent["type"]> = FactRule<Extract<RouterEvent, { readonly type: T }>>

export const transferred: Of<"ContactTransferred"> = {
  follows: (s, event) => (s.queueOf.has(event.queue) ? serves(s, event) : `there is no queue ${event.queue}`),
  apply(s, event) {
    const { contacts } = s
    const c = s.contactOf.get(event.contact)!
    const a = s.agentOf.get(event.agent)!
    const { ms, y } = wrapUpMeant(event)
    endWork(s, a, tied(s, event), ms, y)
    contacts.more[c] = { ...contacts.more[c], transfers: event.transfers }
    if (event.needs !== undefined) {
      contacts.needs[c] = event.needs
      s.alarms.clear(expiring, c)
    }
    if (event.priority !== undefined) contacts.priority[c] = event.priority
    exclude(s, c, a, event.notAgainUntilMs - event.atMs)
    changeQueue(s, c, s.queueFor(event.queue))
    wait(s, c, Origin.Returned, true)
  }
}

export const handedOver: Of<"ContactHandedOver"> = {
  follows: (s, { contact, from, to }) =>
    serves(s, { contact, agent: from }) ??
    (tied(s, { contact, agent: to }) < 0 && s.agentOf.has(to) ? undefined : `${to} cannot take it over`),
  apply(s, event) {
    const { contact, from, to, transfers } = event
    const c = s.contactOf.get(contact)!
    const { ms, y } = wrapUpMeant(event)
    endWork(s, s.agentOf.get(from)!, tied(s, { contact, agent: from }), ms, y)
    s.contacts.more[c] = { ...s.contacts.more[c], transfers }
    serve(s, c, s.agentOf.get(to)!)
  }
}

export const joined: Of<"AgentJoined"> = {
  follows(s, { contact, agent }) {
    const c = s.contactOf.get(contact)
    if (c === undefined || s.contacts.state(c) !== ContactState.Active) return `nobody serves ${contact}`
    return s.agentOf.has(agent) && tied(s, { contact, agent }) < 0 ? undefined : `${agent} cannot join it`
  },
  apply(s, { contact, agent }) {
    serve(s, s.contactOf.get(contact)!, s.agentOf.get(agent)!)
  }
}

export const left: Of<"AgentLeft"> = {
  follows: (s, event) => serves(s, event),
  apply(s, event) {
    const { ms, y } = wrapUpMeant(event)
    endWork(s, s.agentOf.get(event.agent)!, tied(s, event), ms, y)
  }
}

function serves(s: State, names: { readonly contact: string; readonly agent: string }): string | undefined {
  const e = tied(s, names)
  return e >= 0 && s.engagements.state[e] === EngagementState.Active
    ? undefined
    : `${names.agent} does not serve ${names.contact}`
}
