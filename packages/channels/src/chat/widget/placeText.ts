import type { PlaceFrame } from "../Frame.ts"
import type { Words } from "./words.ts"

const minuteMs = 60_000

/** Place and a range of minutes; a single minute would promise what nobody can keep. */
export const placeText = (words: Words, place: PlaceFrame | undefined): string => {
  if (place?.ahead === undefined) return words.place
  const { ahead, fromMs, toMs, longer } = place
  const said = words.ahead(ahead)
  if (fromMs === undefined || toMs === undefined) return said
  const from = Math.floor(fromMs / minuteMs)
  const to = Math.max(Math.ceil(toMs / minuteMs), from + 1)
  return said + words.about(from, to) + (longer ? words.longer : "")
}
