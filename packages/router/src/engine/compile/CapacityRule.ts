import { type Channel, channels } from "../../Channel.ts"
import type { Configuration } from "../../Configuration.ts"

/** What of a configuration says how much an agent may have in hand. Channels by their place in `channels`. */
export interface CapacityRule {
  /** Units one contact takes. */
  readonly costs: ReadonlyArray<number>
  readonly exclusive: ReadonlyArray<boolean>
  /** Bits of the channels whose live work does not keep this one away. */
  readonly interrupts: ReadonlyArray<number>
}

const everyOther: Configuration["interrupts"] & object = { voice: channels.filter((channel) => channel !== "voice") }

export function capacityRule(configuration: Configuration): CapacityRule {
  const { costs, exclusive = ["voice"], interrupts = everyOther } = configuration
  return {
    costs: channels.map((channel) => costs?.[channel] ?? 1),
    exclusive: channels.map((channel) => exclusive.includes(channel)),
    interrupts: channels.map((channel) => bitsOf(interrupts[channel] ?? []))
  }
}

const bitsOf = (some: ReadonlyArray<Channel>): number =>
  some.reduce((bits, channel) => bits | (1 << channels.indexOf(channel)), 0)

const defaults = { voice: 1, chat: 3, sms: 3, email: 2, fax: 1 } as const

/** Slots per channel, in the order of `channels`: the agent's own, else the configured, else ours, of an exclusive one no more than 1. */
export function slotsOf(own: Configuration["capacity"], configuration: Configuration): number[] {
  const { capacity, exclusive = ["voice"] } = configuration
  const ours = (channel: Channel) => Math.min(defaults[channel], exclusive.includes(channel) ? 1 : defaults[channel])
  return channels.map((channel) => own?.[channel] ?? capacity?.[channel] ?? ours(channel))
}

/** Live offers, work and wrap-ups per channel; `units` < 0 = no limit. */
export interface Hands {
  readonly counts: ReadonlyArray<number>
  readonly slots: ReadonlyArray<number>
  readonly units: number
}

export interface NoRoom {
  readonly rule: string
  readonly text: string
}

/** The first rule that keeps one more contact of this channel away; undefined = there is room (SPEC CAP-1 to CAP-3, CAP-6, CAP-8). */
export function noRoom(rule: CapacityRule, { counts, slots, units }: Hands, channel: number): NoRoom | undefined {
  const { costs, exclusive, interrupts } = rule
  const name = channels[channel]!
  const keeps = (other: number) => counts[other]! > 0 && (interrupts[channel]! & (1 << other)) === 0
  for (let other = 0; other < channels.length; other++) {
    if (!exclusive[other] || !keeps(other)) continue
    return channels[other] === "voice"
      ? { rule: "CAP-2", text: "has a call" }
      : { rule: "CAP-6", text: `has ${channels[other]}, which is exclusive` }
  }
  if (counts[channel]! >= slots[channel]!) return { rule: "CAP-1", text: `no room for ${name}` }
  if (exclusive[channel]) {
    const other = channels.findIndex((_, at) => at !== channel && keeps(at))
    if (other >= 0) return { rule: "CAP-6", text: `${name} is exclusive, and he has ${channels[other]}` }
  }
  if (units < 0) return undefined
  let taken = 0
  for (let other = 0; other < channels.length; other++) if (keeps(other)) taken += counts[other]! * costs[other]!
  return taken + costs[channel]! <= units
    ? undefined
    : { rule: "CAP-8", text: `no units for ${name}: it takes ${costs[channel]}, ${taken} of ${units} are taken` }
}
