import type { Configuration } from "../../Configuration.ts"
import type { RulesGiven } from "../../Rule.ts"
import { Trial } from "../fair/Trial.ts"
import { eventLaws } from "../fair/watch/index.ts"
import type { Judge } from "./everySmallWorld.ts"

/**
 * A judge who knows the laws of `fairnessLaws` that one history alone can break. `only`: some of them, by id. `rules`: of your own, that
 * the configuration names.
 */
export const lawfully =
  (only?: ReadonlyArray<string>, rules: RulesGiven = {}) =>
  (configuration: Configuration): Judge => {
    const laws = eventLaws.filter(({ id }) => only === undefined || only.includes(id))
    const trial = new Trial(laws, configuration, rules)
    return ({ commands, nowMs, events }, { view }) => {
      for (const event of events) trial.see(event, commands)
      trial.settle(nowMs, view)
      const [first] = trial.broken
      if (first === undefined) return undefined
      const [id, { said, event }] = first
      return { says: `${id}: ${said}`, ...(event && { event }) }
    }
  }
