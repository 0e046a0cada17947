import { anybody, type Comparison, type Need } from "./Need.ts"

/** Where a requirement text stops making sense, and what to write instead. `at` counts UTF-16 units from 0. */
export interface NeedMistake {
  readonly at: number
  readonly text: string
}

interface Token {
  readonly type: "name" | "number" | "compare" | "(" | ")" | "and" | "or" | "not" | "end"
  readonly text: string
  readonly at: number
}

const maxLength = 2_000
const maxDepth = 32

/**
 * Reads `"zh >= 3 and (loan >= 5 or not trainee)"`. A bare skill means "has it". `not` binds closest, then `and`, then `or`.
 * Names: letters (of any script), digits, `_ - . :`; anything else in single quotes. Never throws.
 */
export function parseNeed(text: string): Need | NeedMistake {
  if (text.length > maxLength)
    return { at: maxLength, text: `longer than ${maxLength} characters: split it over queues` }
  const tokens = tokenize(text)
  if (!Array.isArray(tokens)) return tokens
  if (tokens[0]?.type === "end") return anybody
  return new Parser(tokens).whole()
}

export const isMistake = (result: Need | NeedMistake): result is NeedMistake => !("type" in result)

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isNameStart = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code >= 0x80
const isNamePart = (code: number): boolean =>
  isNameStart(code) || isDigit(code) || code === 45 || code === 46 || code === 58

function tokenize(text: string): Token[] | NeedMistake {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    const sign = text[at] ?? ""
    const start = at
    if (sign === " " || sign === "\t" || sign === "\n" || sign === "\r") at++
    else if (sign === "(" || sign === ")") tokens.push({ type: sign, text: sign, at: at++ })
    else if (sign === "'") {
      const end = text.indexOf("'", at + 1)
      if (end < 0) return { at, text: "a quote is opened and never closed: write ' after the skill's name" }
      if (end === at + 1) return { at, text: "a skill needs a name between the quotes" }
      tokens.push({ type: "name", text: text.slice(at + 1, end), at })
      at = end + 1
    } else if (isDigit(code)) {
      while (at < text.length && isNamePart(text.charCodeAt(at))) at++
      tokens.push({ type: "number", text: text.slice(start, at), at: start })
    } else if (sign === ">" || sign === "<" || sign === "=" || sign === "!") {
      const two = text.slice(at, at + 2)
      const compare = two === ">=" || two === "<=" || two === "!=" || two === "==" ? two : sign
      if (compare === "!") return { at, text: 'write "not skill" or "skill != 3"' }
      tokens.push({ type: "compare", text: compare === "==" ? "=" : compare, at })
      at += compare.length
    } else if (isNameStart(code) && sign !== "≥" && sign !== "≤") {
      while (at < text.length && isNamePart(text.charCodeAt(at))) at++
      const word = text.slice(start, at)
      const lower = word.toLowerCase()
      const type = lower === "and" || lower === "or" || lower === "not" ? lower : "name"
      tokens.push({ type, text: word, at: start })
    } else if (sign === "≥") return { at, text: 'write ">="' }
    else if (sign === "≤") return { at, text: 'write "<="' }
    else if (sign === "&") return { at, text: 'write "and"' }
    else if (sign === "|") return { at, text: 'write "or"' }
    else return { at, text: `"${sign}" has no meaning here: skills are joined by "and", "or", "not" and parentheses` }
  }
  tokens.push({ type: "end", text: "", at: text.length })
  return tokens
}

class Parser {
  private readonly tokens: ReadonlyArray<Token>
  private at = 0
  private depth = 0

  constructor(tokens: ReadonlyArray<Token>) {
    this.tokens = tokens
  }

  whole(): Need | NeedMistake {
    const need = this.either()
    if (isMistake(need)) return need
    const rest = this.peek()
    if (rest.type === "end") return need
    if (rest.type === ")") return { at: rest.at, text: 'a ")" without its "("' }
    return { at: rest.at, text: `"and" or "or" is missing before "${rest.text}"` }
  }

  private peek(): Token {
    return this.tokens[this.at] as Token
  }

  private either(): Need | NeedMistake {
    return this.joined("or", () => this.all())
  }

  private all(): Need | NeedMistake {
    return this.joined("and", () => this.one())
  }

  private joined(word: "and" | "or", part: () => Need | NeedMistake): Need | NeedMistake {
    const first = part()
    if (isMistake(first)) return first
    const parts = [first]
    while (this.peek().type === word) {
      this.at++
      const next = part()
      if (isMistake(next)) return next
      parts.push(next)
    }
    return parts.length === 1 ? first : { type: word, of: parts }
  }

  private one(): Need | NeedMistake {
    const token = this.peek()
    if (++this.depth > maxDepth) return { at: token.at, text: `nested deeper than ${maxDepth}: simplify` }
    const need = this.atom(token)
    this.depth--
    return need
  }

  private atom(token: Token): Need | NeedMistake {
    this.at++
    if (token.type === "not") {
      const of = this.one()
      return isMistake(of) ? of : { type: "not", of }
    }
    if (token.type === "(") {
      const inside = this.either()
      if (isMistake(inside)) return inside
      const end = this.peek()
      if (end.type !== ")") return { at: end.at, text: `the "(" at ${token.at + 1} is never closed: write ")"` }
      this.at++
      return inside
    }
    if (token.type === "name") return this.comparison(token)
    if (token.type === "end") return { at: token.at, text: "a skill is expected here, and the text ends" }
    return { at: token.at, text: `a skill is expected here, not "${token.text}"` }
  }

  private comparison(skill: Token): Need | NeedMistake {
    const compare = this.peek()
    if (compare.type !== "compare") return { type: "skill", skill: skill.text, is: ">=", level: 1 }
    this.at++
    const level = this.peek()
    if (level.type !== "number") {
      return { at: level.at, text: `a level from 0 to 100 is expected after "${skill.text} ${compare.text}"` }
    }
    this.at++
    const value = Number(level.text)
    if (!(Number.isInteger(value) && value >= 0 && value <= 100)) {
      return { at: level.at, text: `"${level.text}" is not a level: write a whole number from 0 to 100` }
    }
    return { type: "skill", skill: skill.text, is: compare.text as Comparison, level: value }
  }
}
