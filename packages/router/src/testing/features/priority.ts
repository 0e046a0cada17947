import * as fc from "fast-check"
import type { Feature } from "./Feature.ts"

/** Priorities that change while contacts wait, ring or are held. */
export const priority: Feature = {
  name: "priority",
  acts: [
    {
      weight: 3,
      arbitrary: fc.constantFrom(-1, 0, 1, 2, 3, 0.5).map((data) => ({ type: "Feature", act: "Reprioritise", data }))
    }
  ],
  plays: {
    Reprioritise: (view, pick, data) => {
      const contacts = [...view.contacts()].filter(({ state }) => pick % 8 === 0 || state === "waiting")
      const contact = contacts[pick % Math.max(1, contacts.length)]
      return contact === undefined ? undefined : { type: "Reprioritise", contact: contact.id, priority: data as number }
    }
  }
}
