import type { Command } from "../../../Command.ts"
import type { RouterEvent } from "../../../Event.ts"
import type { Agent, Contact } from "../../reference/world.ts"
import type { Witness } from "../../Witness.ts"
import type { EventLaw } from "../Watch.ts"

export type Offer = Extract<RouterEvent, { readonly type: "OfferMade" }>

/** Who chose: the rules, the agent himself (SPEC OFFER-13), or somebody who gave it to him (OFFER-14). */
export type Chosen = "rules" | "agent" | "somebody"

export function chosenBy(
  { known: { given } }: Witness,
  { contact, agent, rule }: Offer,
  asked: ReadonlyArray<Command> | undefined
): Chosen {
  if (given?.contact === contact && given.agent === agent) return "somebody"
  const isPick = ({ type }: Command) => type === "Pick"
  return rule === "OFFER-13" && (asked === undefined || asked.some(isPick)) ? "agent" : "rules"
}

/** The two of an offer; undefined where one of them is not there, which is for another law to say. */
export function pairIn(
  { known: { world } }: Witness,
  event: { readonly contact: string; readonly agent: string }
): { readonly contact: Contact; readonly agent: Agent } | undefined {
  const contact = world.contacts.find(({ id }) => id === event.contact)
  const agent = world.agents.find(({ id }) => id === event.agent)
  return contact === undefined || agent === undefined ? undefined : { contact, agent }
}

/** Judges every offer of two who are there, before it is folded. */
export const atOffers =
  (
    judge: (witness: Witness, pair: { readonly contact: Contact; readonly agent: Agent }, by: Chosen) => void
  ): EventLaw["watch"] =>
  (witness) => ({
    before(event, asked) {
      if (event.type !== "OfferMade") return
      const pair = pairIn(witness, event)
      if (pair !== undefined) judge(witness, pair, chosenBy(witness, event, asked))
    }
  })
