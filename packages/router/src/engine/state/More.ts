import type { Channel } from "../../Channel.ts"
import type { Attributes, Preferred, SkillTerm } from "../../Command.ts"
import type { PerQueue } from "../compile/Wishes.ts"
import type { HoldCause } from "../../Event.ts"
import type { Interval } from "../../Interval.ts"

/**
 * What only some contacts have, beside the columns that all have: plain data by ids and names, because a snapshot stores it as it is.
 * Every field is optional; a rule adds its own. Absent = the rule has nothing to do with this contact.
 */
export interface ContactMore {
  readonly customer?: string
  readonly attributes?: Attributes
  /** Queues it came through by overflow before the one it is in. */
  readonly been?: ReadonlyArray<string>
  /** Somebody served it before, and it came back. */
  readonly served?: true
  readonly callback?: CallbackTerms
  /** Whom it is held for now. */
  readonly hold?: Hold
  readonly preferred?: ReadonlyArray<Preferred>
  readonly preferredOnly?: true
  /** How often it was transferred or handed over. */
  readonly transfers?: number
  /** The contact it is a consult of, and who asks; in force until the consult is over. */
  readonly consultOf?: string
  readonly consultBy?: string
  /** Consults about it that are not over, in order. */
  readonly consults?: ReadonlyArray<string>
}

export interface Hold {
  readonly agent: string
  readonly because: HoldCause
  /** Absent = without end. */
  readonly untilMs?: number
  /** Which of the preferred agents he is, from 1. */
  readonly rung?: number
}

/** The same for agents. */
export interface AgentMore {
  readonly reserveFor?: Readonly<Record<string, 1 | 2>>
  /** Skills that still begin or end. */
  readonly terms?: Readonly<Record<string, SkillTerm>>
  /** Contacts and customers he excludes. */
  readonly excludes?: ReadonlyArray<string>
  /** He takes offers at once: all, or those of these channels. */
  readonly autoAccept?: true | ReadonlyArray<Channel>
  readonly attributes?: Attributes
  readonly prefers?: PerQueue
  readonly delays?: PerQueue
  readonly allocation?: PerQueue
  /** Contacts he took since he has this allocation, of the queues it names. */
  readonly taken?: PerQueue
  /** When he accepted contacts, oldest first, as far back as a configured order looks (SPEC SCORE-25). */
  readonly handledAtMs?: number[]
  /** What he was before his desktop was lost. */
  readonly before?: { readonly ready: boolean; readonly reason?: string; readonly sinceMs: number }
}

/** The same for queues. */
export interface QueueMore {
  /** Highest level of its reserve that has joined. */
  readonly reserve?: 1 | 2
  readonly hours?: QueueHours
}

/** How a customer is called back. `retries`: how often it may still be tried. */
export interface CallbackTerms {
  readonly windows?: ReadonlyArray<Interval>
  readonly notBeforeMs: number
  readonly retries: number
  readonly gapMs: number
}

/** When a queue is open: whether it is now, and what is not over yet, the present opening first. */
export interface QueueHours {
  readonly open: boolean
  readonly next: ReadonlyArray<Interval>
}

/** A copy to keep: what is stored may not change with what goes on. Also drops what is undefined. */
export const copyOf = <A>(data: A): A => JSON.parse(JSON.stringify(data)) as A

/** With this field, or without it where it is undefined; nothing left = nothing kept. */
export function withField<A extends object, K extends keyof A>(
  more: A | undefined,
  field: K,
  value: A[K]
): A | undefined {
  if (value === undefined && more?.[field] === undefined) return more
  const next = { ...more, [field]: value } as A
  if (value === undefined) delete next[field]
  return Object.keys(next).length === 0 ? undefined : next
}
