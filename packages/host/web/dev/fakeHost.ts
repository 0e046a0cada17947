/**
 * A stand-in for the host, for looking at the screens while they are drawn: canned contacts, real acts on them, the real RPC protocol.
 * Never shipped. `node --conditions=source packages/host/web/dev/fakeHost.ts [port] [folder of the built pages]`, sign in as 8106 (desk)
 * or 8001 (wall) with "demo"; POST /dev/voice, chat, sms or email makes one ring, /dev/reset begins anew.
 */
import { createServer } from "node:http"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Effect, Layer, Queue, Stream } from "effect"
import { HttpRouter, HttpServerRequest, HttpServerResponse, HttpStaticServer } from "effect/http"
import { RpcSerialization, RpcServer } from "effect/rpc"
import { type Act, ActRefused, DeskApi } from "../../src/desk/DeskApi.ts"
import { makeCannedCentre } from "./cannedCentre.ts"

const port = Number(process.argv[2] ?? 4700)
const pages = process.argv[3] ?? fileURLToPath(new URL("../dist", import.meta.url))
let centre = makeCannedCentre()
const done = new Map<string, number>()

/** Values of the centre that stands when the stream is opened, now and after each change. */
const changes = <A>(read: () => A) =>
  Stream.callback<A>((queue) =>
    Effect.acquireRelease(
      Effect.sync(() => {
        Queue.offerUnsafe(queue, read())
        return centre.onChange(() => void Queue.offerUnsafe(queue, read()))
      }),
      (stop) => Effect.sync(stop)
    ).pipe(Effect.andThen(Effect.never))
  )

const perform = (command: string, act: Act) =>
  Effect.suspend(() => {
    const before = done.get(command)
    if (before !== undefined) return Effect.succeed({ position: before, duplicate: true })
    const refusal = centre.act(command, act)
    if (refusal !== undefined) return Effect.fail(new ActRefused(refusal))
    done.set(command, centre.position())
    return Effect.succeed({ position: centre.position(), duplicate: false })
  })

const handlers = DeskApi.toLayer({
  WatchDesk: () => changes(() => centre.desk()),
  WatchWall: () => changes(() => centre.wall()),
  WatchConversation: ({ conversation, after }) => {
    let sent = after
    return changes(() => {
      const lines = centre.lines(conversation).filter((line) => line.seq > sent || line.status !== undefined)
      sent = centre.lines(conversation).length
      return lines
    }).pipe(Stream.filter((lines) => lines.length > 0))
  },
  Act: ({ command, act }) => perform(command, act),
  Explain: ({ contact }) => Effect.succeed(centre.explain(contact))
})

const users: Readonly<Record<string, object>> = {
  "8106": { user: "8106", name: "陆青禾", role: "agent", centre: "云汀银行客服中心" },
  "8001": { user: "8001", name: "沈听澜", role: "supervisor", centre: "云汀银行客服中心" }
}

const session = Effect.gen(function* () {
  const request = yield* HttpServerRequest.HttpServerRequest
  const user = users[request.cookies["strowger_session"] ?? ""]
  if (request.method === "GET")
    return user === undefined
      ? HttpServerResponse.jsonUnsafe({ text: "Sign in." }, { status: 401 })
      : HttpServerResponse.jsonUnsafe(user)
  if (request.method === "DELETE")
    return HttpServerResponse.setHeader(
      HttpServerResponse.empty({ status: 204 }),
      "set-cookie",
      "strowger_session=; Path=/; Max-Age=0"
    )
  const body = (yield* request.json) as { user: string; password: string }
  if (users[body.user] === undefined || body.password !== "demo")
    return HttpServerResponse.jsonUnsafe({ text: "Wrong.", triesLeft: 3 }, { status: 401 })
  return HttpServerResponse.setHeader(
    HttpServerResponse.empty({ status: 204 }),
    "set-cookie",
    `strowger_session=${body.user}; Path=/; HttpOnly; SameSite=Strict`
  )
})

const routes = Layer.mergeAll(
  RpcServer.layerHttp({ group: DeskApi, path: "/rpc", protocol: "websocket" }).pipe(
    Layer.provide(handlers),
    Layer.provide(RpcSerialization.layerNdjson)
  ),
  HttpRouter.add("*", "/api/session", session),
  HttpRouter.add("POST", "/dev/:what", (request) =>
    Effect.sync(() => {
      const what = request.url.split("/").at(-1) ?? ""
      if (what === "reset") centre = makeCannedCentre()
      else centre.provoke(what)
      return HttpServerResponse.empty()
    })
  ),
  HttpStaticServer.layer({ root: join(pages, "customer"), prefix: "/customer" }),
  HttpStaticServer.layer({ root: join(pages, "inside"), prefix: "/" })
)

Layer.launch(
  HttpRouter.serve(routes).pipe(Layer.provide(NodeHttpServer.layer(createServer, { port, host: "127.0.0.1" })))
).pipe(NodeRuntime.runMain)
