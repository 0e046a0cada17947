import type { RouterEvent } from "@strowger/router"
import type { Fold } from "../partition/Partition.ts"

export type OfferMade = Extract<RouterEvent, { readonly type: "OfferMade" }>

/** The offers that are open, as they were made: which rule chose, under which configuration. */
export interface OffersFold extends Fold {
  readonly offer: (contact: string) => OfferMade | undefined
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
            offers.set(event.contact, event)
            break
          case "OfferAccepted":
          case "OfferDeclined":
          case "OfferExpired":
          case "OfferRescinded":
            offers.delete(event.contact)
            break
          default:
            break
        }
      }
    },
    offer: (contact) => offers.get(contact)
  }
}
