import type { Configuration } from "../../Configuration.ts"
import type { RouterEvent } from "../../Event.ts"
import type { RulesGiven } from "../../Rule.ts"
import { type Breach, judge } from "./Trial.ts"
import { eventLaws } from "./watch/index.ts"

/** A law that a log breaks. */
export interface BrokenByLog extends Breach {
  /** Of the law. */
  readonly id: string
  /** The sentence. */
  readonly says: string
}

/**
 * Holds what happened against the laws that events alone decide, for instance yesterday's journal. `events` from the first one on, oldest
 * first; `configuration`: the one in force at the first. Returns each law that is broken with the first event that breaks it; [] = none.
 */
export function judgeLog(
  configuration: Configuration,
  events: Iterable<RouterEvent>,
  { rules = {}, only }: { readonly rules?: RulesGiven; readonly only?: ReadonlyArray<string> } = {}
): ReadonlyArray<BrokenByLog> {
  const laws = eventLaws.filter(({ id }) => only === undefined || only.includes(id))
  const broken = judge(laws, configuration, events, rules)
  return laws.flatMap(({ id, says }) => {
    const breach = broken.get(id)
    return breach === undefined ? [] : [{ id, says, ...breach }]
  })
}
