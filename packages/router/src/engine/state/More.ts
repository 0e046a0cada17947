/**
 * What only some contacts have, beside the columns that all have: plain data by ids and names, because a snapshot stores it as it is.
 * Every field is optional; a rule adds its own. Absent = the rule has nothing to do with this contact.
 */
export interface ContactMore {
  readonly [nothingYet: string]: never
}

/** The same for agents. */
export interface AgentMore {
  readonly [nothingYet: string]: never
}

/** The same for queues. */
export interface QueueMore {
  readonly [nothingYet: string]: never
}

/** A copy to keep: what is stored may not change with what goes on. Also drops what is undefined. */
export const copyOf = <A>(data: A): A => JSON.parse(JSON.stringify(data)) as A
