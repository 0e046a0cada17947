import type { Agent } from "./Agent.ts"
import type { Call } from "./Call.ts"

/** Causes the simulated PBX gives (CSTA EventCause has 113; a client keeps those it does not know). */
export type Cause =
  | "busy"
  | "callNotAnswered"
  | "destNotObtainable"
  | "distributed"
  | "enteringDistribution"
  | "makeCall"
  | "newCall"
  | "normalClearing"
  | "redirected"
  | "singleStepTransfer"

interface OfCall {
  readonly call: Call
  /** Devices in the call at that instant, with the one that just left. */
  readonly parties: ReadonlyArray<string>
}

/** What happened in the PBX, said once; each monitor gets its own event made of it. */
export type CallFact =
  | (OfCall & { readonly type: "serviceInitiated"; readonly device: string })
  | (OfCall & { readonly type: "originated"; readonly device: string })
  | (OfCall & { readonly type: "delivered"; readonly device: string; readonly cause: Cause })
  | (OfCall & { readonly type: "queued"; readonly device: string; readonly waiting: number })
  | (OfCall & { readonly type: "established"; readonly device: string })
  | (OfCall & { readonly type: "held"; readonly device: string })
  | (OfCall & { readonly type: "retrieved"; readonly device: string })
  | (OfCall & { readonly type: "diverted"; readonly device: string; readonly to: string; readonly cause: Cause })
  | (OfCall & { readonly type: "transferred"; readonly device: string; readonly to: string })
  | (OfCall & { readonly type: "networkReached"; readonly device: string })
  | (OfCall & { readonly type: "failed"; readonly device: string; readonly cause: Cause })
  | (OfCall & {
      readonly type: "connectionCleared"
      readonly device: string
      readonly releasing: string
      readonly cause: Cause
    })
  | (OfCall & { readonly type: "callCleared"; readonly cause: Cause })

export interface AgentFact {
  readonly type: "agent"
  readonly now: "loggedOn" | "loggedOff" | "notReady" | "ready" | "workingAfterCall" | "busy"
  readonly agent: Agent
  /** Where the agent sits, or sat until this instant. */
  readonly station: string
}

export type Fact = CallFact | AgentFact

/** Without the parts the exchange fills in itself. */
export type CallFactDraft = CallFact extends infer F
  ? F extends CallFact
    ? Omit<F, "call" | "parties">
    : never
  : never
