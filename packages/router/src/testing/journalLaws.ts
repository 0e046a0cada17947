import type { Layer } from "effect"
import type { Journal, Leadership, StateError } from "../ports/index.ts"
import { type Law, lawsOf } from "./Law.ts"

/** What the journal laws try. */
export interface JournalSubject {
  /**
   * A layer over a new, empty store. A journal that promises more than D0 finds its entries again when the same layer is built a second
   * time after the first was closed.
   */
  readonly fresh: () => Layer.Layer<Journal | Leadership, StateError>
}

/** The laws of a journal, by id. */
export const journalRules = {
  J1: "read gives what append confirmed, in order, without a hole",
  J2: "the same append again is the same position and one entry",
  J3: "an append that does not follow the head is diverged and writes nothing",
  J4: "a superseded term is lost for ever and writes nothing",
  J5: "what was confirmed is there after a restart",
  J6: "an append without an answer is there wholly or not at all, and the next one settles which",
  J7: "follow is read and then every later append, or diverged, never a silent skip",
  J8: "codec number and body come back as they were given, whatever they are"
} as const

/** The promises of a `Journal`. Needs `effect` when run. */
export const journalLaws = (name: string, subject: JournalSubject): ReadonlyArray<Law> =>
  lawsOf(name, journalRules, async (rule) => (await import("./laws/journal.ts")).tryJournal[rule](subject))
