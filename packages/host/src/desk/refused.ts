import type { ContactView } from "@strowger/router"
import type { Draft } from "../partition/Partition.ts"

/** Why an act was refused: nothing was changed. */
export interface Refused {
  readonly reason: string
  readonly text: string
}

/** Refuses what an agent may not do to a contact that is not, or not so, his. */
export const notMine = (
  draft: Draft,
  agent: string,
  contact: string,
  states: ReadonlyArray<ContactView["state"]>
): Refused | undefined => {
  const view = draft.router.view.contact(contact)
  if (view === undefined) return { reason: "ContactUnknown", text: "This contact is over." }
  if (view.agent === agent && states.includes(view.state)) return undefined
  return { reason: "NotEngaged", text: "You are not serving this contact. Accept its offer first." }
}
