import * as fc from "fast-check"
import type { Configuration } from "../../../Configuration.ts"

/** A contact with everything of it that is nobody's choice: when it comes, how long it takes, how long it waits. */
export interface PlannedContact {
  /** When it comes, milliseconds. No two come at once. */
  readonly atMs: number
  /** From acceptance to completion, whoever serves it. */
  readonly handleMs: number
  /** From arrival; absent = it never leaves. */
  readonly patienceMs?: number
  /** What it needs; absent = nothing. */
  readonly needs?: string
  /** Higher is served first; absent = 0. */
  readonly priority?: number
}

/** A small day: who is there from the beginning, and who comes. */
export interface PlannedDay {
  /** One queue, `q1`. */
  readonly configuration: Configuration
  /** Agents by their skills, each with one slot. */
  readonly agents: ReadonlyArray<ReadonlyArray<string>>
  /** In order of arrival. */
  readonly contacts: ReadonlyArray<PlannedContact>
}

/** What days are drawn of. */
export interface DaysOptions {
  /** Rules of the queue `q1`. Default: `{}`. */
  readonly configuration?: Configuration
  /** At most so many. Default 3. */
  readonly agents?: number
  /** At most so many. Default 12. */
  readonly contacts?: number
  /** Contacts need skills and agents have some. Default false: one pool. */
  readonly skills?: boolean
  /** Contacts have priorities. Default false. */
  readonly priority?: boolean
  /** Some leave. Default false. */
  readonly patience?: boolean
}

/** Whole days of a small centre; what comes, leaves and takes how long belongs to the contact, so that another choice changes none of it. */
export function days(options: DaysOptions = {}): fc.Arbitrary<PlannedDay> {
  const { configuration = { queues: { q1: {} } }, agents = 3, contacts = 12, skills, priority, patience } = options
  const names: fc.Arbitrary<ReadonlyArray<string>> = skills ? fc.subarray(["en", "zh"]) : fc.constant([])
  const nothing = fc.constant(undefined)
  const contact = fc.record({
    gapMs: fc.integer({ min: 1, max: 4_000 }),
    handleMs: fc.integer({ min: 1, max: 9_000 }),
    patienceMs: patience ? fc.option(fc.integer({ min: 1, max: 6_000 }), { nil: undefined }) : nothing,
    needs: names,
    priority: priority ? fc.nat(2) : fc.constant(0)
  })
  return fc
    .tuple(
      fc.array(names, { minLength: 1, maxLength: agents }),
      fc.array(contact, { minLength: 1, maxLength: contacts, size: "max" })
    )
    .map(([staff, drawn]) => {
      let atMs = 0
      return {
        configuration,
        agents: staff,
        contacts: drawn.map(
          ({ gapMs, handleMs, patienceMs, needs, priority: asked }): PlannedContact => ({
            atMs: (atMs += gapMs),
            handleMs,
            ...(patienceMs === undefined ? {} : { patienceMs }),
            ...(needs.length === 0 ? {} : { needs: needs.join(" and ") }),
            ...(asked === 0 ? {} : { priority: asked })
          })
        )
      }
    })
}
