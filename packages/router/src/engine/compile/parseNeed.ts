import type { AttributeValue } from "../../Command.ts"
import { anybody, type Comparison, type Need } from "./Need.ts"
import { type Token, tokenize } from "./needTokens.ts"
import { nearest } from "./nearest.ts"
import { anyWords, type Vocabulary } from "./Vocabulary.ts"

/** Where a requirement text stops making sense, and what to write instead. `at` counts UTF-16 units from 0. */
export interface NeedMistake {
  /** Where in the text, in UTF-16 units from 0. */
  readonly at: number
  readonly text: string
  /** What the vocabulary of the configuration does not know; absent = the text cannot be read. */
  readonly unknown?: "skill" | "attribute"
}

const maxLength = 2_000
const maxDepth = 32
const maxListed = 200

/**
 * Reads `zh >= 3 and (@branch = "Pudong" or not has @vip)`. A bare skill means "has it". `not` binds closest, then `and`, then `or`.
 * Names: letters (of any script), digits, `_ - . :`; anything else in single quotes. Never throws.
 */
export function parseNeed(text: string, vocabulary: Vocabulary = anyWords): Need | NeedMistake {
  if (text.length > maxLength)
    return { at: maxLength, text: `longer than ${maxLength} characters: split it over queues` }
  const tokens = tokenize(text)
  if (!Array.isArray(tokens)) return tokens
  if (tokens[0]?.type === "end") return anybody
  return new Parser(tokens, vocabulary).whole()
}

export const isMistake = (result: Need | NeedMistake): result is NeedMistake => !("type" in result)

/** A word that is one of the language only where it stands: everywhere else it names a skill. */
const isWord = (token: Token | undefined, word: string): boolean =>
  token?.type === "name" && !token.quoted && token.text.toLowerCase() === word

const shown = ({ type, text }: Token): string =>
  type === "attribute" ? `@${text}` : type === "text" ? JSON.stringify(text) : `"${text}"`

type Part = () => Need | NeedMistake

class Parser {
  private readonly tokens: ReadonlyArray<Token>
  private readonly vocabulary: Vocabulary
  private at = 0
  private depth = 0

  constructor(tokens: ReadonlyArray<Token>, vocabulary: Vocabulary) {
    this.tokens = tokens
    this.vocabulary = vocabulary
  }

  whole(): Need | NeedMistake {
    const need = this.either()
    if (isMistake(need)) return need
    const rest = this.peek()
    if (rest.type === "end") return need
    if (rest.type === ")") return { at: rest.at, text: 'a ")" without its "("' }
    return this.joinMissing(rest)
  }

  private peek(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token
  }

  private joinMissing(rest: Token): NeedMistake {
    if (rest.type === ",") return { at: rest.at, text: 'a "," stands only in a list: write "and" or "or"' }
    return { at: rest.at, text: `"and" or "or" is missing before ${shown(rest)}${this.meant(rest)}` }
  }

  /** A word of the language with a slip in it, or of another language, is read as a skill's name first. */
  private meant(rest: Token): string {
    const before = this.tokens[this.at - 1]
    const joining = rest.type === "name" ? (ofOthers[rest.text] ?? nearest(rest.text, ["and", "or", "in"])) : undefined
    if (joining !== undefined) return `: did you mean "${joining}"?`
    const leading = before?.type === "name" && !before.quoted ? nearest(before.text, ["not", "has"]) : undefined
    return leading === undefined || leading === before?.text ? "" : `: did you mean "${leading}" before it?`
  }

  private either(): Need | NeedMistake {
    return this.joined("or", () => this.all())
  }

  private all(): Need | NeedMistake {
    return this.joined("and", () => this.one())
  }

