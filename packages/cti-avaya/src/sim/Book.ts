import type { EndedBy } from "./Call.ts"

/** One line in the life of a call. */
export interface Happening {
  readonly atMs: number
  readonly what:
    | "offered"
    | "entered VDN"
    | "route asked"
    | "route skipped"
    | "route selected"
    | "route refused"
    | "route declined"
    | "route withdrawn"
    | "queued"
    | "ringing"
    | "answered"
    | "held"
    | "retrieved"
    | "redirected"
    | "deflected"
    | "transferred"
    | "failed"
    | "left"
    | "ended"
  readonly device?: string
  readonly detail?: string
}

export interface CallEntry {
  readonly ucid: string
  readonly callId: string
  readonly from: string
  readonly to: string
  readonly offeredAtMs: number
  readonly history: Array<Happening>
  /** The first station that answered. */
  answeredBy?: string
  answeredAtMs?: number
  endedAtMs?: number
  endedBy?: EndedBy
}

/** Something sent to the client. Only a question (RouteRequest) awaits something; `outcome` is how that ended. */
export interface UnitEntry {
  readonly atMs: number
  readonly kind: string
  readonly session: string
  readonly ucid?: string
  /** The client's link was up. A unit that was not sent is gone: a switch does not repeat events. */
  readonly sent: boolean
  readonly awaitsAnswer: boolean
  /** By the client: it answered. By the switch: it took the question back (caller gone, step over). */
  outcome?: { readonly by: "client" | "switch"; readonly what: string; readonly atMs: number }
}

/**
 * The PBX's own record of what it did and what it was told: what a test compares a client's story with. Nothing here is read
 * by the PBX itself.
 */
export class Book {
  #calls: Array<CallEntry> = []
  #units: Array<UnitEntry> = []
  readonly #byUcid = new Map<string, CallEntry>()
  readonly #open = new Set<UnitEntry>()
  readonly #limit: number

  /** Keeps at least this many calls and ten times as many units, the latest; what runs for weeks must not fill the memory. */
  constructor(limit = 100_000) {
    this.#limit = limit
  }

  /** In the order they came. */
  get calls(): ReadonlyArray<CallEntry> {
    return this.#calls
  }

  /** In the order they were sent. */
  get units(): ReadonlyArray<UnitEntry> {
    return this.#units
  }

  open(entry: Omit<CallEntry, "history">): CallEntry {
    const opened: CallEntry = { ...entry, history: [] }
    this.#calls.push(opened)
    if (this.#calls.length >= this.#limit * 2) {
      for (const { ucid } of this.#calls.slice(0, -this.#limit)) this.#byUcid.delete(ucid)
      this.#calls = this.#calls.slice(-this.#limit)
    }
    this.#byUcid.set(entry.ucid, opened)
    return opened
  }

  sent(unit: UnitEntry): UnitEntry {
    this.#units.push(unit)
    if (unit.awaitsAnswer && unit.sent) this.#open.add(unit)
    if (this.#units.length >= this.#limit * 20) this.#units = this.#units.slice(-this.#limit * 10)
    return unit
  }

  /** A question is over; the first end counts. */
  settle(question: UnitEntry, outcome: NonNullable<UnitEntry["outcome"]>): void {
    question.outcome ??= outcome
    this.#open.delete(question)
  }

  call(ucid: string): CallEntry | undefined {
    return this.#byUcid.get(ucid)
  }

  note(ucid: string, happening: Happening): void {
    const entry = this.#byUcid.get(ucid)
    if (entry === undefined) return
    entry.history.push(happening)
    if (happening.what === "answered" && entry.answeredBy === undefined && happening.device !== undefined) {
      entry.answeredBy = happening.device
      entry.answeredAtMs = happening.atMs
    }
  }

  /** Questions that were sent and neither answered nor withdrawn. */
  get openQuestions(): ReadonlyArray<UnitEntry> {
    return [...this.#open]
  }

  /** Everything that was asked, in the order it was. */
  get questions(): ReadonlyArray<UnitEntry> {
    return this.#units.filter((unit) => unit.awaitsAnswer)
  }
}
