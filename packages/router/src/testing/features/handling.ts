import * as fc from "fast-check"
import { type Channel, channels } from "../../Channel.ts"
import type { Command, SignIn } from "../../Command.ts"
import { agentNames, maybe, needs, present, queueNames } from "../basics.ts"
import type { QueueConfiguration } from "../../Configuration.ts"
import type { View } from "../../View.ts"
import type { FeatureAct, FeaturePlay } from "../History.ts"
import type { Feature } from "./Feature.ts"

const one = <A>(of: ReadonlyArray<A>, pick: number): A | undefined => of[pick % Math.max(1, of.length)]

/** A contact in one of these states, now and then any, and somebody signed in, now and then anybody. */
function drawn(view: View, pick: number, ...states: ReadonlyArray<string>) {
  const wild = pick % 16 === 0
  const contact = one(
    [...view.contacts()].filter((each) => wild || states.includes(each.state)),
    pick
  )
  const agents = [...view.agents()].filter((each) => wild || each.presence !== "signed-out")
  const agent = one(agents, pick >> 3)?.id ?? "nobody"
  return contact === undefined ? undefined : { contact, agent }
}

const act = (weight: number, name: string, data: fc.Arbitrary<object> = fc.constant({})) => ({
  weight,
  arbitrary: data.map((more): FeatureAct => ({ type: "Feature", act: name, data: more }))
})
const by = maybe(fc.constant("boss"))

/** Somebody at whom it rings, not only the first. */
function oneOfSeveral(type: "Accept" | "Decline", view: View, pick: number): Command | undefined {
  const contact = one(
    [...view.contacts()].filter(({ offers = [] }) => offers.length > 1),
    pick
  )
  const offer = one(contact?.offers ?? [], pick >> 2)
  return offer && { type, contact: contact!.id, agent: offer.agent, offer: offer.id }
}

/** Contacts that people take, give and take back, and agents who answer at once (SPEC OFFER-10 to OFFER-16). */
export const handling: Feature = {
  name: "handling",
  queue: fc.constantFrom<Partial<QueueConfiguration>>(
    { autoAccept: true },
    { offersAtOnce: 2 },
    { offersAtOnce: 3 },
    { offersAtOnce: 20 }
  ),
  signIn: fc
    .oneof(fc.constant<true>(true), fc.subarray<Channel>([...channels]))
    .map((autoAccept): Partial<SignIn> => ({ autoAccept })) as NonNullable<Feature["signIn"]>,
  acts: [
    act(3, "AnswerOne"),
    act(3, "DeclineOne"),
    act(2, "Pick"),
    act(3, "Assign", fc.record({ force: maybe(fc.constant(true)), by }).map(present)),
    act(2, "Pull", fc.record({ by, to: maybe(fc.constantFrom(...queueNames)) }).map(present))
  ],
  plays: {
    AnswerOne: (view, pick) => oneOfSeveral("Accept", view, pick),
    DeclineOne: (view, pick) => oneOfSeveral("Decline", view, pick),
    Pick: (view, pick) => {
      const pair = drawn(view, pick, "waiting")
      return pair && { type: "Pick", contact: pair.contact.id, agent: pair.agent }
    },
    Assign: (view, pick, data) => {
      const pair = drawn(view, pick, "waiting", "offered", "unreachable")
      return pair && { type: "Assign", contact: pair.contact.id, agent: pair.agent, ...(data as object) }
    },
    Pull: (view, pick, data) => {
      const pair = drawn(view, pick, "offered", "active", "parked")
      return pair && { type: "Pull", contact: pair.contact.id, ...(data as object) }
    }
  }
}

const toQueue = fc.constantFrom(...queueNames).map((queue) => ({ queue }))
const toAgent = fc.record({ agent: fc.constantFrom(...agentNames), holdMs: maybe(fc.constantFrom(0, 700, 3_000)) })
const to = fc.oneof(toQueue, toAgent.map(present))
const whom = fc.oneof(toQueue, fc.record({ agent: fc.constantFrom(...agentNames) }))

/** What an agent who serves a contact does to it. */
const served =
  (type: "Transfer" | "Leave"): FeaturePlay =>
  (view, pick, data) => {
    const pair = drawn(view, pick, "active")
    if (pair === undefined) return undefined
    const agent = one(pair.contact.agents ?? [pair.contact.agent ?? "ann"], pick >> 3)!
    return { type, contact: pair.contact.id, agent, ...(data as object) } as Command
  }

/** A consult that somebody answered, now and then one that nobody did. */
const asked = (view: View, pick: number) => {
  const consults = [...view.contacts()].filter(({ consultOf }) => consultOf !== undefined)
  const answered = consults.filter(({ state }) => state === "active" || pick % 16 === 0)
  return one(answered, pick)
}

/** Blind and warm transfers, consults and conferences (SPEC XFER). */
export const transfers: Feature = {
  name: "transfers",
  configuration: fc.constantFrom(0, 1, 2, 3).map((maxTransfers) => ({ maxTransfers })),
  acts: [
    act(
      3,
      "Transfer",
      fc.record({ to, needs: maybe(needs), priority: maybe(fc.integer({ min: -1, max: 2 })) }).map(present)
    ),
    act(8, "Consult", fc.record({ to: whom, needs: maybe(needs) }).map(present)),
    act(10, "AnswerConsult"),
    act(6, "HandOver"),
    act(8, "Join"),
    act(4, "Leave")
  ],
  plays: {
    Transfer: served("Transfer"),
    Leave: (view, pick, data) => {
      const shared = one(
        [...view.contacts()].filter(({ agents }) => agents !== undefined),
        pick
      )
      if (shared === undefined || pick % 4 === 0) return served("Leave")(view, pick, data)
      return { type: "Leave", contact: shared.id, agent: one(shared.agents!, pick >> 3)! }
    },
    AnswerConsult: (view, pick) => {
      const ringing = [...view.contacts()].filter(
        ({ consultOf, offer }) => consultOf !== undefined && offer !== undefined
      )
      const consult = one(ringing, pick)
      return consult && { type: "Accept", contact: consult.id, agent: consult.agent!, offer: consult.offer!.id }
    },
    Consult: (view, pick, data) => {
      const pair = drawn(view, pick, "active")
      if (pair === undefined) return undefined
      const { id, agents, agent } = pair.contact
      const names = [...view.contacts()].map((contact) => contact.id)
      const free = Array.from({ length: names.length + 1 }, (_, n) => `k${n}`).find((name) => !names.includes(name))!
      const consult = pick % 40 === 0 ? id : free
      // Mostly somebody who is there.
      const ready = one(
        [...view.agents()].filter((each) => each.presence === "ready" && each.id !== agent),
        pick
      )
      const named = (data as { readonly to: object }).to
      const to = "agent" in named && ready !== undefined && pick % 4 > 0 ? { agent: ready.id } : named
      return {
        type: "Consult",
        contact: id,
        agent: one(agents ?? [agent ?? "ann"], pick >> 3)!,
        consult,
        ...(data as object),
        to: to as { readonly queue: string }
      }
    },
    HandOver: (view, pick) => {
      const consult = asked(view, pick)
      if (consult === undefined) return undefined
      const from = pick % 11 === 0 ? "bo" : consult.consultBy!
      return { type: "HandOver", contact: consult.consultOf!, from, to: consult.agent ?? "ann" }
    },
    Join: (view, pick) => {
      const consult = asked(view, pick)
      return consult && { type: "Join", contact: consult.consultOf!, agent: consult.agent ?? "ann" }
    }
  }
}
