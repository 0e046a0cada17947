import type { Channel } from "../Channel.ts"

/** What an agent has of a contact. */
export interface Part {
  stage: "work" | "parked" | "wrapUp"
  sinceMs: number
  takesSlot: boolean
}

/** A contact that is not over, its last wrap-up included. */
export interface Seen {
  readonly channel: Channel
  readonly queuedAtMs: number
  readonly isConsult: boolean
  queue: string
  /** Where it was accepted last; absent = nobody has accepted it. */
  answeredIn: string | undefined
  isOver: boolean
  /** By agent, what he has of it. */
  readonly parts: Map<string, Part>
  /** By agent, what he spent on it so far, milliseconds. */
  readonly spentMs: Map<string, number>
}

/** A contact as plain data. */
export interface StoredContact {
  readonly id: string
  readonly channel: Channel
  readonly queuedAtMs: number
  readonly isConsult: boolean
  readonly queue: string
  /** Where it was accepted last; absent = nobody has accepted it. */
  readonly answeredIn?: string
  readonly isOver: boolean
  /** By agent, what he has of it. */
  readonly parts: ReadonlyArray<readonly [agent: string, part: Readonly<Part>]>
  /** By agent, what he spent on it so far, milliseconds. */
  readonly spentMs: ReadonlyArray<readonly [agent: string, ms: number]>
}

export const storeContact = (id: string, { answeredIn, parts, spentMs, ...contact }: Seen): StoredContact => ({
  id,
  ...contact,
  ...(answeredIn === undefined ? {} : { answeredIn }),
  parts: [...parts].map(([agent, part]) => [agent, { ...part }]),
  spentMs: [...spentMs]
})

export const loadContact = ({ answeredIn, parts, spentMs, ...contact }: StoredContact): Seen => ({
  channel: contact.channel,
  queuedAtMs: contact.queuedAtMs,
  isConsult: contact.isConsult,
  queue: contact.queue,
  isOver: contact.isOver,
  answeredIn,
  parts: new Map(parts.map(([agent, part]) => [agent, { ...part }])),
  spentMs: new Map(spentMs)
})
