import { holds } from "../../Law.ts"
import { noRoomBy } from "../../reference/capacity.ts"
import { brokenRules } from "../../reference/mayMatch.ts"
import { loadOf } from "../../reference/world.ts"
import type { EventLaw } from "../Watch.ts"
import { atOffers } from "./chosen.ts"

const ofCapacity = /^CAP-[12678]$/

/** S4: whoever is offered a contact may take it, by everything but room. */
export const eligibility: EventLaw = {
  id: "SKILL-1",
  says: "nobody is offered what he may not take: needs, presence, exclusions, holds, reserves, delays, declined lately",
  also: ["CAP-4", "QUEUE-7"],
  asks: [],
  watch: atOffers((witness, { contact, agent }, by) => {
    const set = by === "agent" ? ["CAP-4", "OFFER-6"] : by === "somebody" ? witness.known.given!.overrode : []
    const against = brokenRules(witness.known.world, contact, agent).filter(
      (rule) => !ofCapacity.test(rule) && rule !== "QUEUE-5" && !set.includes(rule)
    )
    holds(against.length === 0, `${contact.id} is offered to ${agent.id} against ${against.join(", ")}`)
  })
}

/** S3: what an agent has in hand never exceeds what he takes at a time. */
export const capacity: EventLaw = {
  id: "CAP-1",
  says: "nobody is offered more than he takes at a time: slots, units, exclusive channels",
  asks: [],
  watch: atOffers((witness, { contact, agent }, by) => {
    const { world, given } = witness.known
    const rule = noRoomBy(world.rules, agent, loadOf(world, agent, contact), contact.channel)
    const isForced = by === "somebody" && given!.overrode.some((one) => ofCapacity.test(one))
    const hand = loadOf(world, agent).join(", ") || "nothing"
    holds(
      rule === undefined || isForced,
      `${contact.id} (${contact.channel}) is offered to ${agent.id} against ${rule}: he has ${hand}`
    )
  })
}
