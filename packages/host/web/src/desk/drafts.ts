import { signal } from "@preact/signals"
import { keptKey } from "./desk.ts"

/** What is being typed, per contact: kept in this browser until it is sent, so that no reload and no lost link takes it away. */
const drafts = signal<ReadonlyMap<string, string>>(new Map())

export const draftOf = (contact: string): string =>
  drafts.value.get(contact) ?? localStorage.getItem(keptKey("draft", contact)) ?? ""

export const keepDraft = (contact: string, text: string): void => {
  drafts.value = new Map(drafts.value).set(contact, text)
  if (text === "") localStorage.removeItem(keptKey("draft", contact))
  else localStorage.setItem(keptKey("draft", contact), text)
}
