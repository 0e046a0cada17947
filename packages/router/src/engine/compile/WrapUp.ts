import { type Channel, channels } from "../../Channel.ts"
import type { QueueConfiguration } from "../../Configuration.ts"

/** What follows a contact of a queue, as the engine reads it (SPEC WRAP-1, WRAP-3). */
export interface WrapUpRule {
  readonly mode: "none" | "optional" | "discretionary" | "timed" | "fixed" | "requested"
  /** How long one lasts; -1 = until the agent ends it. */
  readonly ms: number
  /** What one extension adds where the command does not say. */
  readonly extendMs: number
  /** The longest it may become by extensions; at least `ms`. */
  readonly maxMs: number
  readonly keepsCapacity: boolean
  /** Bits of the channels whose contacts have one. */
  readonly channels: number
}

const everyChannel = (1 << channels.length) - 1

export const noWrapUp: WrapUpRule = {
  mode: "none",
  ms: 0,
  extendMs: 0,
  maxMs: 0,
  keepsCapacity: true,
  channels: everyChannel
}

export function wrapUpRule({ wrapUp, wrapUpMs = 0 }: QueueConfiguration): WrapUpRule {
  if (wrapUp === undefined)
    return wrapUpMs === 0 ? noWrapUp : { ...noWrapUp, mode: "timed", ms: wrapUpMs, extendMs: wrapUpMs, maxMs: wrapUpMs }
  const ms = wrapUp.ms ?? wrapUp.maxMs ?? -1
  return {
    mode: wrapUp.mode,
    ms,
    extendMs: wrapUp.extendMs ?? ms,
    maxMs: wrapUp.maxMs ?? ms,
    keepsCapacity: wrapUp.keepsCapacity ?? true,
    channels: wrapUp.channels === undefined ? everyChannel : bitsOf(wrapUp.channels)
  }
}

const bitsOf = (some: ReadonlyArray<Channel>): number =>
  some.reduce((bits, channel) => bits | (1 << channels.indexOf(channel)), 0)

/** May it be asked for, does it come anyway, or is there none for this channel (SPEC WRAP-4)? */
export function whenComes(rule: WrapUpRule, channel: number): "never" | "onRequest" | "always" {
  if (rule.mode === "none" || (rule.channels & (1 << channel)) === 0) return "never"
  return rule.mode === "optional" || rule.mode === "requested" ? "onRequest" : "always"
}
