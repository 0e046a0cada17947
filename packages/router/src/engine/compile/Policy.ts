import type { QueueConfiguration } from "../../Configuration.ts"
import { type AdmissionRule, admissionRule } from "./AdmissionRule.ts"
import { type AgeingRule, ageingRule, noAgeing } from "./Ageing.ts"
import { type AgentRule, agentRule, leastLoad } from "./AgentRule.ts"
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
  readonly agents: AgentRule
  /** Who may come in and who must go on; undefined = everybody stays, which costs nothing. */
  readonly admission: AdmissionRule | undefined
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
  staysReady: false,
  agents: leastLoad,
  admission: undefined
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
  staysReady: queue.onNoAnswer === "stayReady",
  agents: agentRule(queue.agents),
  admission: admissionRule(queue)
})

/** A requirement already known to be well written. */
export function needOf(text: string | undefined): Need {
  if (text === undefined) return anybody
  const need = parseNeed(text)
  return isMistake(need) ? anybody : need
}
