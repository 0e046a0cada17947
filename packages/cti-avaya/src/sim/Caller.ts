import type { CallEntry } from "./Book.ts"
import type { Call, EndedBy } from "./Call.ts"
import type { Exchange } from "./Exchange.ts"
import type { CallFact } from "./Fact.ts"

export type CallerState = "waiting" | "ringing" | "talking" | "held" | "ended"

export interface CallerEvent {
  readonly state: CallerState
  /** The station concerned. */
  readonly device?: string
}

/** The customer's end of a call, as a test or a script holds it. */
export class Caller {
  readonly ucid: string
  readonly callId: string
  readonly from: string
  /** The station that answered, or undefined when the call ended before. */
  readonly answered: Promise<string | undefined>
  /** The call's page in the book, once it is over. */
  readonly ended: Promise<CallEntry>
  #state: CallerState = "waiting"
  readonly #listeners = new Set<(event: CallerEvent) => void>()
  #settleAnswered: (device: string | undefined) => void = () => undefined
  #settleEnded: (entry: CallEntry) => void = () => undefined
  readonly #call: Call
  readonly #exchange: Exchange

  constructor(call: Call, exchange: Exchange) {
    this.#call = call
    this.#exchange = exchange
    this.ucid = call.ucid
    this.callId = call.callId
    this.from = call.from
    this.answered = new Promise((settle) => (this.#settleAnswered = settle))
    this.ended = new Promise((settle) => (this.#settleEnded = settle))
  }

  get state(): CallerState {
    return this.#state
  }

  /** The call's page in the book. */
  get entry(): CallEntry | undefined {
    return this.#exchange.book.call(this.ucid)
  }

  /** Tells every change of state; the returned function ends that. */
  on(listener: (event: CallerEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The customer hangs up. */
  hangUp(): void {
    this.#exchange.clear(this.#call, this.#call.from, "caller" satisfies EndedBy)
  }

  /** What the PBX says of the call, in the caller's ears. */
  hear(fact: CallFact): void {
    switch (fact.type) {
      case "delivered":
        return this.#become(fact.call.leg(fact.device)?.kind === "vdn" ? "waiting" : "ringing", fact.device)
      case "queued":
      case "diverted":
      case "transferred":
        return this.#become("waiting", fact.device)
      case "established":
        this.#settleAnswered(fact.device)
        return this.#become("talking", fact.device)
      case "held":
        return this.#become("held", fact.device)
      case "retrieved":
        return this.#become("talking", fact.device)
      case "callCleared": {
        this.#become("ended")
        this.#settleAnswered(undefined)
        const entry = this.entry
        if (entry !== undefined) this.#settleEnded(entry)
        return
      }
      case "serviceInitiated":
      case "originated":
      case "networkReached":
      case "failed":
      case "connectionCleared":
        return
    }
  }

  #become(state: CallerState, device?: string): void {
    this.#state = state
    for (const listener of this.#listeners) listener(device === undefined ? { state } : { state, device })
  }
}
