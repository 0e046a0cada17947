import type { RouterEvent } from "@strowger/router"
import type { Fold } from "../partition/Partition.ts"

export type OfferMade = Extract<RouterEvent, { readonly type: "OfferMade" }>

/** The offers that are open, as they were made: which rule chose, under which configuration. */
export interface OffersFold extends Fold {
  readonly offer: (contact: string, agent: string) => OfferMade | undefined
}

export const makeOffersFold = (): OffersFold => {
  const offers = new Map<string, OfferMade>()
  return {
    name: "offers",
    apply: (record) => {
      if (record.type !== "Routed") return
      for (const event of record.events) {
        switch (event.type) {
          case "OfferMade":
            offers.set(keyOf(event.contact, event.agent), event)
            break
          case "OfferAccepted":
          case "OfferDeclined":
          case "OfferExpired":
          case "OfferRescinded":
            offers.delete(keyOf(event.contact, event.agent))
            break
          default:
            break
        }
      }
    },
    offer: (contact, agent) => offers.get(keyOf(contact, agent))
  }
}

const keyOf = (contact: string, agent: string): string => JSON.stringify([contact, agent])
