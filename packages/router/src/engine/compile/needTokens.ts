import type { NeedMistake } from "./parseNeed.ts"

/** One word or sign of a requirement text. `text` is what it stands for: a name or a text without its quotes. */
export interface Token {
  readonly type: "name" | "attribute" | "text" | "number" | "compare" | "(" | ")" | "," | "and" | "or" | "not" | "end"
  readonly text: string
  readonly at: number
  /** A name in quotes is never a word of the language. */
  readonly quoted?: true
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isNameStart = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code >= 0x80
const isNamePart = (code: number): boolean =>
  isNameStart(code) || isDigit(code) || code === 45 || code === 46 || code === 58

const instead: Readonly<Record<string, string>> = {
  "≥": 'write ">="',
  "≤": 'write "<="',
  "&": 'write "and"',
  "|": 'write "or"'
}

export function tokenize(text: string): Token[] | NeedMistake {
  const tokens: Token[] = []
  let at = 0
  const wordEnd = (from: number) => {
    let end = from
    while (end < text.length && isNamePart(text.charCodeAt(end))) end++
    return end
  }
  while (at < text.length) {
    const sign = text[at] ?? ""
    const start = at
    const code = text.charCodeAt(at)
    if (sign === " " || sign === "\t" || sign === "\n" || sign === "\r") at++
    else if (sign === "(" || sign === ")" || sign === ",") tokens.push({ type: sign, text: sign, at: at++ })
    else if (sign === "'" || (sign === "@" && text[at + 1] === "'")) {
      const open = sign === "@" ? at + 1 : at
      const what = sign === "@" ? "attribute" : "skill"
      const end = text.indexOf("'", open + 1)
      if (end < 0) return { at, text: `a quote is opened and never closed: write ' after the ${what}'s name` }
      if (end === open + 1)
        return { at, text: `${what === "skill" ? "a" : "an"} ${what} needs a name between the quotes` }
      const name = text.slice(open + 1, end)
      tokens.push({ type: sign === "@" ? "attribute" : "name", text: name, at, quoted: true })
      at = end + 1
    } else if (sign === "@") {
      at = isNameStart(text.charCodeAt(at + 1)) ? wordEnd(at + 1) : at
      if (at === start) return { at, text: 'the name of an attribute follows the "@", e.g. @branch' }
      tokens.push({ type: "attribute", text: text.slice(start + 1, at), at: start })
    } else if (sign === '"') {
      const read = readText(text, at)
      if ("text" in read) return read
      tokens.push({ type: "text", text: read.value, at })
      at = read.end
    } else if (isDigit(code) || (sign === "-" && isDigit(text.charCodeAt(at + 1)))) {
      at = wordEnd(at + 1)
      tokens.push({ type: "number", text: text.slice(start, at), at: start })
    } else if (sign === ">" || sign === "<" || sign === "=" || sign === "!") {
      const two = text.slice(at, at + 2)
      const compare = two === ">=" || two === "<=" || two === "!=" || two === "==" ? two : sign
      if (compare === "!") return { at, text: 'write "not skill" or "skill != 3"' }
      tokens.push({ type: "compare", text: compare === "==" ? "=" : compare, at })
      at += compare.length
    } else if (instead[sign] !== undefined) return { at, text: instead[sign] }
    else if (isNameStart(code)) {
      at = wordEnd(at)
      const word = text.slice(start, at)
      const lower = word.toLowerCase()
      const type = lower === "and" || lower === "or" || lower === "not" ? lower : "name"
      tokens.push({ type, text: word, at: start })
    } else return { at, text: `"${sign}" has no meaning here: skills are joined by "and", "or", "not" and parentheses` }
  }
  tokens.push({ type: "end", text: "", at: text.length })
  return tokens
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f"
}

/** A text in double quotes, with the escapes of JSON. */
function readText(text: string, open: number): { readonly value: string; readonly end: number } | NeedMistake {
  let value = ""
  let at = open + 1
  for (; at < text.length && text[at] !== '"'; at++) {
    if (text[at] !== "\\") {
      value += text[at]
      continue
    }
    const sign = text[++at] ?? ""
    const hex = sign === "u" ? /^[0-9a-fA-F]{4}/.exec(text.slice(at + 1, at + 5))?.[0] : undefined
    if (hex !== undefined) {
      value += String.fromCharCode(Number.parseInt(hex, 16))
      at += 4
    } else if (Object.hasOwn(escapes, sign)) value += escapes[sign]
    else return { at: at - 1, text: 'after "\\" comes one of " \\ / n t r b f, or u and four hexadecimal digits' }
  }
  if (at >= text.length) return { at: open, text: 'a text is opened and never closed: write " after it' }
  return { value, end: at + 1 }
}
