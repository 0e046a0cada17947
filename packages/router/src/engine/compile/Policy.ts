import { channels } from "../../Channel.ts"
import type { Configuration, QueueConfiguration } from "../../Configuration.ts"
import { type AgeingRule, ageingRule, noAgeing } from "./Ageing.ts"
import { anybody, type Need } from "./Need.ts"
import { isMistake, parseNeed } from "./parseNeed.ts"

/** A queue as the engine reads it. A queue that is not configured any more keeps its contacts and takes no agent (SPEC QUEUE-8). */
export interface QueueRule {
  readonly configured: boolean
  readonly need: Need
  readonly offerMs: number
  readonly wrapUpMs: number
  readonly priority: number
  readonly creditMs: number
  readonly ageing: AgeingRule
  readonly serviceLevelMs: number
  readonly staysReady: boolean
}

export const retired: QueueRule = {
  configured: false,
  need: anybody,
  offerMs: 20_000,
  wrapUpMs: 0,
  priority: 0,
  creditMs: 0,
  ageing: noAgeing,
  serviceLevelMs: 20_000,
  staysReady: false
}

export const queueRule = (queue: QueueConfiguration): QueueRule => ({
  configured: true,
  need: needOf(queue.needs),
  offerMs: queue.offerMs ?? 20_000,
  wrapUpMs: queue.wrapUpMs ?? 0,
  priority: queue.priority ?? 0,
  creditMs: queue.creditMs ?? 0,
  ageing: ageingRule(queue.ageing),
  serviceLevelMs: queue.serviceLevelMs ?? 20_000,
  staysReady: queue.onNoAnswer === "stayReady"
})

/** A requirement already known to be well written. */
export function needOf(text: string | undefined): Need {
  if (text === undefined) return anybody
  const need = parseNeed(text)
  return isMistake(need) ? anybody : need
}

const defaults = { voice: 1, chat: 3, sms: 3, email: 2, fax: 1 } as const

/** Slots per channel, in the order of `channels`: the agent's own, else the configured, else ours. */
export const slotsOf = (own: Configuration["capacity"], configuration: Configuration): number[] =>
  channels.map((channel) => own?.[channel] ?? configuration.capacity?.[channel] ?? defaults[channel])
