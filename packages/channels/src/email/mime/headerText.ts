import { decodeText, guessText, isHz, isMultiByte } from "./charset.ts"

/**
 * Text of header octets that were sent raw, in eight bits, which RFC 5322 forbids and Chinese mailers do. UTF-8 with a sequence of three
 * octets or more is hardly ever anything else; a short one may be, so there the charset of the body decides first.
 */
export const rawHeaderText = (octets: string, bodyCharset: string | undefined): string => {
  const bytes = Buffer.from(octets, "latin1")
  const guess = guessText(bytes)
  if (isHz(bodyCharset)) return decodeText(bytes, bodyCharset).text
  if (guess.charset === "utf-8" && (!isMultiByte(bodyCharset) || /[\u0800-\uffff]/.test(guess.text))) return guess.text
  if (bodyCharset !== undefined && bodyCharset !== "") {
    const told = decodeText(bytes, bodyCharset)
    if (told.warning === undefined) return told.text
  }
  return guess.text
}

interface Word {
  readonly charset: string
  readonly encoding: "b" | "q"
  readonly payload: string
}

const quotedPrintable = (payload: string): Buffer =>
  Buffer.from(
    payload
      .replace(/_/g, " ")
      .replace(/=([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1"
  )

/** The octets of neighbouring words of one charset are joined before they are decoded: mailers split inside a character. */
const decodeRun = (words: ReadonlyArray<Word>): string => {
  const octets: Array<Buffer> = []
  let base64 = ""
  for (const [index, word] of words.entries()) {
    if (word.encoding === "q") octets.push(quotedPrintable(word.payload))
    else {
      base64 += word.payload
      // A word may also end inside a group of four: its rest is in the next one.
      const goesOn = base64.length % 4 !== 0 && !base64.endsWith("=") && words[index + 1]?.encoding === "b"
      if (!goesOn) {
        octets.push(Buffer.from(base64, "base64"))
        base64 = ""
      }
    }
  }
  return decodeText(Buffer.concat(octets), words[0]?.charset).text
}

const WORD = /=\?([^?\s*]{1,64})(?:\*[^?\s]{0,64})?\?([bBqQ])\?([^?]*)\?=/g

/** Decodes RFC 2047 encoded words in a header text; what is not one stays as it is. */
export const decodeWords = (text: string): string => {
  let out = ""
  let run: Array<Word> = []
  let end = 0
  const flush = () => {
    if (run.length > 0) out += decodeRun(run)
    run = []
  }
  for (const match of text.matchAll(WORD)) {
    const between = text.slice(end, match.index)
    const word: Word = {
      charset: (match[1] as string).toLowerCase(),
      encoding: (match[2] as string).toLowerCase() as "b" | "q",
      payload: match[3] as string
    }
    // White space between two encoded words is not part of the text (RFC 2047, 6.2).
    const touches = end > 0 && /^[ \t\r\n]*$/.test(between)
    if (!touches || run[0]?.charset !== word.charset) flush()
    if (!touches) out += between
    run.push(word)
    end = match.index + match[0].length
  }
  flush()
  return out + text.slice(end)
}

/** One line of text: an encoded word may carry line ends and controls that no header may hold. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim()
