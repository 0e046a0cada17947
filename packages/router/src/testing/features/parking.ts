import * as fc from "fast-check"
import type { Parking } from "../../Configuration.ts"
import { maybe, present } from "../basics.ts"
import type { Feature } from "./Feature.ts"

/** Conversations that rest and wake (SPEC PARK-1 to PARK-4). */
export const parking: Feature = {
  name: "parking",
  queue: fc
    .record({
      keepsCapacity: maybe(fc.boolean()),
      wakeHoldMs: maybe(fc.constantFrom(0, 700, 2_000)),
      maxMs: maybe(fc.constantFrom(700, 1_500, 4_000)),
      atMax: maybe(fc.constantFrom("complete" as const, "queue" as const))
    })
    .map((rule) => ({ parking: present(rule) as Parking })),
  acts: [
    { weight: 2, arbitrary: fc.constant({ type: "Feature", act: "Park" }) },
    { weight: 2, arbitrary: fc.constant({ type: "Feature", act: "Wake" }) },
    { weight: 1, arbitrary: fc.constant({ type: "Feature", act: "CloseParked" }) }
  ],
  plays: {
    Park: (view, pick) => {
      const all = [...view.contacts()].filter(({ state }) => pick % 16 === 0 || state === "active")
      const one = all[pick % Math.max(1, all.length)]
      return one && { type: "Park", contact: one.id, agent: pick % 23 === 0 ? "bo" : (one.agent ?? "ann") }
    },
    Wake: (view, pick) => {
      const all = [...view.contacts()].filter(({ state }) => pick % 16 === 0 || state === "parked")
      const one = all[pick % Math.max(1, all.length)]
      return one && { type: "Wake", contact: one.id }
    },
    /** What else may happen to one that is parked. */
    CloseParked: (view, pick) => {
      const all = [...view.contacts()].filter(({ state }) => state === "parked")
      const one = all[(pick >> 2) % Math.max(1, all.length)]
      if (one === undefined) return undefined
      const { id: contact, agent = "ann" } = one
      if (pick % 4 === 0) return { type: "Complete", contact, agent }
      return pick % 4 === 1
        ? { type: "Exclude", contact, agent }
        : { type: pick % 4 === 2 ? "Abandon" : "Cancel", contact }
    }
  }
}
