import type { RouterEvent } from "@strowger/router"
import type { Inbound } from "@strowger/router/ports"
import type { Address as LogAddress, Fold } from "../partition/Partition.ts"
import type { ContactOpenedRecord, MessageRecord, Record } from "../records/Record.ts"
import type { Contact, Conversation, Line } from "./Conversation.ts"
import { laterStatus } from "./laterStatus.ts"

/** Conversations, their lines with what became of each, and the contacts that have not ended. */
export interface ConversationsFold extends Fold {
  readonly conversation: (id: string) => Conversation | undefined
  readonly byThread: (adapter: string, thread: string) => Conversation | undefined
  /** The conversation in which this intent was written: how a result finds its line. */
  readonly byIntent: (intent: string) => Conversation | undefined
  readonly contact: (id: string) => Contact | undefined
  readonly contacts: () => Iterable<Contact>
  readonly all: () => Iterable<Conversation>
}

interface Living extends Conversation {
  lines: Array<Line>
  contact?: string
  online?: boolean
  revision: number
}

export const makeConversationsFold = (): ConversationsFold => {
  const inWrapUp = new Set<string>()
  const byId = new Map<string, Living>()
  const byThread = new Map<string, Living>()
  const lineOf = new Map<string, { readonly conversation: Living; readonly seq: number }>()
  const contacts = new Map<string, Contact>()

  const open = (id: string, where: NonNullable<MessageRecord["opens"]>): Living => {
    // A chat begins with a line of the customer, whose page is connected then.
    const online = where.channel === "chat" ? { online: true } : {}
    const conversation: Living = { id, ...where, ...online, lines: [], revision: 0 }
    byId.set(id, conversation)
    byThread.set(threadKey(where.adapter, where.thread), conversation)
    return conversation
  }

  const write = (record: MessageRecord, at: LogAddress): void => {
    const conversation = byId.get(record.conversation) ?? (record.opens && open(record.conversation, record.opens))
    if (conversation === undefined) return
    conversation.revision++
    conversation.lines[record.seq - 1] = lineFrom(record, at.seq, conversation.revision)
    if (record.intent !== undefined) lineOf.set(record.intent, { conversation, seq: record.seq })
  }

  const openContact = (record: ContactOpenedRecord): void => {
    const { contact, conversation: id, channel, adapter, thread, queue, from, to, atMs } = record
    const toPart = to === undefined ? {} : { to }
    const conversation = byId.get(id) ?? open(id, { adapter, thread, channel, from, ...toPart })
    conversation.contact = contact
    conversation.revision++
    contacts.set(contact, {
      id: contact,
      conversation: id,
      channel,
      adapter,
      thread,
      queue,
      from,
      ...toPart,
      openedAtMs: atMs
    })
  }

  const change = (intent: string, with_: (line: Line) => Partial<Line>): void => {
    const place = lineOf.get(intent)
    const line = place?.conversation.lines[place.seq - 1]
    if (place === undefined || line === undefined) return
    const revision = ++place.conversation.revision
    place.conversation.lines[place.seq - 1] = { ...line, ...with_(line), revision }
  }

  const end = (id: string): void => {
    const contact = contacts.get(id)
    contacts.delete(id)
    const conversation = contact && byId.get(contact.conversation)
    // A call has no lines and its thread never comes again: nothing is left to remember.
    if (conversation && contact.channel === "voice" && conversation.lines.length === 0) {
      byId.delete(conversation.id)
      byThread.delete(threadKey(conversation.adapter, conversation.thread))
    }
  }

  /** A wrap-up ends the contact only when it is over: after a transfer that of an earlier part ends nothing. */
  const follow = (event: RouterEvent): void => {
    if (!("contact" in event)) return
    if (event.type === "WrapUpEnded") {
      if (inWrapUp.delete(event.contact)) end(event.contact)
    } else if (endsContact(event)) end(event.contact)
    else if (event.type === "ContactCompleted") inWrapUp.add(event.contact)
  }

  const connect = (adapter: string, unit: Inbound): void => {
    const online = onlineAfter(unit)
    const conversation = online === undefined ? undefined : byThread.get(threadKey(adapter, unit.thread))
    if (conversation === undefined || online === undefined || conversation.online === online) return
    conversation.online = online
    conversation.revision++
  }

  const apply = (record: Record, at: LogAddress): void => {
    switch (record.type) {
      case "Message":
        return write(record, at)
      case "ContactOpened":
        return openContact(record)
      case "UnitTaken":
        return connect(record.adapter, record.unit)
      case "Routed":
        record.events.forEach(follow)
        return
      case "Settled": {
        const { outcome } = record
        return outcome.type === "Sent"
          ? change(record.id, (line) => ({ status: laterStatus(line.status, "submitted"), parts: outcome.parts }))
          : change(record.id, (line) => ({
              status: laterStatus(line.status, outcome.type === "Rejected" ? "failed" : "unknown")
            }))
      }
      case "Status":
        return change(record.id, (line) => ({ status: laterStatus(line.status, record.status) }))
      default:
        return
    }
  }

  return {
    name: "conversations",
    apply,
    conversation: (id) => byId.get(id),
    byThread: (adapter, thread) => byThread.get(threadKey(adapter, thread)),
    byIntent: (intent) => lineOf.get(intent)?.conversation,
    contact: (id) => contacts.get(id),
    contacts: () => contacts.values(),
    all: () => byId.values()
  }
}

const threadKey = (adapter: string, thread: string): string => `${adapter}\n${thread}`

const lineFrom = (record: MessageRecord, position: number, revision: number): Line => {
  const { seq, atMs, author, agent, contact, content, clientId, messageId, intent, command, incomplete } = record
  return {
    seq,
    atMs,
    author,
    content,
    position,
    revision,
    ...(agent === undefined ? {} : { agent }),
    ...(contact === undefined ? {} : { contact }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(intent === undefined ? {} : { intent, status: "pending" }),
    ...(command === undefined ? {} : { command }),
    ...(incomplete === undefined ? {} : { incomplete })
  }
}

const onlineAfter = (unit: Inbound): boolean | undefined => {
  switch (unit.type) {
    case "SessionOpened":
    case "SessionResumed":
      return true
    case "SessionPaused":
    case "SessionClosed":
      return false
    case "Message":
      return unit.from.channel === "chat" ? true : undefined
    default:
      return undefined
  }
}

/** With this event the contact is over, and nobody has more to do with it. */
const endsContact = (event: RouterEvent): boolean =>
  event.type === "ContactAbandoned" ||
  event.type === "ContactCancelled" ||
  event.type === "ContactDeflected" ||
  (event.type === "ContactCompleted" && event.wrapUpEndsAtMs === undefined && event.wrapUpOpen === undefined)
