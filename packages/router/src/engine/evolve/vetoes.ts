import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { withField } from "../state/More.ts"
import { endExclusion, exclude } from "./exclusions.ts"

/** From now on an agent excludes these, and nobody else, whichever came first (SPEC QUEUE-14). */
export function setVetoes(s: State, a: number, excludes: ReadonlyArray<string> | undefined): void {
  const { agents, vetoes } = s
  const before = agents.more[a]?.excludes ?? []
  for (const named of before) {
    vetoes.forget(a, named)
    for (const c of contactsNamed(s, named)) endVeto(s, c, a)
  }
  agents.more[a] = withField(agents.more[a], "excludes", excludes)
  startVetoes(s, a)
}

/** What an agent keeps becomes exclusions of those who are here: after a sign-in or a restore. */
export function startVetoes(s: State, a: number): void {
  for (const named of s.agents.more[a]?.excludes ?? []) {
    s.vetoes.note(a, named)
    for (const c of contactsNamed(s, named)) veto(s, c, a)
  }
}

/** A contact came: whoever excludes it or its customer does so at once. */
export function meetVetoes(s: State, c: number): void {
  const customer = s.contacts.more[c]?.customer
  if (customer !== undefined) s.vetoes.comes(c, customer)
  if (s.vetoes.isEmpty) return
  for (const a of s.vetoes.agentsFor(s.contacts.idOf(c))) veto(s, c, a)
  if (customer !== undefined) for (const a of s.vetoes.agentsFor(customer)) veto(s, c, a)
}

export function contactsNamed(s: State, named: string): ReadonlyArray<number> {
  const contact = s.contactOf.get(named)
  const of = [...s.vetoes.contactsFrom(named)]
  return contact === undefined ? of : [contact, ...of]
}

function veto(s: State, c: number, a: number): void {
  if (vetoOf(s, c, a) >= 0) return
  exclude(s, c, a, -1)
  s.exclusions.byAgent[s.contacts.i[c * 16 + I.FirstExclusion]!] = 1
}

function endVeto(s: State, c: number, a: number): void {
  const n = vetoOf(s, c, a)
  if (n >= 0) endExclusion(s, n)
}

function vetoOf(s: State, c: number, a: number): number {
  const { exclusions } = s
  let n = s.contacts.i[c * 16 + I.FirstExclusion]!
  while (n >= 0 && (exclusions.agent[n] !== a || exclusions.byAgent[n] === 0)) n = exclusions.next[n]!
  return n
}
