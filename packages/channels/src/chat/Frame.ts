/**
 * The words of the chat protocol: JSON objects in WebSocket text frames, told apart by `type`. Types only plus one decoder without
 * dependency, so that the customer's widget shares the types and nothing else.
 */
export const PROTOCOL_VERSION = 1

export interface Hello {
  readonly type: "hello"
  /** The signed token of an earlier `welcome`; absent = a new visitor. */
  readonly token?: string
  /** Number of the last line the page shows; what came after it is sent. */
  readonly lastSeq: number
  /** Random name of this page, for logs of the page's owner; never an identity. */
  readonly clientId: string
  readonly lang?: string
}
export interface Msg {
  readonly type: "msg"
  /** The page's idempotency key: asked again with the same cid, the line exists once. */
  readonly cid: string
  readonly text: string
}
export interface Seen {
  readonly type: "seen"
  readonly seq: number
}
export type ClientFrame =
  | Hello
  | Msg
  | Seen
  | { readonly type: "typing" }
  | { readonly type: "ping" }
  | { readonly type: "pong" }
  | { readonly type: "bye" }

export interface Welcome {
  readonly type: "welcome"
  readonly v: typeof PROTOCOL_VERSION
  readonly session: string
  /** Number of the newest line now. */
  readonly seq: number
  readonly token: string
  /** The page counts lines the centre does not have: forget them and begin at 1. */
  readonly reset?: true
  readonly pingMs: number
  /** How long the place is kept after the link is lost. */
  readonly graceMs: number
}
/** The line is durable: it is number `seq` of the transcript. */
export interface Ack {
  readonly type: "ack"
  readonly cid: string
  readonly seq: number
}
/** One line of the transcript; `seq` is gapless from 1, frames come in its order. */
export interface Evt {
  readonly type: "evt"
  readonly seq: number
  readonly author: "customer" | "agent" | "system"
  readonly name?: string
  readonly text: string
  readonly atMs: number
  readonly cid?: string
}
/** Where the customer stands while he waits, whenever that changed. Without `ahead`: he waits no more. */
export interface PlaceFrame {
  readonly type: "place"
  /** How many are served before him. */
  readonly ahead?: number
  /** As likely sooner as later than this, milliseconds from now. Left out with `toMs` where nothing can be said. */
  readonly fromMs?: number
  /** Four of five wait no longer. */
  readonly toMs?: number
  /** It takes longer than was said before. */
  readonly longer?: true
}
export type ErrorCode =
  | "malformed"
  | "unknown-type"
  | "hello-first"
  | "hello-twice"
  | "bad-token"
  | "too-long"
  | "refused"
  | "too-many"
export interface ErrorFrame {
  readonly type: "error"
  readonly code: ErrorCode
  readonly text: string
  /** The line that was refused, where it is about one. */
  readonly cid?: string
}
export interface Bye {
  readonly type: "bye"
  /** restart = come back at once with the same token; closed = this chat has ended. */
  readonly code: "restart" | "closed"
}
export type ServerFrame =
  | Welcome
  | Ack
  | Evt
  | PlaceFrame
  | ErrorFrame
  | Bye
  | { readonly type: "ping" }
  | { readonly type: "pong" }

/** Why a frame was not read. Nothing of its content is repeated: it may be anything. */
export interface Unread {
  readonly type: "Unread"
  readonly code: ErrorCode
  readonly text: string
  readonly cid?: string
}

const unread = (code: ErrorCode, text: string, cid?: string): Unread =>
  cid === undefined ? { type: "Unread", code, text } : { type: "Unread", code, text, cid }

const CID = /^[A-Za-z0-9_-]{1,64}$/
const LANG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/
const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const readHello = (fields: Record<string, unknown>): Hello | Unread => {
  const { token, lastSeq, clientId, lang } = fields
  if (!isSeq(lastSeq)) return unread("malformed", "hello needs lastSeq, a whole number from 0.")
  if (typeof clientId !== "string" || !CID.test(clientId))
    return unread("malformed", "hello needs clientId, 1 to 64 letters, digits, - or _.")
  if (token !== undefined && (typeof token !== "string" || token.length > 512))
    return unread("bad-token", "token must be the text of an earlier welcome.")
  return {
    type: "hello",
    lastSeq,
    clientId,
    ...(token === undefined ? {} : { token }),
    ...(typeof lang === "string" && LANG.test(lang) ? { lang } : {})
  }
}

const readMsg = (fields: Record<string, unknown>, maxText: number): Msg | Unread => {
  const { cid, text } = fields
  if (typeof cid !== "string" || !CID.test(cid))
    return unread("malformed", "msg needs cid, 1 to 64 letters, digits, - or _.")
  if (typeof text !== "string" || text.trim() === "") return unread("malformed", "msg needs text.", cid)
  if (text.length > maxText)
    return unread("too-long", `text has more than ${maxText} characters: send it in parts.`, cid)
  return { type: "msg", cid, text }
}

const parse = (data: string): unknown => {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

/** Reads one text frame of a customer. `maxText` in UTF-16 units. */
export const readFrame = (data: string, maxText: number): ClientFrame | Unread => {
  const fields = parse(data)
  if (typeof fields !== "object" || fields === null || Array.isArray(fields))
    return unread("malformed", "A frame is a JSON object with a type.")
  const frame = fields as Record<string, unknown>
  switch (frame["type"]) {
    case "hello":
      return readHello(frame)
    case "msg":
      return readMsg(frame, maxText)
    case "seen":
      return isSeq(frame["seq"])
        ? { type: "seen", seq: frame["seq"] }
        : unread("malformed", "seen needs seq, a whole number.")
    case "typing":
    case "ping":
    case "pong":
    case "bye":
      return { type: frame["type"] }
    default:
      return unread("unknown-type", "type is one of hello, msg, seen, typing, ping, pong, bye.")
  }
}
