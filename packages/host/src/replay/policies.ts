import type { TraceCall } from "./Trace.ts"

/** What a call brings to its place in the queue, in the engine's own words. */
export interface Terms {
  readonly creditMs?: number
  readonly priority?: number
}
/** A rule of who goes first, as a bank may give itself one for its preferred customers. */
export interface Policy {
  readonly name: PolicyName
  readonly terms: (call: TraceCall) => Terms
}

export const policyNames = ["bank", "fifo", "strict"] as const
export type PolicyName = (typeof policyNames)[number]

export interface PolicyOptions {
  /** Head start of preferred customers under `bank`. */
  readonly creditMs: number
  /** Calls that came before had no head start yet. */
  readonly creditFromMs: number
}

export const policy = (name: PolicyName, options: PolicyOptions): Policy => {
  switch (name) {
    case "bank":
      return {
        name,
        terms: (call) =>
          preferred(call) === true && call.arrivesAtMs >= options.creditFromMs ? { creditMs: options.creditMs } : {}
      }
    case "fifo":
      return { name, terms: () => ({}) }
    case "strict":
      return { name, terms: (call) => (preferred(call) === true ? { priority: 1 } : {}) }
  }
}

/** One of the bank's preferred customers? The log says so only of calls that waited; undefined = it does not say. */
export const preferred = (call: TraceCall): boolean | undefined => (call.queued ? call.priority === 2 : undefined)
