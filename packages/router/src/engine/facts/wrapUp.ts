import type { RouterEvent } from "../../Event.ts"
import { engagementOf } from "../engagementOf.ts"
import type { FactRule } from "../facts.ts"
import { Count, type State } from "../State.ts"
import { EngagementState } from "../state/Engagements.ts"
import { Due } from "../Timers.ts"

/** What ties the two that an event names; -1 = nothing. */
export function tied(s: State, { contact, agent }: { readonly contact: string; readonly agent: string }): number {
  const c = s.contactOf.get(contact)
  const a = s.agentOf.get(agent)
  return c === undefined || a === undefined ? -1 : engagementOf(s, c, a)
}

/** Why a fact about work that somebody has in hand does not follow; undefined = he serves it. */
export function notServing(s: State, event: { readonly contact: string; readonly agent: string }): string | undefined {
  const e = tied(s, event)
  return e >= 0 && s.engagements.state[e] === EngagementState.Active ? undefined : `${event.agent} does not serve it`
}

export const wrapUpRequested: FactRule<Extract<RouterEvent, { type: "WrapUpRequested" }>> = {
  follows: notServing,
  apply(s, event) {
    s.engagements.wantsWrapUp[tied(s, event)] = 1
  }
}

export const wrapUpExtended: FactRule<Extract<RouterEvent, { type: "WrapUpExtended" }>> = {
  follows(s, event) {
    const e = tied(s, event)
    if (e < 0 || s.engagements.state[e] !== EngagementState.WrapUp) return `${event.agent} has no wrap-up of it`
    return s.engagements.timer[e]! >= 0 ? undefined : "that wrap-up has no end to put off"
  },
  apply(s, event) {
    const e = tied(s, event)
    s.timers.clear(s.engagements.timer[e]!)
    s.engagements.timer[e] = s.timers.setAt(event.wrapUpEndsAtMs, s.counts[Count.Timer]!++, Due.WrapUp, e)
  }
}
