import type { Configuration } from "../../Configuration.ts"
import type { Refusal } from "../../Refusal.ts"
import type { FairRouter } from "../fairness.ts"
import { holds } from "../Law.ts"
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
          holds(false, `${told[0]}, the other router ${told[1]}`)
        }
      }
      const reasons = [refusals[0], expected.refusal].map(
        (refusal: Refusal | undefined) => refusal?.reason ?? "accepted"
      )
      holds(reasons[0] === reasons[1], `${commands[0]!.type} is ${reasons[0]}, by the other router ${reasons[1]}`)
      const due = [router, other].map(({ nextDeadlineMs }) => nextDeadlineMs)
      holds(due[0] === due[1], `it is called next at ${due[0]}, the other router at ${due[1]}`)
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
