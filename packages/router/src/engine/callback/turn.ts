import type { CallbackTerms } from "../state/More.ts"

/** Whether somebody may be called now, and when that changes; `changesAtMs` absent = it never does. */
export interface Turn {
  readonly isDue: boolean
  readonly changesAtMs?: number
}

/** By the customer's windows, none of them before `notBeforeMs`. Neither due nor ever to be = it is too late (SPEC QUEUE-30). */
export function turnOf({ windows, notBeforeMs }: CallbackTerms, nowMs: number): Turn {
  if (windows === undefined) return nowMs >= notBeforeMs ? { isDue: true } : { isDue: false, changesAtMs: notBeforeMs }
  for (const { fromMs, untilMs } of windows) {
    const opensAtMs = Math.max(fromMs, notBeforeMs)
    if (opensAtMs >= untilMs || nowMs >= untilMs) continue
    return nowMs >= opensAtMs ? { isDue: true, changesAtMs: untilMs } : { isDue: false, changesAtMs: opensAtMs }
  }
  return { isDue: false }
}

export const isTooLate = ({ isDue, changesAtMs }: Turn): boolean => !isDue && changesAtMs === undefined
