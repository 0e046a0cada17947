import { gsm7Septets } from "../../../../channels/src/sms/text/gsm7.ts"

/** 140 octets, less the header of an 8-bit reference for a part (3GPP TS 23.040): the same figures the SMS adapter cuts by. */
const ROOM = { gsm7: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } } as const

const septets = (text: string): number | undefined => {
  let size = 0
  for (const character of text) {
    const one = gsm7Septets(character)
    if (one === undefined) return undefined
    size += one.length
  }
  return size
}

/** In how many short messages a text leaves: what a reader sees as one character is not cut. */
export const smsParts = (text: string): number => {
  const asGsm7 = septets(text)
  const room = asGsm7 === undefined ? ROOM.ucs2 : ROOM.gsm7
  const sizeOf = (piece: string): number => (asGsm7 === undefined ? piece.length : (septets(piece) ?? 0))
  if ((asGsm7 ?? text.length) <= room.single) return 1
  let parts = 1
  let size = 0
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) {
    const pieces = sizeOf(segment) <= room.part ? [segment] : Array.from(segment)
    for (const piece of pieces) {
      const more = sizeOf(piece)
      if (size + more > room.part) {
        parts++
        size = 0
      }
      size += more
    }
  }
  return parts
}
