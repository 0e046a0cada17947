import type { Snapshot } from "../Snapshot.ts"
import type { Agenda, Planned } from "./Agenda.ts"
import type { Course } from "./Course.ts"
import type { Fate } from "./Fate.ts"
import type { Worker } from "./Worker.ts"

/** What is planned of a course: told the course it happens in, so that it may happen in several. */
export type Act = (course: Course) => unknown

/** A day at one instant. Nothing of it is changed by the course it was taken from, nor by those that go on from it. */
export interface Branch {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly turns: number
  readonly agenda: Agenda<Act>
  readonly fates: ReadonlyArray<Fate>
  /** Contacts that are in the router, and their places among the fates. */
  readonly live: ReadonlyArray<readonly [contact: string, at: number]>
  readonly workers: ReadonlyArray<Worker>
}

/** The contact in another course, with what is planned of it there. */
export function carry(fate: Fate, planned: ReadonlyMap<Planned<Act>, Planned<Act>>): Fate {
  const { leaves, answer } = fate
  return { ...fate, leaves: leaves && planned.get(leaves), answer: answer && planned.get(answer) }
}
