import type { Layer } from "effect"
import type { Journal, Leadership, StateError } from "../ports/index.ts"
import { type Law, lawsOf } from "./Law.ts"

/** A leadership to judge. */
export interface LeadershipSubject {
  /** A layer over a new, empty store. */
  readonly fresh: () => Layer.Layer<Journal | Leadership, StateError>
}

/** The laws of leadership, by id. */
export const leadershipRules = {
  L1: "one term at a time; epochs grow and nonces differ",
  L2: "who waits leads as soon as the holder is gone",
  L3: "after replacement the old term can never write again",
  L4: "a term that ended is not alive and says that it is lost",
  L5: "handing over lets the next one lead at once",
  L6: "leader names the holder while there is one"
} as const

/** The promises of a `Leadership`. Needs `effect` when run. */
export const leadershipLaws = (name: string, subject: LeadershipSubject): ReadonlyArray<Law> =>
  lawsOf(name, leadershipRules, async (rule) => (await import("./laws/leadership.ts")).tryLeadership[rule](subject))
