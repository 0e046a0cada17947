import { Schema } from "effect"
import { Rpc, RpcGroup } from "effect/rpc"

/**
 * What an agent's desktop and the supervisor's wall say to the host, over one WebSocket (`/rpc`). The session cookie says who asks.
 * Streams begin with the present state, so a reconnect is: subscribe again. Acts carry the browser's own `command` id: asked again
 * with the same id they are done once.
 */
export const Channel = Schema.Literals(["voice", "sms", "email", "chat", "fax"])

export const Presence = Schema.Struct({
  state: Schema.Literals(["signed-out", "not-ready", "ready"]),
  reason: Schema.optional(Schema.String),
  sinceMs: Schema.Number
})

/** A queue's name in every language: the screen shows its own. */
export const Names = Schema.Struct({ zh: Schema.String, en: Schema.String })

/** Why this agent: each line is shown with a tick. Codes are translated by the screen, `params` filled in. */
export const Reason = Schema.Struct({
  code: Schema.String,
  params: Schema.Record(Schema.String, Schema.Union([Schema.String, Schema.Number]))
})

export const DeskOffer = Schema.Struct({
  contact: Schema.String,
  offer: Schema.String,
  channel: Channel,
  queue: Schema.String,
  queueName: Schema.String,
  queueNames: Schema.optional(Names),
  conversation: Schema.String,
  /** Masked for display: 138****2046. */
  from: Schema.String,
  preview: Schema.String,
  waitedMs: Schema.Number,
  madeAtMs: Schema.Number,
  expiresAtMs: Schema.Number,
  candidates: Schema.Int,
  why: Schema.Array(Reason),
  /** An accept was asked for and waits for the switch. */
  connecting: Schema.Boolean
})
export type DeskOffer = typeof DeskOffer.Type

export const DeskContact = Schema.Struct({
  contact: Schema.String,
  conversation: Schema.String,
  channel: Channel,
  queue: Schema.String,
  queueName: Schema.String,
  queueNames: Schema.optional(Names),
  from: Schema.String,
  state: Schema.Literals(["active", "wrap-up"]),
  acceptedAtMs: Schema.Number,
  wrapUpEndsAtMs: Schema.optional(Schema.Number),
  /** Customer's last line that no agent answered yet, since when. */
  waitingSinceMs: Schema.optional(Schema.Number),
  lastText: Schema.String,
  lastSeq: Schema.Int,
  /** Chat: the customer's page is connected. Voice: the call is on hold. */
  customerOnline: Schema.optional(Schema.Boolean),
  onHold: Schema.optional(Schema.Boolean)
})
export type DeskContact = typeof DeskContact.Type

export const DeskView = Schema.Struct({
  /** Log position this view is true at. */
  position: Schema.Int,
  /** Host's clock, so that countdowns follow the host and not the browser. */
  nowMs: Schema.Number,
  agent: Schema.Struct({
    id: Schema.String,
    name: Schema.String,
    device: Schema.optional(Schema.String),
    presence: Presence
  }),
  capacity: Schema.Array(Schema.Struct({ channel: Channel, used: Schema.Int, limit: Schema.Int })),
  offers: Schema.Array(DeskOffer),
  contacts: Schema.Array(DeskContact),
  today: Schema.Struct({ handled: Schema.Int, meanHandleMs: Schema.optional(Schema.Number) })
})
export type DeskView = typeof DeskView.Type

export const DeskMessage = Schema.Struct({
  conversation: Schema.String,
  seq: Schema.Int,
  atMs: Schema.Number,
  author: Schema.Literals(["customer", "agent", "system"]),
  name: Schema.optional(Schema.String),
  channel: Channel,
  text: Schema.String,
  subject: Schema.optional(Schema.String),
  attachments: Schema.Array(
    Schema.Struct({
      name: Schema.String,
      mime: Schema.String,
      bytes: Schema.Number,
      sha256: Schema.String,
      held: Schema.optional(Schema.String)
    })
  ),
  /** For what an agent wrote: pending, submitted, delivered, read, failed... A line is sent again with the same seq when it changes. */
  status: Schema.optional(
    Schema.Literals(["pending", "queued", "submitted", "delivered", "read", "failed", "expired", "unknown"])
  ),
  parts: Schema.optional(Schema.Int),
  /** Command id of the desktop that wrote it, so that it knows its own pending line again. */
  command: Schema.optional(Schema.String)
})
export type DeskMessage = typeof DeskMessage.Type

