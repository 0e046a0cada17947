import type { Skills } from "./Command.ts"
import { holds } from "./engine/compile/Need.ts"
import { isMistake, type NeedMistake, parseNeed } from "./engine/compile/parseNeed.ts"

/** What is wrong with a requirement text, or `undefined`. `at` counts UTF-16 units from 0. */
export function checkNeeds(needs: string): NeedMistake | undefined {
  const need = parseNeed(needs)
  return isMistake(need) ? need : undefined
}

/** Does somebody with these skills meet the text, as the router judges it? Nobody meets a text that cannot be read. */
export function meets(needs: string, skills: Skills): boolean {
  const need = parseNeed(needs)
  return !isMistake(need) && holds(need, skills)
}
