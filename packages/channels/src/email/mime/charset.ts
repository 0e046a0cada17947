/** Text read from bytes; `warning` says when the label was not what the bytes were. */
export interface DecodedText {
  readonly text: string
  readonly warning?: string
}

/** GB18030 holds GBK holds GB2312, and mails use the names as if they were one: all are read as the largest. */
const CHINESE = /^(x-)?(gb-?2312(-80)?|gbk|gb-?18030|cp-?936|ms-?936|windows-936|euc-cn|iso-ir-58|csgb2312)$/
const HZ = /^hz(-gb-?2312)?$/
/** Labels that say nothing a program could rely on: what mailers put when they did not know. */
const UNTOLD =
  /^(|(us-?)?ascii|ansi_x3\.4-1968|utf-?8|utf8mb4|unknown(-8bit)?|x-unknown|x-user-defined|8bit|default|none)$/

const normalised = (label: string | undefined): string => (label ?? "").trim().toLowerCase().replace(/^"|"$/g, "")

/** Is this one of the names of HZ (RFC 1843), which writes Chinese in seven bits? */
export const isHz = (label: string | undefined): boolean => HZ.test(normalised(label))

const strict = (bytes: Uint8Array, label: string): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The platform's decoder for a label; UTF-7 and unknown names have none, on purpose: "+ADw-" must not become "<". */
const known = (label: string): string | undefined => {
  if (CHINESE.test(label)) return "gb18030"
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

/** HZ, RFC 1843: `~{` to `~}` are pairs of GB2312 without their high bits; a line end falls back to ASCII. */
export const decodeHz = (bytes: Uint8Array): string => {
  const out: Array<number> = []
  let chinese = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    const next = bytes[at + 1]
    if (byte === 0x7e && next === 0x7b && !chinese) {
      chinese = true
      at++
    } else if (byte === 0x7e && next === 0x7d && chinese) {
      chinese = false
      at++
    } else if (byte === 0x7e && next === 0x7e && !chinese) {
      out.push(0x7e)
      at++
    } else if (byte === 0x7e && (next === 0x0a || next === 0x0d) && !chinese) {
      at += next === 0x0d && bytes[at + 2] === 0x0a ? 2 : 1
    } else if (byte === 0x0a || byte === 0x0d) {
      chinese = false
      out.push(byte)
    } else if (chinese && next !== undefined && byte > 0x20 && next > 0x20) {
      out.push(byte | 0x80, next | 0x80)
      at++
    } else out.push(byte)
  }
  return new TextDecoder("gb18030").decode(Uint8Array.from(out))
}

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80)
const hasEscapes = (bytes: Uint8Array): boolean => {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 || bytes[at + 1] === 0x28) return true
  }
  return false
}

/** Bytes without a label to trust: ISO-2022-JP by its escapes, strict UTF-8, strict GB18030, and Windows-1252, which always fits. */
export const guessText = (bytes: Uint8Array): { readonly text: string; readonly charset: string } => {
  const japanese = isAscii(bytes) && hasEscapes(bytes) ? strict(bytes, "iso-2022-jp") : undefined
  if (japanese !== undefined) return { text: japanese, charset: "iso-2022-jp" }
  for (const charset of ["utf-8", "gb18030"]) {
    const text = strict(bytes, charset)
    if (text !== undefined) return { text, charset }
  }
  return { text: new TextDecoder("windows-1252").decode(bytes), charset: "windows-1252" }
}

/** Reads bytes by the label they came with; a label that is wrong or unknown costs a warning, never the text. */
export const decodeText = (bytes: Uint8Array, label: string | undefined): DecodedText => {
  const name = normalised(label)
  if (HZ.test(name)) return { text: decodeHz(bytes) }
  const charset = UNTOLD.test(name) ? undefined : known(name)
  if (charset === undefined) {
    const guess = guessText(bytes)
    const asSaid = guess.charset === "utf-8" && UNTOLD.test(name)
    return asSaid
      ? { text: guess.text }
      : { text: guess.text, warning: `text labelled "${name.slice(0, 40)}" was read as ${guess.charset}` }
  }
  const text = strict(bytes, charset)
  if (text !== undefined) return { text }
  const utf8 = strict(bytes, "utf-8")
  if (utf8 !== undefined) return { text: utf8, warning: `text labelled "${name.slice(0, 40)}" was read as utf-8` }
  return {
    text: new TextDecoder(charset).decode(bytes),
    warning: `text labelled "${name.slice(0, 40)}" holds octets that are not ${charset}`
  }
}

/** A charset in which one character may take several octets: seldom valid by chance, so its label weighs more than a guess. */
export const isMultiByte = (label: string | undefined): boolean =>
  CHINESE.test(normalised(label)) || /^(big5|euc-|shift_?jis|ks_c|iso-2022)/.test(normalised(label))
