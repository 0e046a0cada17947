import type { Reserve } from "../../Relaxation.ts"
import type { QueueConfiguration } from "../../Configuration.ts"
import type { Rule } from "../../Rule.ts"
import type { Rules } from "../Rules.ts"
import { type AdmissionRule, admissionRule } from "./AdmissionRule.ts"
import { type AgeingRule, ageingRule, noAgeing } from "./Ageing.ts"
import { type AgentRule, agentRule, leastLoad } from "./AgentRule.ts"
import { anybody, type Need } from "./Need.ts"
import { type ParkingRule, parkingRule } from "./Parking.ts"
import { noWrapUp, type WrapUpRule, wrapUpRule } from "./WrapUp.ts"
import { type Relaxation, relaxation, stagesOf } from "./Relaxation.ts"

/** A queue as the engine reads it. A queue that is not configured any more keeps its contacts and takes no agent (SPEC QUEUE-8). */
export interface QueueRule {
  readonly configured: boolean
  /** From the beginning. */
  readonly need: Need
  /** How it asks for less in time; undefined = never. */
  readonly relaxation: Relaxation | undefined
  /** Levels of its reserve. */
  readonly reserve: ReadonlyArray<Reserve>
  readonly offerMs: number
  readonly wrapUp: WrapUpRule
  readonly parking: ParkingRule
  readonly priority: number
  readonly creditMs: number
  readonly ageing: AgeingRule
  readonly tier: number
  /** What is added to the instant that orders its contacts among equal scores: the service objective in order of breach (SPEC SCORE-7). */
  readonly orderShiftMs: number
  /** The last to come is the first to go (SPEC SCORE-8). */
  readonly newestFirst: boolean
  readonly serviceLevelMs: number
  readonly staysReady: boolean
  readonly agents: AgentRule
  /** A rule of the user's own (SPEC SCORE-30). */
  readonly own: OwnRule | undefined
  /** Who may come in and who must go on; undefined = everybody stays, which costs nothing. */
  readonly admission: AdmissionRule | undefined
  /** Misses in a row that make not ready all the same; 0 = however many. */
  readonly missesToNotReady: number
  /** How long whom declined or missed an offer is not asked again; 0 = as long as the offer was meant to stay open. */
  readonly excludeMs: number
  /** Its offers are accepted in the step that makes them. */
  readonly autoAccepts: boolean
  /** How many offers a contact may have at once. */
  readonly offersAtOnce: number
}

/** A rule of the user's own, as a queue names it. */
export interface OwnRule {
  readonly name: string
  readonly queue: string
  /** undefined = it was not given: nothing can be decided (SPEC SCORE-33). */
  readonly rule: Rule | undefined
}

/** Does it see single pairs (SPEC SCORE-31)? */
export const scans = (own: OwnRule | undefined): own is OwnRule => own?.rule?.scan === true

export const retired: QueueRule = {
  configured: false,
  need: anybody,
  relaxation: undefined,
  reserve: [],
  offerMs: 20_000,
  wrapUp: noWrapUp,
  parking: parkingRule({}),
  priority: 0,
  creditMs: 0,
  ageing: noAgeing,
  tier: 0,
  orderShiftMs: 0,
  newestFirst: false,
  serviceLevelMs: 20_000,
  staysReady: false,
  agents: leastLoad,
  own: undefined,
  admission: undefined,
  missesToNotReady: 0,
  excludeMs: 0,
  autoAccepts: false,
  offersAtOnce: 1
}

export const queueRule = (name: string, queue: QueueConfiguration, rules: Rules): QueueRule => ({
  configured: true,
  need: stagesOf(queue)[0]!.need,
  relaxation: relaxation(queue),
  reserve: queue.reserve === undefined ? [] : [queue.reserve, ...(queue.reserve.second ? [queue.reserve.second] : [])],
  offerMs: queue.offerMs ?? 20_000,
  wrapUp: wrapUpRule(queue),
  parking: parkingRule(queue),
  priority: queue.priority ?? 0,
  creditMs: queue.creditMs ?? 0,
  ageing: ageingRule(queue.ageing, queue.serviceLevelMs ?? 20_000),
  tier: queue.tier ?? 0,
  orderShiftMs: queue.order === "breach" ? (queue.serviceLevelMs ?? 20_000) : 0,
  newestFirst: queue.order === "newest",
  serviceLevelMs: queue.serviceLevelMs ?? 20_000,
  staysReady: queue.onNoAnswer === "stayReady",
  agents: agentRule(queue.agents),
  own: queue.rule === undefined ? undefined : { name: queue.rule, queue: name, rule: rules.named(queue.rule) },
  admission: admissionRule(queue),
  missesToNotReady: queue.missesToNotReady ?? 0,
  excludeMs: queue.excludeMs ?? 0,
  autoAccepts: queue.autoAccept === true,
  offersAtOnce: queue.offersAtOnce ?? 1
})

/** Does a rule of the queue look at its contacts that nobody has accepted yet, beside the one it is about? */
export const looksAtUnaccepted = ({ admission, relaxation }: QueueRule): boolean =>
  relaxation?.skips === true ||
  (admission !== undefined &&
    (admission.staffLevel > 0 ||
      admission.atClose.do !== "stay" ||
      admission.rules.some(({ when }) => "serviceLevelRisk" in when)))
