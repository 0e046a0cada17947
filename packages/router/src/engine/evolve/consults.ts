import type { State } from "../State.ts"
import { withField } from "../state/More.ts"

/** A consult and the contact it is about know each other by id (SPEC XFER-10). */
export function beginConsult(s: State, c: number, of: string, by: string): void {
  const { more } = s.contacts
  more[c] = { ...more[c], consultOf: of, consultBy: by }
  const about = s.contactOf.get(of)!
  more[about] = { ...more[about], consults: [...(more[about]?.consults ?? []), s.contacts.idOf(c)] }
}

/** The consult is over: what it was about has one less. */
export function endConsult(s: State, c: number): void {
  const { more } = s.contacts
  const about = more[c]?.consultOf === undefined ? undefined : s.contactOf.get(more[c].consultOf)
  if (about === undefined || more[about]?.consults === undefined) return
  const left = more[about].consults.filter((consult) => consult !== s.contacts.idOf(c))
  more[about] = withField(more[about], "consults", left.length === 0 ? undefined : left)
}
