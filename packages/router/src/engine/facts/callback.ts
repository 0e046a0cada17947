import type { RouterEvent } from "../../Event.ts"
import { callback as timer, waited } from "../alarmKinds.ts"
import { turnOf } from "../callback/turn.ts"
import { rest } from "../evolve/agents.ts"
import { wait } from "../evolve/contacts.ts"
import { endEngagement } from "../evolve/engagements.ts"
import { armLeaving, armSteps, startSteps } from "../evolve/steps.ts"
import type { FactRule } from "../facts.ts"
import type { State } from "../State.ts"
import { ContactState, Origin } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { type CallbackTerms, type ContactMore, withField } from "../state/More.ts"
import { waits } from "./overflowed.ts"
import { tied } from "./wrapUp.ts"

/** Until the next event says otherwise it takes nobody. */
export const callbackRequested: FactRule<Extract<RouterEvent, { type: "CallbackRequested" }>> = {
  follows: (s, { contact }) => waits(s, contact),
  apply: (s, { contact, windows, notBeforeMs = 0, retries, gapMs }) => {
    const c = s.contactOf.get(contact)!
    const apart = windows?.map(({ fromMs, untilMs }) => ({ fromMs, untilMs }))
    keep(s, c, { ...(apart === undefined ? {} : { windows: apart }), notBeforeMs, retries, gapMs })
    s.alarms.clear(waited, c)
    if (s.contacts.state(c) === ContactState.Waiting) s.index.leaveLane(s.contacts, c)
    s.moveTo(c, ContactState.Unreachable)
    arm(s, c)
    armLeaving(s, c)
  }
}

export const callbackDue: FactRule<Extract<RouterEvent, { type: "CallbackDue" }>> = {
  follows: (s, { contact }) => isCallback(s, contact, ContactState.Unreachable),
  apply: (s, { contact }) => {
    const c = s.contactOf.get(contact)!
    arm(s, c)
    wait(s, c, Origin.Returned)
  }
}

export const callbackHeld: FactRule<Extract<RouterEvent, { type: "CallbackHeld" }>> = {
  follows: (s, { contact }) => isCallback(s, contact, ContactState.Waiting, ContactState.Unreachable),
  apply: (s, { contact }) => {
    const c = s.contactOf.get(contact)!
    if (s.contacts.state(c) === ContactState.Waiting) s.index.leaveLane(s.contacts, c)
    s.moveTo(c, ContactState.Unreachable)
    arm(s, c)
  }
}

/** The agent is free; the contact keeps its place and takes nobody until the gap is over. */
export const callbackFailed: FactRule<Extract<RouterEvent, { type: "CallbackFailed" }>> = {
  follows: (s, event) => {
    const e = tied(s, event)
    if (e < 0 || s.engagements.state[e] !== EngagementState.Active) return `${event.agent} does not serve it`
    return isCallback(s, event.contact, ContactState.Active)
  },
  apply: (s, event) => {
    const e = tied(s, event)
    const c = s.engagements.contact[e]!
    const agent = s.engagements.agent[e]!
    const terms = s.contacts.more[c]!.callback!
    keep(s, c, { ...terms, retries: event.retries, notBeforeMs: s.nowMs + terms.gapMs })
    endEngagement(s, agent, e)
    s.moveTo(c, ContactState.Unreachable)
    arm(s, c)
    // Nobody served it: it is at the step that its wait has reached.
    startSteps(s, c)
    s.classify(c)
    armSteps(s, c)
    rest(s, agent)
  }
}

function keep(s: State, c: number, terms: CallbackTerms): void {
  s.contacts.more[c] = withField<ContactMore, "callback">(s.contacts.more[c], "callback", terms)
}

/** The alarm rings when a window begins or ends. */
function arm(s: State, c: number): void {
  const { changesAtMs } = turnOf(s.contacts.more[c]!.callback!, s.nowMs)
  if (changesAtMs === undefined) s.alarms.clear(timer, c)
  else s.alarmAt(timer, c, changesAtMs)
}

function isCallback(s: State, id: string, ...states: ReadonlyArray<number>): string | undefined {
  const c = s.contactOf.get(id)
  if (c === undefined) return `there is no contact ${id}`
  return s.contacts.more[c]?.callback !== undefined && states.includes(s.contacts.state(c))
    ? undefined
    : `contact ${id} is no callback, or elsewhere`
}
