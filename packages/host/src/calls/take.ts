import type { ContactView, View } from "@strowger/router"
import type { Inbound, InboundCallOffered, InboundCallsPresent, InboundCallState } from "@strowger/router/ports"
import type { Draft } from "../partition/Partition.ts"
import type { Call } from "./Call.ts"
import type { CallRoom } from "./CallRoom.ts"
import { answerCall, deflect } from "./acts.ts"
import { intend } from "./intend.ts"

export type CallUnit = Extract<Inbound, { readonly type: `Call${string}` }>

export const isCallUnit = (unit: Inbound): unit is CallUnit => unit.type.startsWith("Call")

/**
 * What the switch said of a call, and what follows from it for routing. Writes the unit itself through `record`, so that the call can be
 * looked at as it was before. The switch is believed: an answer makes the acceptance, a call that is gone ends the contact.
 */
export const takeCallUnit = (
  draft: Draft,
  room: CallRoom,
  adapter: string,
  unit: CallUnit,
  record: () => void
): void => {
  if (unit.type === "CallsPresent") return takePresent(draft, room, adapter, unit, record)
  const before = room.folds.calls.call(unit.thread)
  record()
  switch (unit.type) {
    case "CallOffered":
      return takeOffered(draft, room, adapter, unit, before)
    case "CallRinging":
      return before && takeRinging(draft, room, unit, before)
    case "CallHeld":
    case "CallRetrieved":
      return
    case "CallAnswered":
      return before && takeAnswered(draft, room, unit, before)
    case "CallDiverted":
      return before && takeDiverted(draft, room, unit, before)
    case "CallLeft":
      return before && isAt(before, unit.device) ? endCall(draft, before) : undefined
    case "CallEnded":
      return before && endCall(draft, before)
  }
}

/** A station the call is at or on its way to. */
const isAt = (call: Call, device: string): boolean => (call.at?.device ?? call.route?.device) === device

const contactOf = (view: View, call: Call | undefined): ContactView | undefined =>
  call === undefined ? undefined : view.contact(call.contact)

/** Every loop of the vector asks again for the same call: it keeps its place, and the clock of its first enqueue. */
const takeOffered = (
  draft: Draft,
  room: CallRoom,
  adapter: string,
  unit: InboundCallOffered,
  before: Call | undefined
): void => {
  const contact = contactOf(draft.router.view, before)
  switch (contact?.state) {
    case "unreachable":
      if (room.switchboard.questions.isOpen(unit.thread)) draft.route({ type: "MarkReachable", contact: contact.id })
      return
    case "waiting":
      return
    case "offered": {
      if (before?.at !== undefined || before?.route === undefined) return notAnswered(draft, contact)
      // Asked twice for one call (two links, or our answer crossed the next loop): the same answer again.
      const { device } = before.route
      intend(draft, room.partition, adapter, "at-most-once", {
        type: "RouteCall",
        thread: unit.thread,
        contact: contact.id,
        device
      })
      return
    }
    case "active":
      // The agent sent the caller back to a queue: that contact is over for him, the caller waits anew.
      endCall(draft, { contact: contact.id })
      return openCall(draft, room, adapter, unit)
    case "wrap-up":
    case undefined:
      return openCall(draft, room, adapter, unit)
  }
}

const openCall = (draft: Draft, room: CallRoom, adapter: string, unit: InboundCallOffered): void => {
  const entry = room.directory.entryPoint(adapter, unit.to.value)
  if (entry === undefined || draft.router.view.configuration.queues[entry.queue] === undefined) {
    const text = `No queue takes calls to ${unit.to.value} of adapter ${adapter}. Add an entry point for it to the configuration.`
    draft.write({ type: "Noted", atMs: draft.nowMs, what: "unroutable", text, key: unit.key })
    return
  }
  const at = draft.next()
  const contact = `c${at.seq}.${at.index}`
  draft.write({
    type: "ContactOpened",
    atMs: draft.nowMs,
    contact,
    conversation: room.folds.conversations.byThread(adapter, unit.thread)?.id ?? `v${at.seq}.${at.index}`,
    channel: "voice",
    thread: unit.thread,
    adapter,
    queue: entry.queue,
    from: unit.from,
    to: unit.to,
    key: unit.key
  })
  draft.route({
    type: "Enqueue",
    contact,
    queue: entry.queue,
    channel: "voice",
    ...(entry.priority === undefined ? {} : { priority: entry.priority }),
    reachable: room.switchboard.questions.isOpen(unit.thread)
  })
}

