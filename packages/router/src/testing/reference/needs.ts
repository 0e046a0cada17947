import type { Attributes, AttributeValue, Skills } from "../../Command.ts"

const sign = /'[^']*'|"(?:[^"\\]|\\.)*"|>=|<=|!=|==|[<>=(),@]|[^\s'"<>=!(),@]+/g

/**
 * Does somebody with these skills and attributes meet the text? Reads and answers in one go, with nothing of the engine's parser: levels
 * absent are 0, a bare skill means at least 1, an attribute absent or of another type meets no comparison. Throws on a text it cannot
 * read. `sees` hears every skill named outside a `not`.
 */
export function meets(
  text: string,
  skills: Skills,
  attributes: Attributes = {},
  sees?: (skill: string) => void
): boolean {
  const words: string[] = text.match(sign) ?? []
  if (text.replace(sign, "").trim() !== "") throw new Error("unreadable")
  if (words.length === 0) return true
  let at = 0
  let nots = 0
  const takes = (...expected: ReadonlyArray<string>): boolean => {
    const found = expected.every((word, ahead) => words[at + ahead] === word)
    if (found) at += expected.length
    return found
  }
  const must = (word: string) => {
    if (!takes(word)) throw new Error(`no ${word}`)
  }
  const or = (): boolean => {
    let met = and()
    while (takes("or")) {
      const right = and()
      met = met || right
    }
    return met
  }
  const and = (): boolean => {
    let met = not()
    while (takes("and")) {
      const right = not()
      met = met && right
    }
    return met
  }
  const listed = <A>(part: () => A): A[] => {
    must("(")
    const parts = [part()]
    while (takes(",")) parts.push(part())
    must(")")
    return parts
  }
  const not = (): boolean => {
    if (takes("not")) {
      nots++
      const met = not()
      nots--
      return !met
    }
    if (words[at] === "(") return listed(or)[0] === true
    if (takes("at", "least")) {
      const n = Number(words[at++])
      must("of")
      return listed(or).filter((met) => met).length >= n
    }
    if (takes("has", "@") || takes("@")) return attribute()
    if (words[at] === "has" && /^['a-z]/.test(words[at + 1] ?? "") && !/^(and|or)$/.test(words[at + 1] ?? "")) at++
    return skill()
  }
  const name = (): string => {
    const word = words[at++]
    if (word === undefined || /^([<>=!(),]+|".*|and|or|\d.*)$/.test(word)) throw new Error("no name")
    return word.replaceAll("'", "")
  }
  const compares = (): string | undefined => (/^[<>=!]+$/.test(words[at] ?? "") ? words[at++] : undefined)
  const level = (): number => {
    const n = Number(words[at++])
    if (!(Number.isInteger(n) && n >= 0 && n <= 100)) throw new Error("no level")
    return n
  }
  const skill = (): boolean => {
    const named = name()
    if (nots === 0) sees?.(named)
    const has = own(skills, named) ?? 0
    if (words[at] === "in" && words[at + 1] === "(" && at++ > 0) return listed(level).includes(has)
    const is = compares()
    return is === undefined ? has >= 1 : isSo(has, is, level())
  }
  const value = (): AttributeValue => {
    const word = words[at++] ?? ""
    if (word.startsWith('"')) return JSON.parse(word)
    if (word === "true" || word === "false") return word === "true"
    if (!/^-?\d+$/.test(word)) throw new Error("no value")
    return Number(word)
  }
  const attribute = (): boolean => {
    const has = own(attributes, name())
    if (words[at] === "in" && words[at + 1] === "(" && at++ > 0) return listed(value).some((one) => one === has)
    const is = compares()
    if (is === undefined) return has !== undefined && has !== false
    const wanted = value()
    return has !== undefined && typeof has === typeof wanted && isSo(has, is, wanted)
  }
  const met = or()
  if (at < words.length) throw new Error("too much")
  return met
}

const own = <A>(of: Readonly<Record<string, A>>, name: string): A | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined

function isSo(has: AttributeValue, sign: string, wanted: AttributeValue): boolean {
  if (sign === ">=") return has >= wanted
  if (sign === "<=") return has <= wanted
  if (sign === ">") return has > wanted
  if (sign === "<") return has < wanted
  return sign === "!=" ? has !== wanted : has === wanted
}
