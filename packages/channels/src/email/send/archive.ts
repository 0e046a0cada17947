import { SendError } from "@strowger/router/ports"
import { Effect } from "effect"
import { imap, openImapLink } from "../Imap.ts"
import type { SentCopyOptions } from "../Options.ts"

/** Is there a copy with this Message-ID in the archive? */
export const archived = (messageId: string, copy: SentCopyOptions): Effect.Effect<boolean, SendError> =>
  Effect.gen(function* () {
    const link = yield* openImapLink(copy.imap, { socketTimeoutMs: 20_000, maxIdleMs: 60_000 })
    yield* imap(() => link.client.mailboxOpen(copy.imap.mailbox ?? "INBOX", { readOnly: true }))
    const found = yield* imap(() => link.client.search({ header: { "message-id": messageId } }, { uid: true }))
    return Array.isArray(found) && found.length > 0
  }).pipe(
    Effect.scoped,
    Effect.mapError(
      (error) =>
        new SendError({
          outcome: "retry",
          code: "archive",
          message: `the archive of sent mail cannot be read: ${error.message}`
        })
    )
  )
