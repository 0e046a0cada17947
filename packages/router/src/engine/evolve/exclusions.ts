import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { Due } from "../Timers.ts"

/** `durationMs` < 0 = for ever. */
export function exclude(s: State, c: number, a: number, durationMs: number): void {
  const { exclusions, contacts } = s
  const n = exclusions.take()
  exclusions.contact[n] = c
  exclusions.agent[n] = a
  exclusions.next[n] = contacts.i[c * 16 + I.FirstExclusion]!
  contacts.i[c * 16 + I.FirstExclusion] = n
  exclusions.timer[n] = -1
  exclusions.byAgent[n] = 0
  exclusions.setAtMs[n] = s.nowMs
  if (durationMs >= 0) {
    exclusions.timer[n] = s.timers.start(durationMs, Due.Exclusion, n)
    linkToAgent(s, n, a)
  }
  s.index.mark(s.contacts, c)
}

/** An exclusion is over; told by the clock or by the agent who makes himself ready, so it is no event of its own (SPEC OFFER-7). */
export function endExclusion(s: State, n: number): void {
  const c = s.exclusions.contact[n]!
  unlinkExclusion(s, n)
  if (!s.contacts.isOpen(c)) return
  s.index.mark(s.contacts, c)
  s.touchedContacts.add(c)
}

export function unlinkExclusion(s: State, n: number): void {
  const { exclusions, contacts, agents } = s
  const at = exclusions.contact[n]! * 16 + I.FirstExclusion
  if (contacts.i[at] === n) contacts.i[at] = exclusions.next[n]!
  else {
    let before = contacts.i[at]!
    while (exclusions.next[before] !== n) before = exclusions.next[before]!
    exclusions.next[before] = exclusions.next[n]!
  }
  if (exclusions.timer[n]! >= 0) {
    const a = exclusions.agent[n]!
    s.timers.clear(exclusions.timer[n]!)
    const before = exclusions.previousOfAgent[n]!
    const after = exclusions.nextOfAgent[n]!
    if (before < 0) agents.firstExclusion[a] = after
    else exclusions.nextOfAgent[before] = after
    if (after >= 0) exclusions.previousOfAgent[after] = before
  }
  exclusions.give(n)
}

/** Becomes the first of the agent's that end in time. */
export function linkToAgent({ exclusions, agents }: State, n: number, a: number): void {
  const first = agents.firstExclusion[a]!
  exclusions.nextOfAgent[n] = first
  exclusions.previousOfAgent[n] = -1
  if (first >= 0) exclusions.previousOfAgent[first] = n
  agents.firstExclusion[a] = n
}
