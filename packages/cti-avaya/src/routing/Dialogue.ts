import { Deferred, Effect } from "effect"

/** One routing dialogue with the switch, told by its cross reference. */
export interface Dialogue {
  readonly crossRefIdentifier: string
  readonly routeRegisterReqID: string
  state: "pending" | "selected" | "closed"
  expiresAtMs: number
  /** Where the call was sent, and when: kept until the switch says how it went. */
  selected: { readonly device: string; readonly id: string; readonly atMs: number } | undefined
  /** How often the switch asked in this dialogue. */
  attempt: number
}

/**
 * A call that waits for an answer: one question for the host, however many dialogues the switch opened about it. Two links to AE Services
 * may both ask, and a vector that loops fast may ask again before the last question was over: all get the same decision.
 */
export class Asking {
  readonly thread: string
  readonly ended = Deferred.makeUnsafe<"answered" | "withdrawn">()
  readonly dialogues: Array<Dialogue> = []
  #state: "open" | "deciding" | "answered" | "withdrawn" = "open"

  constructor(thread: string) {
    this.thread = thread
  }

  get open(): boolean {
    return this.#state === "open"
  }

  /** An answer is being sent. */
  get deciding(): boolean {
    return this.#state === "deciding"
  }

  get pending(): ReadonlyArray<Dialogue> {
    return this.dialogues.filter((one) => one.state === "pending")
  }

  /** The first answer takes the question; false = somebody was earlier. */
  decide(): boolean {
    if (this.#state !== "open") return false
    this.#state = "deciding"
    return true
  }

  settle(how: "answered" | "withdrawn"): void {
    if (this.#state === "answered" || this.#state === "withdrawn") return
    this.#state = how
    Deferred.doneUnsafe(this.ended, Effect.succeed(how))
  }

  /** Nobody asks any more and nothing was sent. */
  withdrawIfIdle(): void {
    if (this.pending.length === 0) this.settle("withdrawn")
  }
}
