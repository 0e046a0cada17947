import type { Attributes, Skills } from "./Command.ts"
import { holds } from "./engine/compile/Need.ts"
import { isMistake, type NeedMistake, parseNeed } from "./engine/compile/parseNeed.ts"
import { Vocabulary, type Words } from "./engine/compile/Vocabulary.ts"

/** What is wrong with a requirement text, or `undefined`. `at` counts UTF-16 units from 0. With `words`, unknown names are mistakes, too. */
export function checkNeeds(needs: string, words?: Words): NeedMistake | undefined {
  const need = parseNeed(needs, words && new Vocabulary(words))
  return isMistake(need) ? need : undefined
}

/** Does somebody with these skills and attributes meet the text, as the router judges it? Nobody meets a text that cannot be read. */
export function meets(needs: string, skills: Skills, attributes?: Attributes): boolean {
  const need = parseNeed(needs)
  return !isMistake(need) && holds(need, skills, attributes)
}
