import type { State } from "./State.ts"
import { I } from "./state/Contacts.ts"

/** For ever, not for a while after a decline or a missed offer; with what the agent excludes himself, or without. */
export function excludes(s: State, contact: number, agent: number, orHimself = true): boolean {
  const { exclusions, contacts } = s
  for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!) {
    if (exclusions.agent[n] !== agent || exclusions.timer[n]! >= 0) continue
    if (orHimself || exclusions.byAgent[n] === 0) return true
  }
  return false
}

/** Does the agent himself exclude the contact, or who it comes from (SPEC QUEUE-14)? */
export function excludesHimself(s: State, contact: number, agent: number): boolean {
  const { exclusions, contacts } = s
  for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!)
    if (exclusions.agent[n] === agent && exclusions.byAgent[n] === 1) return true
  return false
}
