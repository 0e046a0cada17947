import type { Attributes, Skills } from "../../Command.ts"
import { type Need, noAttributes } from "../compile/Need.ts"
import type { Occupancy } from "../compile/Occupancy.ts"
import type { QueueRule } from "../compile/Policy.ts"
import type { WishRule } from "../compile/Wishes.ts"

/** What a group of contacts asks for. */
export interface Demand {
  readonly queue: number
  readonly channel: number
  readonly need: Need
  /** Where the queue has a rule of the user's own, of all its contacts. */
  readonly priority: number
  /** The contact's own. */
  readonly needs: string | undefined
}

/** What a group of agents offers. */
export interface Profile {
  readonly skills: Skills
  readonly attributes: Attributes
  readonly occupancy: Occupancy
  /** Queues of which they are the reserve, by handle, with the level; undefined = none. */
  readonly reserve: ReadonlyMap<number, number> | undefined
  /** What they want of queues; undefined = nothing. */
  readonly wishes: WishRule | undefined
}

/**
 * Are contacts of this queue alike but for what they need? Not where a rule of the user's own adds something to each, nor where rules
 * remember how much staff there was for a demand.
 */
export const isAlike = ({ own, relaxation, admission }: QueueRule): boolean =>
  own === undefined && relaxation?.skips !== true && (admission === undefined || admission.staffLevel === 0)

export const demandKey = (queue: number, channel: number, needs: string, step: number): string =>
  step === 0 ? `${queue} ${channel} ${needs}` : `${queue}/${step} ${channel} ${needs}`

/** Nothing where there are none; a quote stands in no name of a skill. */
export const attributesKey = (attributes: Attributes): string =>
  attributes === noAttributes
    ? ""
    : `"${JSON.stringify(
        Object.keys(attributes)
          .sort(byUnits)
          .map((name) => [name, attributes[name]])
      )}`

/** By UTF-16 units: the same everywhere, which a locale is not. */
export const byUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
