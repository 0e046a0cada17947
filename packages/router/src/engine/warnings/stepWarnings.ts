import { comingFrom, nameOf, pathOf } from "../compile/checkWidening.ts"
import { isUnreachable, type Reach } from "./reach.ts"
import type { Warn } from "./Warn.ts"

/** Steps that admit nobody of the staff beyond the step before, and those that nothing that waits ever comes to (SPEC CONF-6). */
export function stepWarnings(reach: Reach, warn: Warn): void {
  const { name, queue, stages, admits } = reach
  const path = `queues.${name}`
  const endsMs = waitEndsMs(reach)
  for (let at = 1; at < stages.length; at++) {
    const { afterMs } = stages[at]!
    const where = pathOf(path, queue, at)
    if (reach.contactless[at]) {
      warn("StepDead", `${where}.when`, "no contact can be like that: leave the step out")
      continue
    }
    if (afterMs > endsMs)
      warn(
        "StepTooLate",
        where,
        `begins after ${afterMs} ms, and who waits is sent away after ${endsMs} ms: begin before that`
      )
    if (admits === undefined || admits[at]!.length === 0 || isUnreachable(reach)) continue
    const before = comingFrom(stages, at)
    const isSame = (from: number) =>
      admits[from]!.length === admits[at]!.length && stages[from]!.offerMs === stages[at]!.offerMs
    if (before.every(isSame))
      warn(
        "StepDead",
        where,
        `admits nobody of the staff whom ${nameOf(queue, before[0]!)} does not admit: ask for less`
      )
  }
}

/**
 * From how long a wait on a contact that waits is certain to be gone: a rule by wait whose way is always open. What rings then stays until
 * the offer is over, and a callback stays. Where steps are skipped, a contact may come to a later one at any time.
 */
function waitEndsMs({ queue: { overflow = [] }, stages }: Reach): number {
  if (stages.some(({ skipIf }) => skipIf !== undefined)) return Number.POSITIVE_INFINITY
  const ends = overflow.flatMap(({ when, do: to }) =>
    "waitedMs" in when && (to.do === "end" || to.do === "voicemail") ? [when.waitedMs] : []
  )
  return Math.min(...ends, Number.POSITIVE_INFINITY)
}
