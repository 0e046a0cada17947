import type { Inbound } from "@strowger/router/ports"
import { Effect } from "effect"
import { act, type Centre, makeWorld, quiet, ready, start } from "../desk/centre.ts"

let keys = 0
type CallFact = Extract<Inbound["type"], `Call${string}`>
/** The switch says something of a call. */
export const say = (centre: Centre, type: CallFact, thread: string, device?: string, reason?: string) =>
  Effect.andThen(
    centre.pbx.carrier.give({
      type,
      key: { account: "pbx", epoch: "", id: `call-${keys++}` },
      thread,
      atMs: 0,
      ...(device === undefined ? {} : { device }),
      ...(reason === undefined ? {} : { reason })
    } as Inbound),
    quiet
  )
export const ask = (centre: Centre, thread: string, forMs = 4_000) =>
  Effect.tap(centre.pbx.ask(thread, `ask-${keys++}`, forMs), () => quiet)

export const contactOf = (centre: Centre, thread: string) => {
  const call = centre.folds.calls.call(thread)
  return call && centre.partition.router.view.contact(call.contact)
}
export const contactsOf = (centre: Centre) => [...centre.partition.router.view.contacts()]
export const agent = (centre: Centre, id: string) => centre.partition.router.view.agent(id)

/** A centre where wei is ready and u1 rings at his telephone. */
export const ringing = Effect.gen(function* () {
  const centre = yield* start(makeWorld())
  yield* ready(centre, "wei")
  yield* ask(centre, "u1")
  yield* say(centre, "CallRinging", "u1", "8001")
  return centre
})
export const accept = (centre: Centre, who = "wei") => {
  const contact = contactOf(centre, "u1")
  return act(centre, who, { _tag: "Accept", contact: contact?.id ?? "", offer: contact?.offer?.id ?? "" })
}
export const talking = Effect.tap(ringing, (centre) =>
  Effect.andThen(accept(centre), say(centre, "CallAnswered", "u1", "8001"))
)
