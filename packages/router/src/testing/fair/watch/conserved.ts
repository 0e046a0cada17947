import { holds } from "../../Law.ts"
import type { EventLaw } from "../Watch.ts"

/** S5: no pair is left that may be matched; what may keep a pair apart are the declared holds, each a rule. */
export const workConserved: EventLaw = {
  id: "FAIR-1",
  says: "no agent who may take a contact sits beside it while it waits",
  asks: [],
  watch: (witness) => ({
    settled() {
      if (!witness.known.world.contacts.some(({ state }) => state === "waiting")) return
      const [left] = witness.pairs
      holds(left === undefined, `${left?.contact.id} waits, and ${left?.agent.id} may take it`)
    }
  })
}

/** S1: every contact that came is here or has ended, as one of the ways to end. */
export const noneLost: EventLaw = {
  id: "QUEUE-1",
  says: "no contact is lost: what came is here, in one state, or has ended, in one way",
  also: ["QUEUE-9", "QUEUE-24", "QUEUE-31", "XFER-14", "DET-12"],
  asks: [],
  watch: (witness) => ({
    settled(view) {
      if (view === undefined) return
      const { contacts } = witness.known.world
      const here = new Map([...view.contacts()].map((contact) => [contact.id, contact]))
      for (const { id, state, enqueuedAtMs } of contacts) {
        const seen = here.get(id)
        holds(seen !== undefined, `${id} is ${state} by the events, and the router knows nothing of it`)
        holds(seen?.state === state, `${id} is ${seen?.state}, by the events ${state}`)
        holds(seen?.enqueuedAtMs === enqueuedAtMs, `${id} lost its first-enqueue clock`)
      }
      const known = new Set(contacts.map(({ id }) => id))
      for (const id of here.keys()) holds(known.has(id), `${id} is over by the events, and the router still has it`)
    }
  })
}

/** S2: one owner at a time. */
export const oneOwner: EventLaw = {
  id: "OFFER-1",
  says: "a contact has one owner at a time, and none after its end",
  also: ["OFFER-11"],
  asks: [],
  watch: (witness) => ({
    settled(view) {
      if (view === undefined) return
      for (const agent of view.agents()) {
        const own = witness.view.agent(agent.id)?.contacts ?? []
        holds(
          sorted(own) === sorted(agent.contacts),
          `${agent.id} has ${agent.contacts.join(", ") || "nothing"}, by the events ${own.join(", ") || "nothing"}`
        )
      }
    }
  })
}

/** S9: after the end of a contact by its customer nothing is decided about it. */
export const abandonmentWins: EventLaw = {
  id: "QUEUE-6",
  says: "abandon and cancel win every race: nothing is decided about the contact afterwards, and nobody leaves who is served",
  asks: ["abandonment"],
  watch: (witness) => ({
    after(event) {
      if (event.type !== "ContactAbandoned" && event.type !== "ContactCancelled") return
      holds(witness.view.contact(event.contact) === undefined, `${event.contact} has left, and somebody still has it`)
    }
  })
}

const sorted = (ids: ReadonlyArray<string>): string => [...ids].sort((a, b) => (a < b ? -1 : 1)).join()
