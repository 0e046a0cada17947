import type { Channel } from "@strowger/router"
import type { Address, Content } from "@strowger/router/ports"
import type { Draft } from "../partition/Partition.ts"
import type { MessageRecord } from "../records/Record.ts"
import type { Conversation } from "./Conversation.ts"
import type { ConversationsFold } from "./ConversationsFold.ts"

/** Where something was said. */
export interface Place {
  readonly adapter: string
  readonly thread: string
  readonly channel: Channel
  readonly from: Address
  readonly to: Address
}

/** What a new line says beside who and when. */
export interface Said {
  readonly content: Content
  readonly clientId?: string
  readonly messageId?: string
  readonly joins?: NonNullable<MessageRecord["joins"]>
  readonly incomplete?: ReadonlyArray<number>
}

/** Writes what a customer said as the next line of its conversation, which it opens if it is the first; returns the conversation. */
export const appendCustomerLine = (
  draft: Draft,
  conversations: ConversationsFold,
  place: Place,
  said: Said
): Conversation => {
  const found = conversations.byThread(place.adapter, place.thread)
  const at = draft.next()
  const id = found?.id ?? `v${at.seq}.${at.index}`
  draft.write({
    type: "Message",
    atMs: draft.nowMs,
    conversation: id,
    seq: (found?.lines.length ?? 0) + 1,
    author: "customer",
    ...said,
    ...(found === undefined ? { opens: place } : {})
  })
  const conversation = conversations.conversation(id)
  if (conversation === undefined) throw new Error("CONVERSATION-1 a line that was written opens its conversation")
  return conversation
}
