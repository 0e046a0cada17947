import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import type { IncomingMessage, ServerResponse } from "node:http"
import { extname, join, resolve, sep } from "node:path"

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json"
}

/** The page may run its own files only and talk to this listener only. 'self' names the WebSocket in newer browsers; the others need it spelt. */
const contentPolicy = (host: string): string => {
  const sockets = /^[A-Za-z0-9.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : ""
  return `default-src 'self'; connect-src 'self'${sockets}; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'`
}

const plain = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`)
}

/** The path of the file a request means, below `root`, or undefined where it would leave it or cannot be read as a path. */
const fileFor = (url: string, root: string, index: string): string | undefined => {
  try {
    const path = decodeURIComponent(new URL(url, "http://page").pathname)
    const file = resolve(join(root, path.endsWith("/") ? `${path}${index}` : path))
    return file.startsWith(root + sep) && !path.includes("\0") ? file : undefined
  } catch {
    return undefined
  }
}

/** Serves the files of the customer's page, nothing else. */
export const servePages =
  (staticRoot: string | undefined, index: string) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (staticRoot === undefined) return plain(response, 404, "There is no page here; the chat speaks WebSocket.")
    if (request.method !== "GET" && request.method !== "HEAD") return plain(response, 405, "Only GET and HEAD.")
    const file = fileFor(request.url ?? "/", resolve(staticRoot), index)
    const found = file === undefined ? undefined : await stat(file).catch(() => undefined)
    if (file === undefined || found === undefined || !found.isFile()) return plain(response, 404, "Not found.")
    const html = extname(file) === ".html"
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-length": found.size,
      // File names of the bundle carry their hash.
      "cache-control": /-[\w-]{8}\.\w+$/.test(file) ? "public, max-age=31536000, immutable" : "no-cache",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      ...(html ? { "content-security-policy": contentPolicy(request.headers.host ?? "") } : {})
    })
    if (request.method === "HEAD") return void response.end()
    createReadStream(file)
      .on("error", () => response.destroy())
      .pipe(response)
  }
