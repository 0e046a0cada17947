import type { Configuration } from "../../Configuration.ts"
import type { Refusal } from "../../Refusal.ts"
import type { FairRouter } from "../fairness.ts"
import { eventTold } from "../timeline/timelineOf.ts"
import type { Judge } from "./everySmallWorld.ts"

/** A judge who has another router beside the first: events, refusals and the next deadline are the same after every step. */
export const sameAs =
  (make: (configuration: Configuration) => FairRouter) =>
  (configuration: Configuration): Judge => {
    const other = make(configuration)
    return ({ commands, nowMs, events, refusals }, router) => {
      const expected = other.step(commands[0]!, nowMs)
      for (let at = 0; at < Math.max(events.length, expected.events.length); at++) {
        const [one, two] = [events[at], expected.events[at]]
        if (!isSame(one, two)) {
          const told = [one, two].map((event) => (event === undefined ? "nothing" : eventTold(event)))
          return { says: `${told[0]}, the other router ${told[1]}`, ...(one && { event: one }) }
        }
      }
      const reasons = [refusals[0], expected.refusal].map(
        (refusal: Refusal | undefined) => refusal?.reason ?? "accepted"
      )
      if (reasons[0] !== reasons[1])
        return { says: `${commands[0]!.type} is ${reasons[0]}, by the other router ${reasons[1]}` }
      const due = [router, other].map(({ nextDeadlineMs }) => nextDeadlineMs)
      return due[0] === due[1] ? undefined : { says: `it is called next at ${due[0]}, the other router at ${due[1]}` }
    }
  }

/** Fields may stand in another order. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false
  const [own, its] = [Object.entries(one), other as Readonly<Record<string, unknown>>]
  const isThere = (name: string) => its[name] !== undefined
  const known = own.filter(([, value]) => value !== undefined)
  return (
    known.length === Object.keys(other).filter(isThere).length &&
    known.every(([name, value]) => isSame(value, its[name]))
  )
}