  private joined(word: "and" | "or", part: Part): Need | NeedMistake {
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
      return isMistake(inside) ? inside : (this.closed(token) ?? inside)
    }
    const next = this.peek()
    if (isWord(token, "has") && (next.type === "name" || next.type === "attribute")) return this.has()
    if (isWord(token, "at") && isWord(next, "least")) return this.atLeast()
    if (token.type === "name") return this.skill(token)
    if (token.type === "attribute") return this.attribute(token)
    if (token.type === "end") return { at: token.at, text: "a skill is expected here, and the text ends" }
    const quotes = token.type === "text" ? `: names stand in single quotes, '${token.text.slice(0, 50)}'` : ""
    return { at: token.at, text: `a skill is expected here, not ${shown(token)}${quotes}` }
  }

  /** `undefined` when the parenthesis is closed here. */
  private closed(open: Token): NeedMistake | undefined {
    const end = this.peek()
    if (end.type !== ")") {
      if (end.type === "end") return { at: end.at, text: `the "(" at ${open.at + 1} is never closed: write ")"` }
      return this.joinMissing(end)
    }
    this.at++
    return undefined
  }

  private has(): Need | NeedMistake {
    const named = this.peek()
    const known = this.known(named)
    if (known) return known
    this.at++
    const after = this.peek()
    if (after.type === "compare") return { at: after.at, text: 'a comparison stands without "has"' }
    return named.type === "attribute"
      ? { type: "has", attribute: named.text }
      : { type: "skill", skill: named.text, is: ">=", level: 1 }
  }

  private atLeast(): Need | NeedMistake {
    this.at++
    const count = this.peek()
    const n = count.type === "number" && /^\d+$/.test(count.text) ? Number(count.text) : 0
    if (n < 1) return { at: count.at, text: 'how many is expected here: write e.g. "at least 2 of (zh, en, loan)"' }
    this.at++
    if (!isWord(this.peek(), "of")) return { at: this.peek().at, text: `"of" is expected after "at least ${n}"` }
    this.at++
    const of: Need[] = []
    const mistake = this.list(() => {
      const part = this.either()
      if (isMistake(part)) return part
      of.push(part)
      return undefined
    })
    if (mistake) return mistake
    if (n > of.length) return { at: count.at, text: `${n} of ${of.length} can never be met: write 1 to ${of.length}` }
    return { type: "atLeast", n, of }
  }

  /** `(a, b, c)`: each part reads itself. */
  private list(part: () => NeedMistake | undefined): NeedMistake | undefined {
    const open = this.peek()
    if (open.type !== "(") return { at: open.at, text: 'a list in parentheses is expected here: write "("' }
    for (let listed = 0; ; listed++) {
      this.at++
      if (listed === maxListed) return { at: this.peek().at, text: `a list has at most ${maxListed} parts` }
      const mistake = part()
      if (mistake) return mistake
      if (this.peek().type !== ",") return this.closed(open)
    }
  }

  private skill(skill: Token): Need | NeedMistake {
    const known = this.known(skill)
    if (known) return known
    if (isWord(this.peek(), "in") && this.peek(1).type === "(") return this.skillIn(skill)
    const compare = this.peek()
    if (compare.type !== "compare") return { type: "skill", skill: skill.text, is: ">=", level: 1 }
    this.at++
    const level = this.level(`${skill.text} ${compare.text}`, skill.text)
    if (typeof level !== "number") return level
    return { type: "skill", skill: skill.text, is: compare.text as Comparison, level }
  }

  private level(after: string, skill: string): number | NeedMistake {
    const token = this.peek()
    if (token.type !== "number") {
      const attribute = token.type === "text" ? `; an attribute is written @${skill}` : ""
      return { at: token.at, text: `a level from 0 to 100 is expected after "${after}"${attribute}` }
    }
    this.at++
    const value = Number(token.text) + 0
    if (Number.isInteger(value) && value >= 0 && value <= 100) return value
    return { at: token.at, text: `"${token.text}" is not a level: write a whole number from 0 to 100` }
  }

  /** `zh in (3, 5)` is short for `zh = 3 or zh = 5`. */
  private skillIn(skill: Token): Need | NeedMistake {
    this.at++
    const of: Need[] = []
    const mistake = this.list(() => {
      const level = this.level(`${skill.text} in`, skill.text)
      if (typeof level !== "number") return level
      of.push({ type: "skill", skill: skill.text, is: "=", level })
      return undefined
    })
    return mistake ?? (of.length === 1 ? of[0]! : { type: "or", of })
  }

  private attribute(attribute: Token): Need | NeedMistake {
    const known = this.known(attribute)
    if (known) return known
    if (isWord(this.peek(), "in") && this.peek(1).type === "(") return this.attributeIn(attribute)
    const compare = this.peek()
    if (compare.type !== "compare") return { type: "has", attribute: attribute.text }
    this.at++
    const value = this.value(attribute, compare.text)
    if (typeof value === "object") return value
    if (typeof value !== "number" && compare.text !== "=" && compare.text !== "!=")
      return { at: compare.at, text: `only numbers are more or less: write "=", "!=" or "in"` }
    return { type: "attribute", attribute: attribute.text, is: compare.text as Comparison, value }
  }

  private attributeIn(attribute: Token): Need | NeedMistake {
    this.at++
    const of: AttributeValue[] = []
    const mistake = this.list(() => {
      const { at } = this.peek()
      const value = this.value(attribute, "in")
      if (typeof value === "object") return value
      if (typeof value === "boolean")
        return { at, text: "a flag is true or false, no list is needed: write e.g. has @vip" }
      if (of.length > 0 && typeof of[0] !== typeof value)
        return { at, text: "a list is of texts or of numbers, not both" }
      of.push(value)
      return undefined
    })
    return mistake ?? { type: "in", attribute: attribute.text, of: of as ReadonlyArray<string> }
  }

  private value(attribute: Token, after: string): AttributeValue | NeedMistake {
    const token = this.peek()
    const value = valueOf(token)
    if (value === undefined) {
      const text = token.type === "name" ? `write ${JSON.stringify(bare(token.text))} in double quotes` : ""
      const number = token.type === "number" ? `"${token.text}" is not a whole number` : ""
      const wanted = `a text in double quotes, a whole number, true or false is expected after "@${attribute.text} ${after}"`
      return { at: token.at, text: text || number || wanted }
    }
    const wrong = this.vocabulary.whyNot(attribute.text, value)
    if (wrong !== undefined) return { at: token.at, text: wrong }
    this.at++
    return value
  }

  private known(named: Token): NeedMistake | undefined {
    const isSkill = named.type === "name"
    const why = isSkill ? this.vocabulary.whyNoSkill(named.text) : this.vocabulary.whyNoAttribute(named.text)
    return why === undefined ? undefined : { at: named.at, text: why, unknown: isSkill ? "skill" : "attribute" }
  }
}

/** Without the curved quotes that a word processor puts. */
const bare = (text: string): string => text.replace(/[“”„«»]/g, "")

function valueOf(token: Token): AttributeValue | undefined {
  if (token.type === "text") return token.text
  if (isWord(token, "true")) return true
  if (isWord(token, "false")) return false
  if (token.type !== "number" || !/^-?\d+$/.test(token.text)) return undefined
  const value = Number(token.text) + 0
  return Number.isSafeInteger(value) ? value : undefined
}

const ofOthers: Readonly<Record<string, string>> = {
  和: "and",
  且: "and",
  并且: "and",
  或: "or",
  或者: "or",
  und: "and",
  oder: "or",
  y: "and",
  o: "or",
  et: "and",
  ou: "or"
}
