import type { SettledRecord } from "../records/Record.ts"

export type Outcome = SettledRecord["outcome"]

/** What one try to carry an intent out came to. */
export type Attempt =
  | { readonly type: "Done"; readonly outcome: Outcome }
  /** Surely nothing happened in the world. */
  | { readonly type: "TryAgain"; readonly text: string; readonly afterMs?: number }
  /** It may have happened. */
  | { readonly type: "Ambiguous"; readonly text: string }

export const done = (outcome: Outcome): Attempt => ({ type: "Done", outcome })
export const sent = (refs: ReadonlyArray<string> = [], parts = 1): Attempt => done({ type: "Sent", refs, parts })
export const rejected = (code: string, text: string): Attempt => done({ type: "Rejected", code, text })
