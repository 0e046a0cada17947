import * as fc from "fast-check"
import type { View } from "../../View.ts"
import type { Feature } from "./Feature.ts"

/** The one that this picks among the contacts in this state. */
function oneIn(view: View, state: string, pick: number) {
  const all = [...view.contacts()].filter((contact) => contact.state === state)
  return all[pick % Math.max(1, all.length)]
}

/** No rule of its own: people who answer and get things done, so that what follows an answer is met as often as what comes before. */
export const work: Feature = {
  name: "work",
  acts: [
    { weight: 40, arbitrary: fc.constant({ type: "Feature", act: "Take" }) },
    { weight: 6, arbitrary: fc.constant({ type: "Feature", act: "Finish" }) }
  ],
  plays: {
    Take: (view, pick) => {
      const { id: contact, agent, offer } = oneIn(view, "offered", pick) ?? {}
      if (contact === undefined || agent === undefined || offer === undefined) return undefined
      return { type: "Accept", contact, agent, offer: offer.id }
    },
    Finish: (view, pick) => {
      const { id: contact, agent } = oneIn(view, "active", pick) ?? {}
      return contact === undefined || agent === undefined ? undefined : { type: "Complete", contact, agent }
    }
  }
}
