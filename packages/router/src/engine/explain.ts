import type { Explanation } from "../Explanation.ts"
import type { State } from "./State.ts"

export function explain(s: State, subject: string): Explanation {
  return { subject, text: `${subject}: not explained yet`, version: s.version, candidates: [] }
}
