import { anybody, type Need } from "./Need.ts"
import { isMistake, parseNeed } from "./parseNeed.ts"

/** A requirement already known to be well written. */
export function needOf(text: string | undefined): Need {
  if (text === undefined) return anybody
  const need = parseNeed(text)
  return isMistake(need) ? anybody : need
}
