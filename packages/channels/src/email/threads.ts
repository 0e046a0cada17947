import { createHash } from "node:crypto"
import type { MailHeaders } from "./mime/MailHeaders.ts"
import type { OwnId, SignedIds } from "./signedId.ts"

export interface Threading {
  readonly thread: string
  /** Our own id that this mail answers, when it came from the address we wrote to. */
  readonly inReplyTo?: string
  readonly warning?: string
}

const MAX_IDS = 500

/** Thread of a conversation that a customer began: the first mail of it and who wrote, as one short id that no sender can choose. */
export const threadOfRoot = (root: string, sender: string): string =>
  createHash("sha256").update(`${root}\n${sender}`).digest("base64url").slice(0, 22)

/**
 * Which conversation a mail belongs to, by what cannot be guessed:
 * 1. the newest of our own signed ids in In-Reply-To and References, if the mail comes from the address that id was sent to (a bounce
 *    comes from a mail system and is exempt): the thread is in the id;
 * 2. else the first id of References, else In-Reply-To, else its own Message-ID, together with the sender.
 * Never the subject. A mail of somebody else that answers ours gets a thread of its own and a warning naming the message: in a bank a
 * forwarded mail must not open the first customer's conversation.
 */
export const threadOf = (
  headers: MailHeaders,
  from: string,
  ids: SignedIds,
  bounce: { readonly is: boolean; readonly quoted: ReadonlyArray<string> },
  fallbackRoot: string
): Threading => {
  const references = headers.messageIds("references").slice(-MAX_IDS)
  const answered = headers.messageIds("in-reply-to").slice(0, MAX_IDS)
  const newestFirst = [...answered, ...references.toReversed()]
  const own = newestFirst.map(ids.read).filter((id): id is OwnId => id !== undefined)
  if (bounce.is) for (const text of bounce.quoted) own.push(...ids.findIn(text))
  const ours = own.find((id) => bounce.is || id.sentTo(from))
  if (ours !== undefined) return { thread: ours.thread, inReplyTo: ours.messageId }

  const firstReference = headers.messageIds("references")[0]
  const messageId = headers.messageIds("message-id")[0]
  const stranger = own[0]
  if (stranger !== undefined) {
    return {
      thread: threadOfRoot(messageId ?? fallbackRoot, from),
      warning: `it answers ${stranger.messageId}, which was sent to somebody else: it has a conversation of its own`
    }
  }
  return { thread: threadOfRoot(firstReference ?? answered[0] ?? messageId ?? fallbackRoot, from) }
}
