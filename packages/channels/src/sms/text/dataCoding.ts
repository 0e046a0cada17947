/** What the octets of a short message mean. `bytes` = 8-bit data, not text. */
export type Alphabet = "gsm7" | "ascii" | "latin1" | "ucs2" | "bytes" | CharacterSet
/** Character sets that the runtime reads (WHATWG names). */
export type CharacterSet = "gb18030" | "iso-8859-5" | "iso-8859-8" | "iso-2022-jp" | "shift_jis" | "euc-kr"

/** What data_coding 0 means on this link: the centre's default alphabet (SMPP 3.4, 5.2.19), which is nearly always GSM 7-bit. */
export type DefaultAlphabet = "gsm7" | "latin1-link"

/** SMPP 3.4 section 5.2.19, values 0..15; 15 is GBK, a habit that came from CMPP. */
const plain: ReadonlyArray<Alphabet | undefined> = [
  undefined, // 0: the link's default
  "ascii",
  "bytes",
  "latin1",
  "bytes",
  "shift_jis",
  "iso-8859-5",
  "iso-8859-8",
  "ucs2",
  "bytes", // 9: pictogram
  "iso-2022-jp",
  undefined,
  undefined,
  "iso-2022-jp", // 13: extended Kanji JIS
  "euc-kr",
  "gb18030"
]

/**
 * The alphabet of a data_coding value: SMPP's own list below 16, the coding groups of 3GPP TS 23.038 section 4 above it.
 * A value that no table knows reads as the link's default, with a warning.
 */
export const alphabetOf = (
  dataCoding: number,
  linkDefault: DefaultAlphabet = "gsm7"
): { readonly alphabet: Alphabet; readonly warnings: ReadonlyArray<string> } => {
  const fallback: Alphabet = linkDefault === "gsm7" ? "gsm7" : "latin1"
  const known = (alphabet: Alphabet, ...warnings: ReadonlyArray<string>) => ({ alphabet, warnings })
  if (dataCoding < 0x10) {
    const alphabet = dataCoding === 0 ? fallback : plain[dataCoding]
    return alphabet === undefined ? known(fallback, unknownCoding(dataCoding)) : known(alphabet)
  }
  const group = dataCoding >> 4
  // 00xx general and 01xx "marked for deletion": bits 3 and 2 are the alphabet, bit 5 says compressed.
  if (group < 8) {
    if ((dataCoding & 0x20) !== 0) return known("bytes", `data coding ${dataCoding}: compressed text, not unpacked`)
    const alphabet = (["gsm7", "bytes", "ucs2", undefined] as const)[(dataCoding >> 2) & 3]
    return alphabet === undefined ? known(fallback, unknownCoding(dataCoding)) : known(alphabet)
  }
  // 1100 and 1101: message waiting, default alphabet. 1110: message waiting, UCS-2. 1111: message class, bit 2 = 8-bit data.
  if (group === 0xc || group === 0xd) return known("gsm7")
  if (group === 0xe) return known("ucs2")
  if (group === 0xf) return known((dataCoding & 0x04) === 0 ? "gsm7" : "bytes")
  return known(fallback, unknownCoding(dataCoding))
}

const unknownCoding = (dataCoding: number): string =>
  `data coding ${dataCoding} is not known; read as the link's default`
