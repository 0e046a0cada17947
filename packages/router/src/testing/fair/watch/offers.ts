import { holds } from "../../Law.ts"
import type { EventLaw } from "../Watch.ts"
import { chosenBy } from "./chosen.ts"

/** Every offer is over in one way, at its deadline at the latest. */
export const endOnce: EventLaw = {
  id: "OFFER-17",
  says: "every offer ends exactly once, by its deadline: accepted, declined, expired or rescinded",
  also: ["OFFER-2", "OFFER-3"],
  asks: ["offers"],
  watch: (witness) => ({
    settled(view) {
      const { world } = witness.known
      const open = world.contacts.flatMap((contact) =>
        contact.ties.filter(({ state }) => state === "offered").map((tie) => ({ contact, tie }))
      )
      for (const { contact, tie } of open) {
        const { id, expiresAtMs } = tie.offer
        holds(expiresAtMs > world.nowMs, `the offer ${id} of ${contact.id} is still open at ${world.nowMs} ms`)
        if (view === undefined) continue
        const shown = view.contact(contact.id)
        const there = shown?.offers?.map((one) => one.id) ?? [shown?.offer?.id]
        holds(there.includes(id), `the offer ${id} of ${contact.id} is open by the events, and the router has it not`)
      }
    }
  })
}

/** B4: the same agent is asked at most once in so long. */
export const rarelyAgain: EventLaw = {
  id: "OFFER-6",
  says: "who declined or missed a contact is not asked again before the time for it is over, unless he makes himself ready",
  asks: ["offers"],
  watch: (witness) => {
    const notBefore = new Map<string, number>()
    const offered = new Map<string, number>()
    const nameOf = ({ contact, agent }: { contact: string; agent: string }) => JSON.stringify([contact, agent])
    return {
      before(event, asked) {
        switch (event.type) {
          case "OfferMade": {
            const atMs = notBefore.get(nameOf(event))
            const isChosen = chosenBy(witness, event, asked) === "rules"
            if (atMs !== undefined && isChosen)
              holds(
                event.atMs >= atMs,
                `${event.contact} is offered to ${event.agent} again at ${event.atMs} ms, and not before ${atMs} ms is right`
              )
            offered.set(event.offer, event.expiresAtMs - event.atMs)
            return
          }
          case "OfferDeclined":
          case "OfferExpired": {
            const { atMs, offer, notAgainUntilMs = atMs + (offered.get(offer) ?? 0) } = event
            notBefore.set(nameOf(event), notAgainUntilMs)
            return
          }
          case "ContactQueued":
          case "AgentReady": {
            const field = event.type === "AgentReady" ? 1 : 0
            const name = event.type === "AgentReady" ? event.agent : event.contact
            for (const pair of notBefore.keys())
              if ((JSON.parse(pair) as ReadonlyArray<string>)[field] === name) notBefore.delete(pair)
          }
        }
      }
    }
  }
}