/** It rings where we sent it. The offer may have ended on the way: then it goes back. An accept may have been pressed already. */
const takeRinging = (draft: Draft, room: CallRoom, unit: InboundCallState, call: Call): void => {
  const contact = contactOf(draft.router.view, call)
  const agent = room.directory.agentAt(unit.device)?.id
  if (contact === undefined || agent === undefined) return
  if (contact.state === "offered" && contact.agent === agent && contact.offer !== undefined) {
    if (room.switchboard.accepts.take(contact.offer.id)) answerCall(draft, room, call, unit.device)
    return
  }
  // A call that the switch gave to a station by itself is the switch's; only what we sent there is taken back.
  const waits = contact.state === "waiting" || contact.state === "unreachable" || contact.state === "offered"
  if (waits && call.route?.device === unit.device) deflect(draft, room, call, unit.device)
}

const takeAnswered = (draft: Draft, room: CallRoom, unit: InboundCallState, call: Call): void => {
  const contact = contactOf(draft.router.view, call)
  const agent = room.directory.agentAt(unit.device)?.id
  if (contact === undefined || agent === undefined || contact.state === "active" || contact.state === "wrap-up") return
  if (contact.state === "offered" && contact.agent === agent && contact.offer !== undefined) {
    // Refused when the offer's time was over in this very instant.
    if (draft.route({ type: "Accept", contact: contact.id, agent, offer: contact.offer.id }).refusal === undefined)
      return
  }
  // Picked up in the instant the offer ended: the two are talking, so nobody else may be sent to this caller.
  draft.route({ type: "Cancel", contact: contact.id, reason: "answered after the offer had ended" })
  const text = `Agent ${agent} answered the call at ${unit.device} after its offer had ended. It is served outside routing.`
  draft.write({ type: "Noted", atMs: draft.nowMs, what: "ambiguous", text, contact: contact.id, key: unit.key })
}

const takeDiverted = (draft: Draft, room: CallRoom, unit: InboundCallState, call: Call): void => {
  const contact = contactOf(draft.router.view, call)
  if (contact?.state !== "offered" || !isAt(call, unit.device)) return
  if (contact.agent !== room.directory.agentAt(unit.device)?.id) return
  if (unit.reason === noAnswer) return notAnswered(draft, contact)
  decline(draft, contact, unit.reason ?? "deflected")
}

/** The adapters' word for a call that rang and was not picked up. */
const noAnswer = "no-answer"

/** The switch took the call back before our own deadline: the same as an offer that expired. */
const notAnswered = (draft: Draft, contact: ContactView): void => {
  const { agent } = contact
  decline(draft, contact, "no answer")
  const onNoAnswer = draft.router.view.configuration.queues[contact.queue]?.onNoAnswer ?? "notReady"
  if (agent !== undefined && onNoAnswer === "notReady" && draft.router.view.agent(agent)?.presence === "ready") {
    draft.route({ type: "MakeNotReady", agent, reason: "no answer" })
  }
}

const decline = (draft: Draft, contact: ContactView, reason: string): void => {
  if (contact.agent === undefined || contact.offer === undefined) return
  draft.route({ type: "Decline", contact: contact.id, agent: contact.agent, offer: contact.offer.id, reason })
}

/** Nobody is on the line any more. */
export const endCall = (draft: Draft, call: Pick<Call, "contact">): void => {
  const contact = draft.router.view.contact(call.contact)
  switch (contact?.state) {
    case "waiting":
    case "unreachable":
    case "offered":
      draft.route({ type: "Abandon", contact: contact.id })
      return
    case "active":
      if (contact.agent !== undefined) draft.route({ type: "Complete", contact: contact.id, agent: contact.agent })
      return
    case "wrap-up":
    case undefined:
      return
  }
}

/** The link was lost and is back: calls the switch does not know any more ended while nobody was listening. */
const takePresent = (
  draft: Draft,
  room: CallRoom,
  adapter: string,
  unit: InboundCallsPresent,
  record: () => void
): void => {
  const present = new Set(unit.threads)
  const gone = [...room.folds.calls.all()].filter((call) => call.adapter === adapter && !present.has(call.thread))
  record()
  for (const call of gone) {
    const text = `The call ${call.thread} ended while the link to the switch was down.`
    draft.write({ type: "Noted", atMs: draft.nowMs, what: "vanished", text, contact: call.contact })
    endCall(draft, call)
  }
}

/**
 * After a restart no question is open, whatever the log says: every caller waits unreachable until the vector asks for him again or the
 * switch says he is gone.
 */
export const closeAllQuestions = (draft: Draft, room: CallRoom, adapter: string): void => {
  for (const call of room.folds.calls.all()) {
    if (call.adapter !== adapter || room.switchboard.questions.isOpen(call.thread)) continue
    if (draft.router.view.contact(call.contact)?.state === "waiting")
      draft.route({ type: "MarkUnreachable", contact: call.contact })
  }
}
