import type { InboundMessage, SourceKey } from "@strowger/router/ports"
import { appendCustomerLine, type Place } from "../conversations/append.ts"
import type { Conversation } from "../conversations/Conversation.ts"
import type { Draft } from "../partition/Partition.ts"
import type { IntakeRoom } from "./IntakeRoom.ts"

/** A message becomes the next line of its conversation, and asks for an agent where none is on it; returns the line's number. */
export const takeMessage = (draft: Draft, room: IntakeRoom, adapter: string, unit: InboundMessage): number => {
  const { conversations } = room.folds
  const place = { adapter, thread: unit.thread, channel: unit.from.channel, from: unit.from, to: unit.to }
  const conversation = appendCustomerLine(draft, conversations, place, {
    content: unit.content,
    ...(unit.clientId === undefined ? {} : { clientId: unit.clientId }),
    ...(unit.messageId === undefined ? {} : { messageId: unit.messageId }),
    ...(unit.traits.incomplete === undefined ? {} : { incomplete: unit.traits.incomplete })
  })
  const { length: seq } = conversation.lines
  // A machine's mail stays visible and asks for nobody: two machines answering each other would never end.
  if (unit.traits.automatic === "no") askForAgent(draft, room, conversation, place, unit.key)
  return seq
}

/** Opens a contact unless one is waiting, offered or served. Wrap-up is over for the customer: what comes now is a new demand. */
export const askForAgent = (
  draft: Draft,
  room: IntakeRoom,
  conversation: Conversation,
  place: Place,
  key: SourceKey
): void => {
  const { view } = draft.router
  const last = conversation.contact === undefined ? undefined : view.contact(conversation.contact)
  if (last !== undefined && last.state !== "wrap-up") return
  const entry = room.directory.entryPoint(place.adapter, place.to.value)
  if (entry === undefined || view.configuration.queues[entry.queue] === undefined) {
    const text = `No queue takes ${place.channel} to ${place.to.value} of adapter ${place.adapter}. Add an entry point for it to the configuration.`
    draft.write({ type: "Noted", atMs: draft.nowMs, what: "unroutable", text, key })
    return
  }
  const at = draft.next()
  const contact = `c${at.seq}.${at.index}`
  draft.write({
    type: "ContactOpened",
    atMs: draft.nowMs,
    contact,
    conversation: conversation.id,
    channel: place.channel,
    thread: conversation.thread,
    adapter: place.adapter,
    queue: entry.queue,
    from: place.from,
    to: place.to,
    key
  })
  draft.route({
    type: "Enqueue",
    contact,
    queue: entry.queue,
    channel: place.channel,
    ...(entry.priority === undefined ? {} : { priority: entry.priority })
  })
}
