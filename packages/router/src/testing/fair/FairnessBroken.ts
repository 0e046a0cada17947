import { LawBroken } from "../Law.ts"
import type { Log } from "./Log.ts"
import type { Breach } from "./Trial.ts"

/** What is known of a broken law. */
export interface BrokenCase {
  /** Of the law. */
  readonly id: string
  /** Id, subject and sentence. */
  readonly name: string
  /** What is wrong, in the shortest history. */
  readonly breach: Breach
  /** How many histories it took to find. */
  readonly runs: number
  /** Of the histories that were drawn. */
  readonly seed: number
  /** Where fast-check begins to see it again. */
  readonly path: string
  /** The shortest history found, as it was played. */
  readonly log: Log
  /** The log as a story to read. */
  readonly timeline: string
}

/** A law of fairness does not hold: `message` tells all of it, the fields are for programs. */
export class FairnessBroken extends LawBroken implements BrokenCase {
  /** Of the law. */
  readonly id: string
  /** What is wrong, in the shortest history. */
  readonly breach: Breach
  /** How many histories it took to find. */
  readonly runs: number
  /** Of the histories that were drawn. */
  readonly seed: number
  /** Where fast-check begins to see it again. */
  readonly path: string
  /** The shortest history found, as it was played. */
  readonly log: Log
  /** The log as a story to read. */
  readonly timeline: string

  constructor({ id, name, breach, runs, seed, path, log, timeline }: BrokenCase) {
    const again = `{ seed: ${seed}, path: "${path}", only: ["${id}"] }`
    const moves = `${log.steps.length} ${log.steps.length === 1 ? "move" : "moves"}`
    super(
      [
        `${name}`,
        `BROKEN: ${breach.said}`,
        `found in history ${runs}, the shortest that shows it has ${moves}; to see it again: ${again}`,
        "",
        timeline
      ].join("\n")
    )
    this.id = id
    this.breach = breach
    this.runs = runs
    this.seed = seed
    this.path = path
    this.log = log
    this.timeline = timeline
  }
}
