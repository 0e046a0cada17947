import { SendError } from "@strowger/router/ports"
import { Effect } from "effect"
import { ImapFailure, imap, openImapLink } from "../Imap.ts"
import type { SentCopyOptions } from "../Options.ts"
import { OWN_ID_HEADER } from "./compose.ts"

/** Is there a copy with this Message-ID in the archive? */
export const archived = (messageId: string, copy: SentCopyOptions): Effect.Effect<boolean, SendError> =>
  Effect.gen(function* () {
    const link = yield* openImapLink(copy.imap, { socketTimeoutMs: 20_000, maxIdleMs: 60_000 })
    yield* imap(() => link.client.mailboxOpen(copy.imap.mailbox ?? "INBOX", { readOnly: true }))
    for (const header of ["Message-ID", OWN_ID_HEADER]) {
      const found = yield* imap(() => link.client.search({ header: { [header]: messageId } }, { uid: true }))
      if (!Array.isArray(found)) return yield* Effect.fail(new ImapFailure("the server does not search"))
      if (found.length > 0) return true
    }
    return false
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
