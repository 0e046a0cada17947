import type { AgentView, ContactView } from "@strowger/router"
import type { Contact, Conversation, Line } from "../conversations/Conversation.ts"
import { masked } from "../conversations/masked.ts"
import type { DeskContact, DeskOffer, DeskView } from "./DeskApi.ts"
import type { DeskRoom, Language } from "./DeskRoom.ts"
import { loadOf } from "./load.ts"
import { queueName } from "./queueName.ts"
import { type WhyOnce, whyOffered } from "./why.ts"

/** What an agent's desktop shows, as everything is in memory now. `position` says which log entry must be durable before it may be shown. */
export const buildDesk = (
  room: DeskRoom,
  whyOnce: WhyOnce,
  agent: string,
  language: Language,
  nowMs: number
): DeskView => {
  const { router, directory, folds } = room
  const entry = directory.agent(agent)
  const view = router.view.agent(agent)
  const contacts = (view?.contacts ?? [])
    .map((id) => router.view.contact(id))
    .filter((contact): contact is ContactView => contact !== undefined)
  const today = folds.counts.agent(agent, nowMs)
  return {
    position: folds.position.seq(),
    nowMs,
    agent: {
      id: agent,
      name: entry?.name ?? agent,
      ...(entry?.device === undefined ? {} : { device: entry.device }),
      presence: presenceOf(view)
    },
    capacity: loadOf(view),
    offers: contacts.flatMap((contact) => (view ? offerOf(room, whyOnce, view, contact, language) : [])),
    contacts: contacts.flatMap((contact) => contactOf(room, contact, language)),
    today: {
      handled: today.handled,
      ...(today.handled === 0 ? {} : { meanHandleMs: Math.round(today.handleMs / today.handled) })
    }
  }
}

export const presenceOf = (view: AgentView | undefined): DeskView["agent"]["presence"] =>
  view === undefined
    ? { state: "signed-out", sinceMs: 0 }
    : {
        // Nothing is offered to somebody whose desktop is gone.
        state: view.presence === "lost" ? "not-ready" : view.presence,
        ...(view.reason === undefined ? {} : { reason: view.reason }),
        sinceMs: view.presenceSinceMs
      }

const offerOf = (
  room: DeskRoom,
  whyOnce: WhyOnce,
  agent: AgentView,
  contact: ContactView,
  language: Language
): ReadonlyArray<DeskOffer> => {
  const { router, directory, folds, switchboard } = room
  // Where it rings at several, each sees his own.
  const offer = contact.offers?.find((each) => each.agent === agent.id) ?? contact.offer
  const opened = folds.conversations.contact(contact.id)
  if (contact.state !== "offered" || offer === undefined || opened === undefined) return []
  const call = folds.calls.byContact(contact.id)
  const lines = folds.conversations.conversation(opened.conversation)?.lines ?? []
  const queue = queueName(directory, contact.queue, language)
  return [
    {
      contact: contact.id,
      offer: offer.id,
      channel: contact.channel,
      queue: contact.queue,
      queueName: queue.name,
      queueNames: queue.names,
      conversation: opened.conversation,
      from: nameOf(opened),
      preview: shortened(lastOf(lines, "customer")?.content),
      waitedMs: offer.madeAtMs - contact.enqueuedAtMs,
      madeAtMs: offer.madeAtMs,
      expiresAtMs: offer.expiresAtMs,
      ...whyOnce(offer.id, () =>
        whyOffered(router, contact, agent, folds.offers.offer(contact.id, agent.id), room.directory.skillNames)
      ),
      connecting: call?.answering !== undefined || switchboard.accepts.has(offer.id)
    }
  ]
}

const contactOf = (room: DeskRoom, contact: ContactView, language: Language): ReadonlyArray<DeskContact> => {
  const { directory, folds } = room
  const opened = folds.conversations.contact(contact.id)
  const { state } = contact
  if ((state !== "active" && state !== "wrap-up") || opened === undefined) return []
  const conversation = folds.conversations.conversation(opened.conversation)
  const call = folds.calls.byContact(contact.id)
  const waitingSinceMs = conversation && unansweredSince(conversation)
  const queue = queueName(directory, contact.queue, language)
  return [
    {
      contact: contact.id,
      conversation: opened.conversation,
      channel: contact.channel,
      queue: contact.queue,
      queueName: queue.name,
      queueNames: queue.names,
      from: nameOf(opened),
      state,
      acceptedAtMs: contact.acceptedAtMs ?? contact.enqueuedAtMs,
      ...(contact.wrapUpEndsAtMs === undefined ? {} : { wrapUpEndsAtMs: contact.wrapUpEndsAtMs }),
      ...(waitingSinceMs === undefined ? {} : { waitingSinceMs }),
      lastText: shortened(conversation?.lines.at(-1)?.content),
      lastSeq: conversation?.lines.length ?? 0,
      ...(conversation?.online === undefined ? {} : { customerOnline: conversation.online }),
      ...(call === undefined ? {} : { onHold: call.onHold })
    }
  ]
}

/** A mail's sender may have a name; a number is all there is of a caller. */
const nameOf = (opened: Contact): string => masked(opened.from)

const lastOf = (lines: ReadonlyArray<Line>, author: Line["author"]): Line | undefined =>
  lines.findLast((line) => line.author === author)

/** Time of the first line the customer wrote after the agent's last; undefined = everything is answered. */
const unansweredSince = ({ lines }: Conversation): number | undefined => {
  const answered = lines.findLastIndex((line) => line.author === "agent")
  return lines.slice(answered + 1).find((line) => line.author === "customer")?.atMs
}

const shownCharacters = 140

const shortened = (content: Line["content"] | undefined): string => {
  if (content === undefined) return ""
  const text = (content.text.trim() === "" ? (content.subject ?? "") : content.text).replace(/\s+/g, " ").trim()
  const characters = Array.from(text)
  return characters.length <= shownCharacters ? text : `${characters.slice(0, shownCharacters).join("")}…`
}
