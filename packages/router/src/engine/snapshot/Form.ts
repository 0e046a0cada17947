import type { Skills } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { AgentMore, ContactMore, QueueMore } from "../state/More.ts"

/**
 * The facts by name, in an order that the log fixes: no handles, no links, no index. Taking it changes nothing; what is restored
 * from it goes on alike, to the same hash (SPEC DET-2).
 */
export interface Body {
  readonly configuration: Configuration
  readonly configurationVersion: number
  /** Absent = it never changed. */
  readonly previousConfiguration?: Configuration
  readonly counts: ReadonlyArray<number>
  readonly agents: ReadonlyArray<StoredAgent>
  readonly contacts: ReadonlyArray<StoredContact>
  /** What only some queues have. */
  readonly queueMore?: ReadonlyArray<{ readonly queue: string; readonly more: QueueMore }>
  readonly alarms?: ReadonlyArray<StoredAlarm>
}
/** A deadline of a rarer rule; `of` is the id of the contact or agent, or the queue's name. */
export interface StoredAlarm extends StoredTimer {
  readonly alarm: string
  readonly of: string
}
export interface StoredAgent {
  readonly id: string
  readonly presence: number
  readonly reason?: string
  readonly presenceSinceMs: number
  readonly restedSinceMs: number
  readonly rest: number
  /** Number of the last offer made to him; absent = none yet. */
  readonly lastOffer?: number
  /** Offers missed in a row; absent = none. */
  readonly misses?: number
  readonly skills: Skills
  readonly slots: ReadonlyArray<number>
  /** Absent = no limit. */
  readonly units?: number
  readonly more?: AgentMore
}
export interface StoredContact {
  readonly id: string
  readonly sequence: number
  readonly queue: string
  readonly channel: number
  readonly priority: number
  /** Absent = none. */
  readonly creditMs?: number
  readonly needs?: string
  /** Absent = at none. */
  readonly step?: number
  readonly state: number
  readonly enqueuedAtMs: number
  /** Absent = nobody has it; a list where several have. */
  readonly engagement?: StoredEngagement | ReadonlyArray<StoredEngagement>
  readonly exclusions?: ReadonlyArray<StoredExclusion>
  readonly more?: ContactMore
}
export interface StoredTimer {
  readonly dueAtMs: number
  readonly order: number
}
export interface StoredEngagement {
  readonly agent: string
  /** Queue it was offered from; absent = the one the contact is in. */
  readonly queue?: string
  readonly state: number
  readonly sequence: number
  readonly madeAtMs: number
  readonly acceptedAtMs: number
  readonly completedAtMs: number
  /** It takes no slot. Absent = it does. */
  readonly free?: true
  readonly wantsWrapUp?: true
  readonly timer?: StoredTimer
}
export interface StoredExclusion {
  readonly agent: string
  readonly setAtMs: number
  readonly timer?: StoredTimer
}
