import type { Skills } from "../../Command.ts"

/**
 * Does somebody with these skills meet the text? Reads and answers in one go, with nothing of the engine's parser: levels absent
 * are 0, a bare skill means at least 1. Throws on a text it cannot read.
 */
export function meets(text: string, skills: Skills): boolean {
  const words = text.match(/'[^']*'|>=|<=|!=|==|[<>=()]|[^\s'<>=!()]+/g) ?? []
  if (words.join("") !== text.replace(/'[^']*'|\s/g, (part) => (part.startsWith("'") ? part : "")))
    throw new Error("unreadable")
  if (words.length === 0) return true
  let at = 0
  const or = (): boolean => {
    let met = and()
    while (words[at] === "or") {
      at++
      const right = and()
      met = met || right
    }
    return met
  }
  const and = (): boolean => {
    let met = not()
    while (words[at] === "and") {
      at++
      const right = not()
      met = met && right
    }
    return met
  }
  const not = (): boolean => {
    const word = words[at++]
    if (word === "not") return !not()
    if (word === "(") {
      const met = or()
      if (words[at++] !== ")") throw new Error("unclosed")
      return met
    }
    if (word === undefined || /^([<>=!)]+|and|or|\d.*)$/.test(word)) throw new Error("no skill")
    const has = skills[word.replaceAll("'", "")] ?? 0
    const sign = words[at]
    if (sign === undefined || !/^[<>=!]+$/.test(sign)) return has >= 1
    const level = Number(words[at + 1])
    if (!(Number.isInteger(level) && level >= 0 && level <= 100)) throw new Error("no level")
    at += 2
    if (sign === ">=") return has >= level
    if (sign === "<=") return has <= level
    if (sign === ">") return has > level
    if (sign === "<") return has < level
    return sign === "!=" ? has !== level : has === level
  }
  const met = or()
  if (at < words.length) throw new Error("too much")
  return met
}
