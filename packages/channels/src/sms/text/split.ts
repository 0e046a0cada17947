import { gsm7Septets } from "./gsm7.ts"

/** How long messages are cut on a link: one way per link, what the centre takes. */
export type ConcatForm = "udh8" | "udh16" | "sar" | "payload"

/** Room in one short message, in septets (GSM 7-bit) and UTF-16 units (UCS-2): alone, and as one of several parts. */
export interface UnitSizes {
  readonly gsm7: { readonly single: number; readonly part: number }
  readonly ucs2: { readonly single: number; readonly part: number }
}
/** 140 octets, less the user data header of an 8-bit reference (6 octets) for a part. 3GPP TS 23.040. */
export const standardSizes: UnitSizes = { gsm7: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } }
/** One octet more of header takes one septet more, and half a unit of UCS-2. */
export const sizesOf = (form: ConcatForm): UnitSizes =>
  form === "udh16" ? { gsm7: { single: 160, part: 152 }, ucs2: { single: 70, part: 66 } } : standardSizes

/** A text ready for the wire: data_coding and the octets of each part, headers not yet added. */
export interface CodedText {
  readonly dataCoding: 0 | 3 | 8
  readonly parts: ReadonlyArray<Uint8Array>
}

/**
 * GSM 7-bit when the alphabet has every character, else UCS-2. A part never ends inside an escape pair or a surrogate pair, and inside
 * what a reader sees as one character only when that character alone is longer than a part. `latin1` is for links whose data_coding 0
 * is Latin-1: there GSM 7-bit does not exist, and Latin-1 is said by data_coding 3.
 */
export const codeText = (text: string, sizes: UnitSizes, whole: boolean, latin1 = false): CodedText => {
  // A lone half of a pair is no character; the wire would carry it and every phone show something else.
  const wellFormed = text.replace(/\p{Surrogate}/gu, "\ufffd")
  if (latin1 && isLatin1(wellFormed)) {
    return { dataCoding: 3, parts: split(wellFormed, latin1Octets, octetRoom(sizes), whole) }
  }
  if (!latin1 && Array.from(wellFormed).every((character) => gsm7Septets(character) !== undefined)) {
    return { dataCoding: 0, parts: split(wellFormed, gsm7Octets, sizes.gsm7, whole) }
  }
  return { dataCoding: 8, parts: split(wellFormed, ucs2Octets, octetRoom(sizes), whole) }
}

const isLatin1 = (text: string): boolean =>
  Array.from(text).every((character) => (character.codePointAt(0) ?? 256) < 256)
const octetRoom = (sizes: UnitSizes) => ({ single: sizes.ucs2.single * 2, part: sizes.ucs2.part * 2 })

const latin1Octets = (text: string): Uint8Array => Buffer.from(text, "latin1")
const gsm7Octets = (text: string): Uint8Array =>
  Uint8Array.from(Array.from(text).flatMap((character) => gsm7Septets(character) ?? []))
const ucs2Octets = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16()

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

/** Greedy: each part takes as much as has room. `whole` = never cut, the link carries a long message in one piece. */
const split = (
  text: string,
  encode: (text: string) => Uint8Array,
  room: { readonly single: number; readonly part: number },
  whole: boolean
): ReadonlyArray<Uint8Array> => {
  const all = encode(text)
  if (whole || all.length <= room.single) return [all]
  const parts: Array<Uint8Array> = []
  let open: Array<Uint8Array> = []
  let size = 0
  const add = (piece: Uint8Array) => {
    if (size + piece.length > room.part) {
      parts.push(Buffer.concat(open))
      open = []
      size = 0
    }
    open.push(piece)
    size += piece.length
  }
  for (const { segment } of graphemes.segment(text)) {
    const piece = encode(segment)
    if (piece.length <= room.part) add(piece)
    else for (const character of segment) add(encode(character))
  }
  parts.push(Buffer.concat(open))
  return parts
}
