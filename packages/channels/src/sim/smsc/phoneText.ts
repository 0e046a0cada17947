/**
 * How the phones of the simulated centre write and read text. On purpose not the adapter's code: what both get wrong in one way would
 * never be seen. Phones cut where the octets are full, in the middle of a character if it so happens.
 */
export type PhoneCoding = "gsm7" | "ucs2" | "latin1"

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
/** Code points of the 128 septets, 3GPP TS 23.038. */
const septetToCodePoint: ReadonlyArray<number> = [
  [0x40, 0xa3, 0x24, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0x0a, 0xd8, 0xf8, 0x0d, 0xc5, 0xe5],
  [0x394, 0x5f, 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, 0x1b, 0xc6, 0xe6, 0xdf, 0xc9],
  [0x20, 0x21, 0x22, 0x23, 0xa4],
  range(0x25, 0x3f),
  [0xa1],
  range(0x41, 0x5a),
  [0xc4, 0xd6, 0xd1, 0xdc, 0xa7, 0xbf],
  range(0x61, 0x7a),
  [0xe4, 0xf6, 0xf1, 0xfc, 0xe0]
].flat()
/** Code point by the septet behind an escape. */
const escaped: Readonly<Record<number, number>> = {
  10: 0x0c,
  20: 0x5e,
  40: 0x7b,
  41: 0x7d,
  47: 0x5c,
  60: 0x5b,
  61: 0x7e,
  62: 0x5d,
  64: 0x7c,
  101: 0x20ac
}

export const codingNumber: Readonly<Record<PhoneCoding, number>> = { gsm7: 0, latin1: 3, ucs2: 8 }

/** "gsm7" when the phone's alphabet has all of it, else "ucs2". */
export const codingFor = (text: string): PhoneCoding => (septetsOf(text) === undefined ? "ucs2" : "gsm7")

export const writeText = (text: string, coding: PhoneCoding): Buffer => {
  if (coding === "latin1") return Buffer.from(text, "latin1")
  if (coding === "gsm7") {
    const septets = septetsOf(text)
    if (septets === undefined) throw new RangeError("The text has characters that GSM 7-bit lacks; choose ucs2.")
    return Buffer.from(septets)
  }
  const octets = Buffer.alloc(text.length * 2)
  for (let unit = 0; unit < text.length; unit++) octets.writeUInt16BE(text.charCodeAt(unit), unit * 2)
  return octets
}

const septetsOf = (text: string): ReadonlyArray<number> | undefined => {
  const septets: Array<number> = []
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    const plain = point === 0x1b ? -1 : septetToCodePoint.indexOf(point)
    const behind = Object.entries(escaped).find(([, mapped]) => mapped === point)?.[0]
    if (plain >= 0) septets.push(plain)
    else if (behind !== undefined) septets.push(0x1b, Number(behind))
    else return undefined
  }
  return septets
}

/** What a phone shows: data_coding 0 and 1 as GSM 7-bit, 3 as Latin-1, all else as UTF-16. */
export const readText = (octets: Uint8Array, dataCoding: number): string => {
  if (dataCoding === 3) return Buffer.from(octets).toString("latin1")
  if (dataCoding === 0 || dataCoding === 1) {
    let shown = ""
    for (let at = 0; at < octets.length; at++) {
      const septet = octets[at] ?? 0
      if (septet === 0x1b) shown += String.fromCodePoint(escaped[octets[++at] ?? 0] ?? 0x20)
      else shown += String.fromCodePoint(septetToCodePoint[septet] ?? 0xfffd)
    }
    return shown
  }
  let shown = ""
  for (let at = 0; at + 1 < octets.length; at += 2) {
    shown += String.fromCharCode((octets[at] ?? 0) * 256 + (octets[at + 1] ?? 0))
  }
  return shown
}

/** Octets of one part of a long message, its header of an 8-bit reference not counted. */
export const partOctets: Readonly<Record<PhoneCoding, number>> = { gsm7: 153, latin1: 134, ucs2: 134 }
const wholeOctets: Readonly<Record<PhoneCoding, number>> = { gsm7: 160, latin1: 140, ucs2: 140 }

export const cut = (octets: Buffer, coding: PhoneCoding, most = partOctets[coding]): ReadonlyArray<Buffer> => {
  if (octets.length <= Math.min(wholeOctets[coding], Math.max(most, wholeOctets[coding]))) return [octets]
  const parts: Array<Buffer> = []
  for (let at = 0; at < octets.length; at += most) parts.push(octets.subarray(at, at + most))
  return parts
}
