import type { Channel } from "@strowger/router"
import type { Address, Content, DeliveryStatus } from "@strowger/router/ports"

/** A line as everybody in the centre may see it. Objects are replaced, never changed, when a status or a late part comes. */
export interface Line {
  readonly seq: number
  readonly atMs: number
  readonly author: "customer" | "agent" | "system"
  readonly agent?: string
  readonly contact?: string
  readonly content: Content
  readonly clientId?: string
  readonly messageId?: string
  /** For what an agent wrote: the intent that carries it out, and how far that got. */
  readonly intent?: string
  readonly status?: DeliveryStatus | "pending"
  readonly parts?: number
  readonly command?: string
  readonly incomplete?: ReadonlyArray<number>
  /** Log sequence of the record that wrote the line as it is now, without its status. */
  readonly position: number
  /** Counts every change of the conversation: what a screen shows is what changed since the number it has. */
  readonly revision: number
}

/** Everything one customer and the centre said to each other over one thread of one adapter; it outlives its contacts. */
export interface Conversation {
  readonly id: string
  readonly adapter: string
  readonly thread: string
  readonly channel: Channel
  readonly from: Address
  readonly to?: Address
  /** `lines[i].seq === i + 1`. */
  readonly lines: ReadonlyArray<Line>
  /** The contact opened last, living or not: the router knows. */
  readonly contact?: string
  /** Sessions only: the customer's page is connected. */
  readonly online?: boolean
  readonly revision: number
}

/** A contact that has not ended, wrap-up included. */
export interface Contact {
  readonly id: string
  readonly conversation: string
  readonly channel: Channel
  readonly adapter: string
  readonly thread: string
  readonly queue: string
  readonly from: Address
  readonly to?: Address
  readonly openedAtMs: number
}
