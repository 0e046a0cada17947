import { ByteSize, Effect } from "effect"
import { HttpIncomingMessage, HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { originAllowed } from "./origin.ts"

/** The pages inside run their own files only, are framed by nobody and talk to this host only. */
const policy = (host: string): string =>
  `default-src 'self'; connect-src 'self' ws://${host} wss://${host}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`

/**
 * Most bytes of one request and of one message of a WebSocket: several times the longest text an agent may send. Anybody who reaches the
 * port could else fill the memory, before anything is known of who asks.
 */
export const mostBytes = 256 * 1024

const stateless = new Set(["GET", "HEAD", "OPTIONS"])
const hostName = /^[\w.:[\]-]+$/

/** Security headers on every answer; the Origin check on everything that acts; a bound on what is read. */
export const guard = (origins: ReadonlyArray<string>) =>
  HttpRouter.middleware(
    (respond) =>
      Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const { origin, host = "", upgrade } = request.headers
        const acts = !stateless.has(request.method) || upgrade !== undefined
        if (acts && !originAllowed(origin, host, origins)) {
          return HttpServerResponse.text("This page is not one of ours. Open the desk at its own address.", {
            status: 403
          })
        }
        const response = yield* Effect.provideService(
          respond,
          HttpIncomingMessage.MaxBodySize,
          ByteSize.bytes(mostBytes)
        )
        return HttpServerResponse.setHeaders(response, {
          "x-content-type-options": "nosniff",
          "referrer-policy": "no-referrer",
          // The documentation page brings its own inline script.
          ...(request.url.startsWith("/docs")
            ? {}
            : { "content-security-policy": policy(hostName.test(host) ? host : "") })
        })
      }),
    { global: true }
  )
