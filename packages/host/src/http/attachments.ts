import { BlobStore } from "@strowger/router/ports"
import { Effect, Layer } from "effect"
import { HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { Sessions } from "../access/Sessions.ts"
import { Folds } from "../folds.ts"
import { Partition } from "../partition/Partition.ts"

const said = (status: number, text: string) => HttpServerResponse.text(text, { status })

/** Always a file to keep, never a page to show: what a customer sent must not run in the desk. */
const headers = (name: string) => ({
  "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(wellFormed(name)).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`,
  "cache-control": "private, no-store"
})

/** A name that was cut may end in half a character, which cannot be encoded. */
const wellFormed = (name: string): string => Buffer.from(name, "utf8").toString("utf8")

/**
 * `GET /api/conversations/ID/attachments/SHA256`: a file of a conversation, for the agent who has it in hand and for supervisors. Held
 * files stay held.
 */
export const attachmentRoute = Layer.effectDiscard(
  Effect.gen(function* () {
    const router = yield* HttpRouter.HttpRouter
    const sessions = yield* Sessions
    const folds = yield* Folds
    const partition = yield* Partition
    const blobs = yield* BlobStore
    yield* router.add(
      "GET",
      "/api/conversations/:conversation/attachments/:sha256",
      Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const user = yield* sessions.of(request.headers["cookie"])
        if (user === undefined) return said(401, "You are not signed in, or the session has expired. Sign in again.")
        const { conversation: id = "", sha256 = "" } = yield* HttpRouter.params
        const conversation = folds.conversations.conversation(id)
        const owner = partition.router.view.contact(conversation?.contact ?? "")?.agent
        if (user.role !== "supervisor" && owner !== user.id) return said(403, "This conversation is not yours.")
        const file = conversation?.lines
          .flatMap((line) => line.content.attachments ?? [])
          .find((attachment) => attachment.sha256 === sha256)
        if (file === undefined) return said(404, "This conversation has no such file.")
        if (file.held !== undefined) return said(409, "This file is held back. Ask a supervisor.")
        const bytes = yield* blobs.get(sha256)
        if (bytes === undefined) return said(404, "The file is not in the store any more.")
        return HttpServerResponse.stream(bytes, {
          contentType: "application/octet-stream",
          contentLength: file.bytes,
          headers: headers(file.name)
        })
      }).pipe(
        Effect.catchTag("StateError", (error) =>
          Effect.as(
            Effect.logError(`A file could not be read: ${error.reason}`),
            said(503, "The file cannot be read now. Try again later.")
          )
        )
      )
    )
  })
)
