import type { PhoneMessage, SubmitEntry } from "./Book.ts"
import { readText } from "./phoneText.ts"

/** Joins submits as a phone does: by sender, reference and total; a number that is there already begins a new message. */
export const phoneInbox = (submits: ReadonlyArray<SubmitEntry>): ReadonlyArray<PhoneMessage> => {
  const shown: Array<{ readonly first: SubmitEntry; readonly parts: Array<SubmitEntry | undefined> }> = []
  for (const submit of submits) {
    const part = submit.part
    if (part === undefined) {
      shown.push({ first: submit, parts: [submit] })
      continue
    }
    const open = shown.findLast(
      ({ first, parts }) =>
        first.part?.reference === part.reference &&
        first.part.total === part.total &&
        first.from === submit.from &&
        first.to === submit.to &&
        parts[part.number - 1] === undefined
    )
    const message = open ?? { first: submit, parts: Array<SubmitEntry | undefined>(part.total).fill(undefined) }
    message.parts[part.number - 1] = submit
    if (open === undefined) shown.push(message)
  }
  return shown.map(({ first, parts }) => {
    const there = parts.filter((part) => part !== undefined)
    return {
      from: first.from,
      to: first.to,
      text: readText(Buffer.concat(there.map(({ octets }) => octets)), first.dataCoding),
      ids: there.map(({ id }) => id),
      complete: there.length === parts.length
    }
  })
}
