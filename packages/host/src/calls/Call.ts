import type { Address } from "@strowger/router/ports"

/** A telephone call that still exists, by its UCID, and the contact it is. Media stays in the switch: this is what the switch said. */
export interface Call {
  readonly thread: string
  readonly adapter: string
  readonly contact: string
  readonly from: Address
  /** Where the call came in and where it goes back to when an agent does not take it. */
  readonly vdn: string
  /** The station it is at: ringing there or talking. */
  readonly at?: { readonly device: string; readonly state: "ringing" | "answered" }
  /** The answer given to the switch last: which station, and whether it was taken. */
  readonly route?: { readonly intent: string; readonly device: string; readonly state: "asked" | "taken" | "failed" }
  /** Intents under way: an agent pressed accept, or hung up. */
  readonly answering?: string
  readonly clearing?: string
  /** The switch was asked to hang up and did not: the agent may end the contact without it. */
  readonly notCleared?: true
  readonly onHold: boolean
}
