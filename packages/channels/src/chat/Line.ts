import { randomBytes } from "node:crypto"
import { type Cause, Effect, Queue } from "effect"
import type { RawData, WebSocket } from "ws"
import type { ChatSettings } from "./ChatOptions.ts"
import { type ClientFrame, type ErrorCode, readFrame, type ServerFrame } from "./Frame.ts"
import type { Refusals } from "./Refusals.ts"

/** Frames read ahead of the host; beyond, the socket is not read and so throttles its page. */
const READ_AHEAD = 32
/** Frames that could not be read before the link is cut: a page of ours sends none. */
const MAX_UNREAD = 20
/** RFC 6455 7.4.1: policy violation, service restart. */
export const POLICY = 1008
const RESTART = 1012

/** One socket from its opening to its end. The session is known after the hello. */
export interface Line {
  readonly id: string
  readonly socket: WebSocket
  readonly origin: string
  readonly frames: Queue.Queue<ClientFrame, Cause.Done>
  /** Puts a frame on the wire, or cuts a link whose page does not read. */
  readonly say: (frame: ServerFrame) => void
  /** The same, completing when the frame has left this process: for replay, so that a slow page holds one frame and not the transcript. */
  readonly sayAndWait: (frame: ServerFrame) => Effect.Effect<void>
  heardAtMs: number
}

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)).toString("utf8")

const REFUSED_BY_WS: Readonly<Record<string, string>> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: "oversized",
  WS_ERR_INVALID_UTF8: "bad-utf8"
}

/** Puts the handlers on a fresh socket: from this call on nothing it does can throw outside, and no frame is missed. */
export const attach = (socket: WebSocket, origin: string, settings: ChatSettings, refusals: Refusals): Line => {
  const frames = Effect.runSync(Queue.unbounded<ClientFrame, Cause.Done>())
  const say = (frame: ServerFrame): void => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > settings.maxBufferedBytes) {
      refusals.count("slow-reader")
      socket.terminate()
    } else socket.send(JSON.stringify(frame), () => {})
  }
  const line: Line = {
    id: randomBytes(9).toString("base64url"),
    socket,
    origin,
    frames,
    heardAtMs: Date.now(),
    say,
    sayAndWait: (frame) =>
      Effect.callback((resume) => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame), () => resume(Effect.void))
        else resume(Effect.void)
      })
  }
  let unread = 0
  const refuse = (code: ErrorCode, text: string, cid?: string) => {
    refusals.count(code)
    say({ type: "error", code, text, ...(cid === undefined ? {} : { cid }) })
    if (++unread >= MAX_UNREAD) hangUp(socket, POLICY, "too many unreadable frames")
  }
  socket.on("message", (data, isBinary) => {
    line.heardAtMs = Date.now()
    if (isBinary) return refuse("malformed", "Frames are text.")
    const frame = readFrame(textOf(data), settings.maxText)
    if (frame.type === "Unread") return refuse(frame.code, frame.text, frame.cid)
    if (frame.type === "ping") return say({ type: "pong" })
    if (frame.type === "pong") return
    Queue.offerUnsafe(frames, frame)
    if (Queue.sizeUnsafe(frames) >= READ_AHEAD) socket.pause()
  })
  socket.on("error", (error: Error & { code?: string }) =>
    refusals.count(REFUSED_BY_WS[error.code ?? ""] ?? "broken-frame")
  )
  socket.on("close", () => Queue.endUnsafe(frames))
  return line
}

/** Closes politely and cuts a peer that does not answer: `close` alone waits 30 s for it. */
export const hangUp = (socket: WebSocket, code: number, reason: string): void => {
  socket.close(code, reason)
  setTimeout(() => socket.terminate(), 1_000).unref()
}

/** Says good-bye before a restart: the page comes back with its token. */
export const sayRestart = (socket: WebSocket): void => {
  if (socket.readyState === socket.OPEN)
    socket.send(JSON.stringify({ type: "bye", code: "restart" } satisfies ServerFrame), () => {})
  hangUp(socket, RESTART, "restart")
}

/** The next frame; reads the socket again once there is room. */
export const take = (line: Line): Effect.Effect<ClientFrame, Cause.Done> =>
  Effect.tap(Queue.take(line.frames), () =>
    Effect.sync(() => {
      if (line.socket.isPaused && Queue.sizeUnsafe(line.frames) < READ_AHEAD / 2) line.socket.resume()
    })
  )
