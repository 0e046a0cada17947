import type { Content } from "@strowger/router/ports"
import { intend } from "../calls/intend.ts"
import type { Conversation } from "../conversations/Conversation.ts"
import type { Draft } from "../partition/Partition.ts"
import type { DeskRoom } from "./DeskRoom.ts"
import { notMine, type Refused } from "./refused.ts"

/** Longest text of one act, in UTF-16 units; a medium that takes less cuts it into parts or refuses it itself. */
export const maxSaidUnits = 20_000
/** Message ids a mail reply names: the first, which is the thread's root, and the newest. */
const maxReferences = 50

/** What an agent writes: the next line of the conversation, and the intent to send it, in one append. */
export const say = (
  draft: Draft,
  room: DeskRoom,
  agent: string,
  command: string,
  act: { readonly contact: string; readonly text: string }
): Refused | undefined => {
  const refused = notMine(draft, agent, act.contact, ["active"])
  if (refused !== undefined) return refused
  const contact = room.folds.conversations.contact(act.contact)
  const conversation = contact && room.folds.conversations.conversation(contact.conversation)
  if (contact === undefined || conversation === undefined) {
    return { reason: "ContactUnknown", text: "This contact has no conversation." }
  }
  if (contact.channel === "voice") return { reason: "NoText", text: "A call takes no text. Speak to the customer." }
  if (act.text.trim() === "") return { reason: "InvalidValue", text: "There is nothing to send. Write a text first." }
  if (act.text.length > maxSaidUnits) {
    return {
      reason: "InvalidValue",
      text: `The text has ${act.text.length} characters; at most ${maxSaidUnits} can be sent at once. Send it in pieces.`
    }
  }
  const content: Content = { text: act.text, ...subjectOf(conversation) }
  const references = conversation.channel === "email" ? referencesOf(conversation) : []
  const { thread, to, from } = { thread: conversation.thread, to: contact.from, from: contact.to }
  const intent = intend(draft, room.partition, conversation.adapter, "at-least-once", {
    type: "Send",
    conversation: conversation.id,
    thread,
    to,
    ...(from === undefined ? {} : { from }),
    content,
    ...(references.length === 0 ? {} : { references }),
    automatic: false
  })
  draft.write({
    type: "Message",
    atMs: draft.nowMs,
    conversation: conversation.id,
    seq: conversation.lines.length + 1,
    author: "agent",
    agent,
    contact: act.contact,
    content,
    intent,
    command
  })
  return undefined
}

/** Answers under the subject the customer wrote last, marked once as an answer. */
const subjectOf = ({ channel, lines }: Conversation): { readonly subject?: string } => {
  if (channel !== "email") return {}
  const last = lines.findLast((line) => line.author === "customer" && line.content.subject !== undefined)
  const subject = (last?.content.subject ?? "").trim()
  return { subject: /^(re|回复|答复)\s*[:：]/i.test(subject) ? subject : `Re: ${subject}`.trim() }
}

const referencesOf = ({ lines }: Conversation): ReadonlyArray<string> => {
  const ids = [...new Set(lines.flatMap((line) => (line.author === "customer" ? (line.messageId ?? []) : [])))]
  const [root] = ids
  return ids.length <= maxReferences || root === undefined ? ids : [root, ...ids.slice(1 - maxReferences)]
}
