import { type IncomingMessage, type Server, createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Duplex } from "node:stream"
import { Effect, type Scope } from "effect"
import { type WebSocket, WebSocketServer } from "ws"
import { ChatConfigError, type ChatSettings } from "./ChatOptions.ts"
import { connectRate } from "./ConnectRate.ts"
import { servePages } from "./pages.ts"
import type { Refusals } from "./Refusals.ts"

/** The public side: one port for the customer's page and the WebSocket behind it. */
export interface Listener {
  readonly port: number
  readonly sockets: () => ReadonlySet<WebSocket>
  /** New sockets are told 503 from now on. */
  readonly stopTaking: () => void
}

interface Refused {
  readonly status: string
  readonly reason: string
}

const refuse = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  // A peer that keeps its side open would keep ours.
  setTimeout(() => socket.destroy(), 1_000).unref()
}

/** A page's origin is one of the list, or the very address the page was served from. */
const originAllowed = (request: IncomingMessage, settings: ChatSettings): boolean => {
  const origin = request.headers.origin
  if (origin === undefined) return false
  if (settings.origins.includes(origin) || settings.origins.includes("*")) return true
  return settings.staticRoot !== undefined && URL.canParse(origin) && new URL(origin).host === request.headers.host
}

const listen = (server: Server, settings: ChatSettings): Effect.Effect<number, ChatConfigError> =>
  Effect.callback((resume) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE"
          ? `Port ${settings.port} of ${settings.host} is in use: choose another, or stop who has it.`
          : `Cannot listen on ${settings.host}:${settings.port} (${error.code ?? error.message}).`
      resume(Effect.fail(new ChatConfigError({ option: "port", message: why })))
    })
    server.listen(settings.port, settings.host, () => resume(Effect.succeed((server.address() as AddressInfo).port)))
  })

/** Opens the port; it closes with the scope. `onSocket` is called for every WebSocket that passed the door. */
export const openListener = Effect.fnUntraced(function* (
  settings: ChatSettings,
  refusals: Refusals,
  onSocket: (socket: WebSocket, origin: string) => void
): Effect.fn.Return<Listener, ChatConfigError, Scope.Scope> {
  const rate = connectRate(settings.connects)
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: settings.maxPayloadBytes,
    perMessageDeflate: false,
    clientTracking: true
  })
  let taking = true

  const refusal = (request: IncomingMessage): Refused | undefined => {
    if (new URL(request.url ?? "/", "http://chat").pathname !== settings.path)
      return { status: "404 Not Found", reason: "bad-path" }
    if (!originAllowed(request, settings)) return { status: "403 Forbidden", reason: "bad-origin" }
    if (!taking) return { status: "503 Service Unavailable", reason: "draining" }
    if (webSockets.clients.size >= settings.maxConnections)
      return { status: "503 Service Unavailable", reason: "too-many" }
    if (!rate.take(request.socket.remoteAddress ?? "", Date.now()))
      return { status: "429 Too Many Requests", reason: "connect-rate" }
    return undefined
  }

  const pages = servePages(settings.staticRoot, settings.index)
  const server = createServer((request, response) => {
    pages(request, response).catch(() => response.destroy())
  })
  server.on("clientError", (_error, socket) => {
    refusals.count("bad-http")
    refuse(socket, "400 Bad Request")
  })
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy())
    const no = URL.canParse(request.url ?? "/", "http://chat")
      ? refusal(request)
      : { status: "400 Bad Request", reason: "bad-http" }
    if (no !== undefined) {
      refusals.count(no.reason)
      return refuse(socket, no.status)
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => onSocket(webSocket, request.headers.origin ?? ""))
  })
  webSockets.on("wsClientError", (_error, socket) => {
    refusals.count("bad-handshake")
    refuse(socket, "400 Bad Request")
  })

  const port = yield* listen(server, settings)
  server.on("error", () => refusals.count("listener-error"))
  yield* Effect.addFinalizer(() =>
    Effect.callback<void>((resume) => {
      for (const client of webSockets.clients) client.terminate()
      server.close(() => resume(Effect.void))
      server.closeAllConnections()
    })
  )
  return { port, sockets: () => webSockets.clients, stopTaking: () => void (taking = false) }
})
