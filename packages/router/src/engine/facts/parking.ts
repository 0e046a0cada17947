import type { RouterEvent } from "../../Event.ts"
import { parked as timer } from "../alarmKinds.ts"
import { rest } from "../evolve/agents.ts"
import { wait } from "../evolve/contacts.ts"
import { endEngagement, free } from "../evolve/engagements.ts"
import type { FactRule } from "../facts.ts"
import { ContactState, Origin } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { notServing, tied } from "./wrapUp.ts"

export const parked: FactRule<Extract<RouterEvent, { type: "ContactParked" }>> = {
  follows: notServing,
  apply: (s, event) => {
    const e = tied(s, event)
    const contact = s.engagements.contact[e]!
    const agent = s.engagements.agent[e]!
    s.engagements.state[e] = EngagementState.Parked
    s.moveTo(contact, ContactState.Parked)
    s.alarmAfter(timer, contact, event.untilMs - s.nowMs)
    if (event.keepsCapacity) return
    free(s, agent, e)
    rest(s, agent)
  }
}

/** Nobody has it in hand any more: it waits, at its place. */
export const woken: FactRule<Extract<RouterEvent, { type: "ContactWoken" }>> = {
  follows: (s, event) => {
    const e = tied(s, event)
    return e >= 0 && s.engagements.state[e] === EngagementState.Parked
      ? undefined
      : `it is not parked at ${event.agent}`
  },
  apply: (s, event) => {
    const e = tied(s, event)
    const contact = s.engagements.contact[e]!
    const agent = s.engagements.agent[e]!
    const held = s.engagements.holds[e] === 1
    s.alarms.clear(timer, contact)
    endEngagement(s, agent, e)
    wait(s, contact, Origin.Returned)
    if (held) rest(s, agent)
  }
}
