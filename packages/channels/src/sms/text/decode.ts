import { type Alphabet, alphabetOf, type DefaultAlphabet } from "./dataCoding.ts"
import { decodeGsm7 } from "./gsm7.ts"

/** A text and what was wrong with its octets. Well-formed Unicode always: what could not be read is U+FFFD. */
export interface Decoded {
  readonly text: string
  readonly warnings: ReadonlyArray<string>
}

/**
 * The text of a whole short message: of all its parts joined, user data headers taken away. Never throws; 8-bit data that is not
 * UTF-8 comes as hexadecimal digits, so that nothing is lost.
 */
export const decodeShortMessage = (
  octets: Uint8Array,
  dataCoding: number,
  linkDefault: DefaultAlphabet = "gsm7"
): Decoded => {
  const { alphabet, warnings } = alphabetOf(dataCoding, linkDefault)
  const decoded = decodeAs(octets, alphabet)
  return { text: decoded.text, warnings: [...warnings, ...decoded.warnings] }
}

const decodeAs = (octets: Uint8Array, alphabet: Alphabet): Decoded => {
  switch (alphabet) {
    case "gsm7": {
      const { text, faults } = decodeGsm7(octets)
      return { text, warnings: faults === 0 ? [] : [`${faults} octets are outside the GSM 7-bit alphabet`] }
    }
    case "latin1":
      return { text: Buffer.from(octets).toString("latin1"), warnings: [] }
    case "ascii":
      return octets.every((octet) => octet < 0x80)
        ? { text: Buffer.from(octets).toString("latin1"), warnings: [] }
        : { text: Buffer.from(octets).toString("latin1"), warnings: ["octets above 127 in ASCII; read as Latin-1"] }
    case "ucs2":
      return decodeUcs2(octets)
    case "bytes":
      return decodeBytes(octets)
    default:
      return decodeAsFar(octets, alphabet, `some octets are not ${alphabet}`)
  }
}

/** U+FFFD for what cannot be read, and the warning only then: a U+FFFD may also have been sent. */
const decodeAsFar = (octets: Uint8Array, encoding: string, warning: string): Decoded => {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(octets), warnings: [] }
  } catch {
    return { text: new TextDecoder(encoding).decode(octets), warnings: [warning] }
  }
}

/** UCS-2 on the wire is UTF-16, most significant octet first; emoji come as surrogate pairs. */
const decodeUcs2 = (octets: Uint8Array): Decoded => {
  const warnings: Array<string> = []
  let units = octets
  if (octets.length % 2 === 1) {
    warnings.push("an odd number of octets in UCS-2; the last one is left out")
    units = octets.subarray(0, octets.length - 1)
  }
  const littleEndian = units[0] === 0xff && units[1] === 0xfe
  if (littleEndian) warnings.push("the byte order mark says least significant octet first")
  const read = decodeAsFar(units, littleEndian ? "utf-16le" : "utf-16be", "a character is cut in half")
  return { text: read.text, warnings: [...warnings, ...read.warnings] }
}

const decodeBytes = (octets: Uint8Array): Decoded => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(octets)
    return { text, warnings: ["8-bit data; read as UTF-8"] }
  } catch {
    return { text: Buffer.from(octets).toString("hex"), warnings: ["8-bit data, shown as hexadecimal digits"] }
  }
}
