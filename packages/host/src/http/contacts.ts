import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import type { ContactHistory } from "../contacts/ContactsFold.ts"
import { Forbidden } from "../desk/DeskApi.ts"
import { Folds } from "../folds.ts"
import { Partition } from "../partition/Partition.ts"
import { Api, CurrentUser, NotFound } from "./Api.ts"

const pageLimit = 1000

export const contactsHandlers = HttpApiBuilder.group(
  Api,
  "contacts",
  Effect.fnUntraced(function* (handlers) {
    const folds = yield* Folds
    const { contacts } = folds
    const partition = yield* Partition

    const supervisor = Effect.flatMap(CurrentUser, (user) =>
      user.role === "supervisor"
        ? Effect.void
        : Effect.fail(new Forbidden({ text: "Only supervisors may read all contacts. Use a supervisor's account." }))
    )
    const found = Effect.fnUntraced(function* (id: string) {
      const contact = contacts.contact(id)
      if (contact === undefined)
        return yield* new NotFound({ text: `There is no contact ${id}. Old contacts are in the log only.` })
      return contact
    })
    return handlers.handleAll({
      list: Effect.fnUntraced(function* ({ query }) {
        yield* supervisor
        const limit = Math.min(pageLimit, Math.max(1, Math.trunc(query.limit ?? 100)))
        return {
          contacts: contacts.list(query.after, limit).map(shown),
          total: contacts.count(),
          position: partition.durableSeq()
        }
      }),
      one: Effect.fnUntraced(function* ({ params }) {
        yield* supervisor
        const contact = yield* found(params.contact)
        const live = partition.router.view.contact(params.contact) !== undefined
        return { ...shown(contact), ...(live ? { explanation: partition.router.explain(params.contact).text } : {}) }
      }),
      conversation: Effect.fnUntraced(function* ({ params }) {
        yield* supervisor
        const conversation = folds.conversations.conversation(params.conversation)
        if (conversation === undefined)
          return yield* new NotFound({ text: `There is no conversation ${params.conversation}.` })
        const { id, channel, adapter, thread, lines } = conversation
        return {
          conversation: id,
          channel,
          adapter,
          thread,
          lines: lines.map((line) => ({
            seq: line.seq,
            atMs: line.atMs,
            author: line.author,
            text: line.content.text,
            ...(line.contact === undefined ? {} : { contact: line.contact }),
            ...(line.status === undefined ? {} : { status: line.status }),
            ...(line.clientId === undefined ? {} : { clientId: line.clientId }),
            ...(line.messageId === undefined ? {} : { messageId: line.messageId }),
            attachments: (line.content.attachments ?? []).map(({ name, mime, bytes, sha256, held }) => ({
              name,
              mime,
              bytes,
              sha256,
              ...(held === undefined ? {} : { held })
            }))
          }))
        }
      })
    })
  })
)

const shown = ({ key, ...history }: ContactHistory) => ({ ...history, source: key })
