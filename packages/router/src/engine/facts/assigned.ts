import { parked } from "../alarmKinds.ts"
import type { RouterEvent } from "../../Event.ts"
import { rest } from "../evolve/agents.ts"
import { changeQueue, moveToQueue, wait } from "../evolve/contacts.ts"
import { endEngagement } from "../evolve/engagements.ts"
import { exclude } from "../evolve/exclusions.ts"
import { engagementOf, engagementsIn } from "../engagementOf.ts"
import type { FactRule } from "../facts.ts"
import { ContactState, Origin } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"

type Of<T extends RouterEvent["type"]> = FactRule<Extract<RouterEvent, { readonly type: T }>>

/** It says how what follows came about: the offer and its acceptance. */
export const assigned: Of<"ContactAssigned"> = {
  follows(s, { contact, agent }) {
    const c = s.contactOf.get(contact)
    if (c === undefined || s.contacts.state(c) > ContactState.Offered)
      return `contact ${contact} is not there to be given`
    return s.agentOf.has(agent) ? undefined : `there is no agent ${agent}`
  },
  apply() {}
}

const had: ReadonlyArray<number> = [EngagementState.Active, EngagementState.Parked]

export const pulled: Of<"ContactPulled"> = {
  follows(s, { contact, agent, queue }) {
    const c = s.contactOf.get(contact)
    if (c === undefined || s.contacts.state(c) === ContactState.WrapUp) return `there is no contact ${contact}`
    if (!s.queueOf.has(queue)) return `there is no queue ${queue}`
    return s.agentOf.has(agent) ? undefined : `there is no agent ${agent}`
  },
  apply(s, { contact, agent, queue, notAgainUntilMs, atMs }) {
    const c = s.contactOf.get(contact)!
    const a = s.agentOf.get(agent)!
    const e = engagementOf(s, c, a)
    if (e >= 0 && had.includes(s.engagements.state[e]!)) {
      const held = s.engagements.holds[e] === 1
      s.alarms.clear(parked, c)
      endEngagement(s, a, e)
      if (held) rest(s, a)
    }
    exclude(s, c, a, notAgainUntilMs - atMs)
    if (engagementsIn(s, c, EngagementState.Active).length > 0) return
    const to = s.queueFor(queue)
    if (s.contacts.state(c) === ContactState.Waiting) {
      if (s.contacts.queue[c] !== to) moveToQueue(s, c, to)
      return
    }
    changeQueue(s, c, to)
    wait(s, c, Origin.Returned, true)
  }
}
