import { createServer } from "node:http"
import { hostname } from "node:os"
import { NodeHttpServer } from "@effect/platform-node"
import { CallControl, PresenceSource } from "@strowger/router/ports"
import { Context, Effect, Layer, type Redacted } from "effect"
import { HttpRouter } from "effect/http"
import { HttpApiBuilder, HttpApiScalar } from "effect/http-api"
import { Sessions } from "./access/Sessions.ts"
import { Adapters } from "./adapters/Adapters.ts"
import { noSwitch } from "./adapters/noSwitch.ts"
import { type Opened, openAll, type OpenOptions } from "./adapters/openAll.ts"
import type { File } from "./config/File.ts"
import { durationMs } from "./config/Duration.ts"
import { directoryOf } from "./config/directory.ts"
import { readSecret } from "./config/settings.ts"
import { Directory } from "./Directory.ts"
import { Folds } from "./folds.ts"
import { Api } from "./http/Api.ts"
import { attachmentRoute } from "./http/attachments.ts"
import { contactsHandlers } from "./http/contacts.ts"
import { deskHandlers } from "./http/desk.ts"
import { guard, mostBytes } from "./http/guard.ts"
import { healthRoutes } from "./http/health.ts"
import { pagesLayer } from "./http/pages.ts"
import { rpcRoute } from "./http/rpc.ts"
import { sessionHandlers } from "./http/session.ts"
import { signedInLayer } from "./http/signedIn.ts"
import { keyDigest } from "./intake/sourceKey.ts"
import { countLayer } from "./metrics/count.ts"
import { liveRooms, stateRooms } from "./rooms.ts"
import { memoryState } from "./state/memory/index.ts"
import { sqliteState } from "./state/sqlite/index.ts"

export interface HostOptions {
  /** Where the log and the attachments are kept. */
  readonly directory: string
  /** Folder of the customer's chat page; absent = the chat serves its WebSocket only. */
  readonly customerPages?: string
  /** Named points at which a test ends the process. */
  readonly mailCheckpoint?: NonNullable<OpenOptions["mailCheckpoint"]>
}

/** The chat adapter waits this long before a lost link is a paused session. */
const linkPauseMs = 2_000

/** Where the adapters listen, once they are open. */
export class Listening extends Context.Service<Listening, Opened>()("@strowger/host/Listening") {}

/** The log, who leads it, and everything folded out of it. */
const core = (file: File, options: HostOptions) => {
  const chat = Object.entries(file.adapters).find(([, adapter]) => adapter.kind === "chat")?.[0]
  return stateRooms({ id: "main", host: hostname(), ...(chat === undefined ? {} : { chat }) }).pipe(
    Layer.provideMerge(Layer.succeed(Directory, directoryOf(file))),
    Layer.provideMerge(file.state?.durable === false ? memoryState : sqliteState({ directory: options.directory }))
  )
}

/** Every medium of the configuration. Opened after the state is rebuilt: an adapter reads on from where the log says. */
const media = (file: File, options: HostOptions) =>
  Layer.effectContext(
    Effect.gen(function* () {
      const { intake } = yield* Folds
      const open = yield* openAll(file, {
        customerPages: options.customerPages,
        recorded: (key) => intake.taken(keyDigest(key)) !== undefined,
        ...(options.mailCheckpoint === undefined ? {} : { mailCheckpoint: options.mailCheckpoint })
      })
      const byId = new Map(open.adapters.map((adapter) => [adapter.id, adapter]))
      const { voice } = open
      const telephones =
        voice === undefined
          ? noSwitch
          : Context.make(CallControl, voice.callControl).pipe(Context.add(PresenceSource, voice.presence))
      return Context.make(Listening, open).pipe(
        Context.add(Adapters, Adapters.of({ all: open.adapters, get: (id) => byId.get(id) })),
        Context.merge(telephones)
      )
    })
  )

/** Pages, API, WebSocket, health and metrics on the inside port. */
const serving = (file: File) => {
  const routes = Layer.mergeAll(
    HttpApiBuilder.layer(Api, { openapiPath: "/openapi.json" }).pipe(
      Layer.provide([sessionHandlers, contactsHandlers, deskHandlers]),
      Layer.provide(signedInLayer)
    ),
    HttpApiScalar.layer(Api, { path: "/docs" }),
    rpcRoute,
    attachmentRoute,
    healthRoutes,
    pagesLayer
  )
  const server = NodeHttpServer.layer(createServer, {
    host: file.http.host ?? "127.0.0.1",
    port: file.http.port,
    gracefulShutdownTimeout: "5 seconds",
    websocket: { maxPayload: mostBytes }
  })
  return HttpRouter.serve(Layer.provideMerge(routes, guard(file.http.origins ?? [])), { disableLogger: true }).pipe(
    Layer.provideMerge(server)
  )
}

/** The whole host: leads the partition, opens the media and serves the screens until the layer's scope closes. */
export const hostLayer = (file: File, options: HostOptions) => {
  const passwords = new Map<string, Redacted.Redacted<string>>(
    Object.entries(file.agents).map(([id, agent]) => [id, readSecret(agent.password, `agents.${id}.password`)])
  )
  const absentAfterMs = Object.values(file.adapters).flatMap((adapter) =>
    adapter.kind === "chat" && adapter.grace !== undefined ? [durationMs(adapter.grace) + linkPauseMs] : []
  )[0]
  return serving(file).pipe(
    Layer.provideMerge(countLayer),
    Layer.provideMerge(Sessions.layer({ passwords, directory: options.directory })),
    Layer.provideMerge(
      liveRooms({
        intake: absentAfterMs === undefined ? {} : { absentAfterMs }
      })
    ),
    Layer.provideMerge(media(file, options)),
    Layer.provideMerge(core(file, options))
  )
}
