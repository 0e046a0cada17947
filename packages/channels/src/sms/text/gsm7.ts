/**
 * The GSM 7-bit default alphabet and its extension table, 3GPP TS 23.038 section 6.2.1. Over SMPP each septet travels in its own octet
 * (unpacked); packing is the centre's business.
 */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"

const extension: ReadonlyArray<readonly [septet: number, character: string]> = [
  [0x0a, "\f"],
  [0x14, "^"],
  [0x28, "{"],
  [0x29, "}"],
  [0x2f, "\\"],
  [0x3c, "["],
  [0x3d, "~"],
  [0x3e, "]"],
  [0x40, "|"],
  [0x65, "€"]
]
const escape = 0x1b

const septets: ReadonlyMap<string, ReadonlyArray<number>> = new Map<string, ReadonlyArray<number>>([
  ...Array.from(basic)
    .map((character, septet) => [character, [septet]] as const)
    .filter(([, [septet]]) => septet !== escape),
  ...extension.map(([septet, character]) => [character, [escape, septet]] as const)
])
const extended: ReadonlyMap<number, string> = new Map(extension)
const characters: ReadonlyArray<string> = Array.from(basic)

/** Every character the alphabet has, extension included. */
export const gsm7Characters: ReadonlyArray<string> = [...septets.keys()]

/** One or two septets of one character; `undefined` when the alphabet does not have it. */
export const gsm7Septets = (character: string): ReadonlyArray<number> | undefined => septets.get(character)

/** Septets of a whole text, or `undefined` when one character is missing. */
export const encodeGsm7 = (text: string): Uint8Array | undefined => {
  const octets: Array<number> = []
  for (const character of text) {
    const found = septets.get(character)
    if (found === undefined) return undefined
    octets.push(...found)
  }
  return Uint8Array.from(octets)
}

/**
 * Reads unpacked septets. An escape before a septet without a meaning shows that septet of the main table; two escapes, or one at the
 * end, show a space (TS 23.038). `faults` counts octets above 127: they read as U+FFFD.
 */
export const decodeGsm7 = (octets: Uint8Array): { readonly text: string; readonly faults: number } => {
  let text = ""
  let faults = 0
  for (let at = 0; at < octets.length; at++) {
    let septet = octets[at] ?? 0
    if (septet === escape) {
      at++
      septet = octets[at] ?? escape
      text += extended.get(septet) ?? (septet === escape ? " " : (characters[septet] ?? "\ufffd"))
    } else {
      text += characters[septet] ?? "\ufffd"
    }
    if (septet > 127) faults++
  }
  return { text, faults }
}
