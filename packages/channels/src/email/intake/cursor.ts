/** How far a mailbox was read: the UIDs of one numbering up to and with `lastUid`. */
export interface ImapPlace {
  /** UIDVALIDITY, 32 bits, as text: changes when the server numbers the mailbox anew (RFC 3501, 2.3.1.1). */
  readonly uidValidity: string
  readonly lastUid: number
}

export const encodePlace = (place: ImapPlace): string => JSON.stringify(place)

/** `undefined` for nothing and for anything that is not a place: the mailbox is then read from its beginning, duplicates are told apart. */
export const decodePlace = (text: string | undefined): ImapPlace | undefined => {
  if (text === undefined) return undefined
  try {
    const value = JSON.parse(text) as Partial<ImapPlace> | null
    return typeof value?.uidValidity === "string" && Number.isSafeInteger(value.lastUid) && (value.lastUid ?? -1) >= 0
      ? { uidValidity: value.uidValidity, lastUid: value.lastUid as number }
      : undefined
  } catch {
    return undefined
  }
}
