import { once } from "node:events"
import { WebSocket } from "ws"
import type { ServerFrame } from "../../src/chat/Frame.ts"

/** A customer's page reduced to its socket: what it was sent, and a way to wait for the next thing. */
export interface Page {
  readonly socket: WebSocket
  readonly got: ReadonlyArray<ServerFrame>
  readonly say: (frame: object | string) => void
  /** The first frame, past or to come, that `is` holds for. */
  readonly next: <A extends ServerFrame["type"]>(
    type: A,
    is?: (frame: Extract<ServerFrame, { type: A }>) => boolean
  ) => Promise<Extract<ServerFrame, { type: A }>>
  readonly closed: Promise<number>
  readonly close: () => void
}

/** Opens a page's socket from the page's own origin, unless told another. */
export const openPage = async (port: number, origin = `http://127.0.0.1:${port}`): Promise<Page> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/chat`, { origin, maxPayload: 1 << 24 })
  const got: Array<ServerFrame> = []
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const check of waiting) check()
  }
  socket.on("message", (data: Buffer) => {
    got.push(JSON.parse(data.toString("utf8")) as ServerFrame)
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.on("close", (code) => resolve(code)))
  socket.on("error", () => {})
  await Promise.race([
    once(socket, "open"),
    new Promise((_, reject) => {
      socket.once("unexpected-response", (_request, response) => reject(new Error(`HTTP ${response.statusCode}`)))
      socket.once("close", () => reject(new Error("closed before open")))
    })
  ])
  return {
    socket,
    got,
    say: (frame) => socket.send(typeof frame === "string" ? frame : JSON.stringify(frame)),
    next: (type, is = () => true) =>
      new Promise((resolve) => {
        const check = () => {
          const found = got.find((frame) => frame.type === type && is(frame as never))
          if (found === undefined) return
          waiting.delete(check)
          resolve(found as never)
        }
        waiting.add(check)
        check()
      }),
    closed,
    close: () => socket.terminate()
  }
}

export const hello = (lastSeq: number, token?: string): object => ({
  type: "hello",
  clientId: "page",
  lastSeq,
  ...(token === undefined ? {} : { token })
})
