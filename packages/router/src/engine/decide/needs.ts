import type { Refusal } from "../../Refusal.ts"
import { needMistakeText } from "../compile/checkConfiguration.ts"
import { isMistake, parseNeed } from "../compile/parseNeed.ts"
import { refuse } from "../refuse.ts"
import type { State } from "../State.ts"

/** Why a contact cannot need this; undefined = it can. A text that was read before is not read again. */
export function needsRefusal(s: State, needs: unknown): Refusal | undefined {
  if (typeof needs !== "string") return refuse("InvalidNeeds", 'needs must be a text, e.g. "en >= 3"', "needs")
  // What was read under another configuration may have named what is unknown now.
  if (s.vocabulary.isOpen && s.index.classes.knows(needs)) return undefined
  const need = parseNeed(needs, s.vocabulary)
  if (!isMistake(need)) return undefined
  const reason =
    need.unknown === undefined ? "InvalidNeeds" : need.unknown === "skill" ? "SkillUnknown" : "AttributeUnknown"
  return { ...refuse(reason, needMistakeText(needs, need.at, need.text), "needs"), at: need.at }
}