export const Act = Schema.Union([
  Schema.TaggedStruct("SignIn", {}),
  Schema.TaggedStruct("SignOut", {}),
  Schema.TaggedStruct("MakeReady", {}),
  Schema.TaggedStruct("MakeNotReady", { reason: Schema.String }),
  Schema.TaggedStruct("Accept", { contact: Schema.String, offer: Schema.String }),
  Schema.TaggedStruct("Decline", {
    contact: Schema.String,
    offer: Schema.String,
    reason: Schema.optional(Schema.String)
  }),
  Schema.TaggedStruct("Say", { contact: Schema.String, text: Schema.String }),
  Schema.TaggedStruct("Complete", { contact: Schema.String }),
  Schema.TaggedStruct("EndWrapUp", { contact: Schema.String })
])
export type Act = typeof Act.Type

export const ActReply = Schema.Struct({
  /** Shown when the view has reached it: read your own click. */
  position: Schema.Int,
  /** True when this command was done before. */
  duplicate: Schema.Boolean
})

/** An act was refused: nothing changed. `reason` is translated by the screen; `text` is the English sentence with the remedy. */
export class ActRefused extends Schema.TaggedError<ActRefused>()(
  "ActRefused",
  { reason: Schema.String, text: Schema.String },
  { httpApiStatus: 409 }
) {}
export class Unauthorized extends Schema.TaggedError<Unauthorized>()(
  "Unauthorized",
  { text: Schema.String },
  { httpApiStatus: 401 }
) {}
export class Forbidden extends Schema.TaggedError<Forbidden>()(
  "Forbidden",
  { text: Schema.String },
  { httpApiStatus: 403 }
) {}
export class HostUnavailable extends Schema.TaggedError<HostUnavailable>()(
  "HostUnavailable",
  { text: Schema.String },
  { httpApiStatus: 503 }
) {}

export const WallQueue = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  names: Schema.optional(Names),
  waiting: Schema.Int,
  longestWaitMs: Schema.optional(Schema.Number),
  /** Enqueue time of the oldest waiting contact, so that the screen's timer runs between frames. */
  oldestEnqueuedAtMs: Schema.optional(Schema.Number),
  offered: Schema.Int,
  active: Schema.Int,
  answered: Schema.Int,
  abandoned: Schema.Int,
  /** In time / (answered + abandoned) today; undefined while nothing was decided. */
  serviceLevel: Schema.optional(Schema.Number),
  serviceLevelMs: Schema.Number,
  readyAgents: Schema.Int
})
export const WallAgent = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  presence: Presence,
  /** Derived for the tile: ringing, busy, wrap-up beside the presence. */
  doing: Schema.Literals(["signed-out", "not-ready", "ready", "ringing", "busy", "wrap-up"]),
  sinceMs: Schema.Number,
  load: Schema.Array(Schema.Struct({ channel: Channel, used: Schema.Int, limit: Schema.Int })),
  handled: Schema.Int
})
export const WallView = Schema.Struct({
  position: Schema.Int,
  nowMs: Schema.Number,
  queues: Schema.Array(WallQueue),
  agents: Schema.Array(WallAgent),
  totals: Schema.Struct({
    waiting: Schema.Int,
    longestWaitMs: Schema.optional(Schema.Number),
    answered: Schema.Int,
    abandoned: Schema.Int,
    serviceLevel: Schema.optional(Schema.Number),
    ready: Schema.Int,
    busy: Schema.Int,
    meanWaitMs: Schema.optional(Schema.Number)
  }),
  adapters: Schema.Array(
    Schema.Struct({ id: Schema.String, channel: Channel, state: Schema.String, detail: Schema.optional(Schema.String) })
  )
})
export type WallView = typeof WallView.Type

export class DeskApi extends RpcGroup.make(
  /** The agent's own view, now and after every change (bursts joined). */
  Rpc.make("WatchDesk", { success: DeskView, error: Schema.Union([Unauthorized, Forbidden]), stream: true }),
  /** Lines of a conversation after `after`, then every new or changed one. Only lines that are durable. */
  Rpc.make("WatchConversation", {
    payload: { conversation: Schema.String, after: Schema.Int },
    success: Schema.Array(DeskMessage),
    error: Schema.Union([Unauthorized, Forbidden]),
    stream: true
  }),
  Rpc.make("Act", {
    payload: { command: Schema.String, act: Act },
    success: ActReply,
    error: Schema.Union([ActRefused, Unauthorized, Forbidden, HostUnavailable])
  }),
  /** For supervisors. */
  Rpc.make("WatchWall", { success: WallView, error: Schema.Union([Unauthorized, Forbidden]), stream: true }),
  /** Why a contact waits or was offered to whom it was. */
  Rpc.make("Explain", {
    payload: { contact: Schema.String },
    success: Schema.Struct({
      text: Schema.String,
      position: Schema.optional(Schema.Int),
      candidates: Schema.Array(
        Schema.Struct({
          agent: Schema.String,
          failed: Schema.optional(Schema.String),
          rule: Schema.optional(Schema.String)
        })
      )
    }),
    error: Schema.Union([Unauthorized, Forbidden])
  })
) {}
