import { holding } from "../alarmKinds.ts"
import type { State } from "../State.ts"
import { ContactState, I } from "../state/Contacts.ts"
import { type ContactMore, type Hold, withField } from "../state/More.ts"

/** From now on only this agent may take the contact (SPEC HOLD-1): it stands with what is held for him. */
export function hold(s: State, c: number, held: Hold): void {
  s.index.leaveLane(s.contacts, c)
  release(s, c)
  s.contacts.more[c] = withField<ContactMore, "hold">(s.contacts.more[c], "hold", held)
  stand(s, c, s.agentFor(held.agent))
  if (s.contacts.state(c) === ContactState.Waiting) {
    s.index.enterLane(s.contacts, c)
    s.touchedContacts.add(c)
  }
  resume(s, c)
}

/** It is held for nobody any more, and waits at its place in its queue. */
export function unhold(s: State, c: number): void {
  if (!release(s, c) || s.contacts.state(c) !== ContactState.Waiting) return
  s.index.enterLane(s.contacts, c)
  s.touchedContacts.add(c)
}

/** Somebody serves it: nothing of whom it was to go to first is asked again. */
export function forgetPreferred(s: State, c: number): void {
  const { more } = s.contacts
  if (more[c] === undefined) return
  release(s, c)
  for (const field of ["preferred", "preferredOnly"] as const)
    more[c] = withField<ContactMore, typeof field>(more[c], field, undefined)
}

/** While it rings at him the time of the hold does not run out (SPEC HOLD-3). */
export function pause(s: State, c: number): void {
  if (s.contacts.i[c * 16 + I.Preferred]! >= 0) s.alarms.clear(holding, c)
}

export function resume(s: State, c: number): void {
  if (s.contacts.i[c * 16 + I.Preferred]! < 0) return
  const untilMs = s.contacts.more[c]?.hold?.untilMs
  if (untilMs !== undefined) s.alarmAt(holding, c, Math.max(untilMs, s.nowMs))
}

/** Stands with what is held for an agent. */
export function stand(s: State, c: number, agent: number): void {
  s.contacts.i[c * 16 + I.Preferred] = agent
  const others = s.heldFor.get(agent)
  if (others === undefined) s.heldFor.set(agent, new Set([c]))
  else others.add(c)
}

/** Says whether it was held. */
export function release(s: State, c: number): boolean {
  const at = c * 16 + I.Preferred
  const agent = s.contacts.i[at]!
  if (agent < 0) return false
  s.index.leaveLane(s.contacts, c)
  const others = s.heldFor.get(agent)!
  others.delete(c)
  if (others.size === 0) s.heldFor.delete(agent)
  s.contacts.i[at] = -1
  s.contacts.more[c] = withField<ContactMore, "hold">(s.contacts.more[c], "hold", undefined)
  s.alarms.clear(holding, c)
  return true
}
