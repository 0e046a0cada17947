import type { Router } from "../Router.ts"
import { Agenda } from "./Agenda.ts"

/** A router under a virtual clock: what is planned happens at its time, deadlines of the router included. */
export interface Day {
  /** Virtual time in milliseconds. */
  readonly nowMs: number
  /** Plans `act` for `atMs`, now at the earliest. Returns how to call it off. */
  at(atMs: number, act: () => void): () => void
  /** Lives until `untilMs` or, left out, until nothing is planned and nothing is due. May be called again to go on. */
  run(untilMs?: number, options?: RunOptions): void
}

/** How a run tells of its progress. */
export interface RunOptions {
  /** Called about every `everyMs` of virtual time (default: one hour) and once at the end. */
  readonly onProgress?: (progress: { readonly nowMs: number; readonly acts: number }) => void
  /** Virtual milliseconds. */
  readonly everyMs?: number
}

/**
 * Runs a day through `router`. Order is by time, then: the router's own deadlines, then acts in the order they were planned. So the
 * same plan gives the same events. Commands given with `router.do` inside an act happen at the virtual time.
 */
export function createDay(router: Router): Day {
  const agenda = new Agenda<() => void>()
  let acts = 0
  const tick = (nowMs: number) => {
    if (nowMs > router.view.nowMs || router.nextDeadlineMs === nowMs) router.tick(nowMs)
  }
  return {
    get nowMs() {
      return router.view.nowMs
    },
    at: (atMs, act) => {
      const planned = agenda.add(Math.max(Math.ceil(atMs), router.view.nowMs), act)
      return () => {
        planned.what = undefined
      }
    },
    run: (untilMs = Number.POSITIVE_INFINITY, { onProgress, everyMs = 3_600_000 } = {}) => {
      let tellAtMs = router.view.nowMs + everyMs
      for (;;) {
        const dueAtMs = router.nextDeadlineMs ?? Number.POSITIVE_INFINITY
        const nextMs = Math.min(dueAtMs, agenda.nextMs)
        if (nextMs > untilMs || nextMs === Number.POSITIVE_INFINITY) break
        if (onProgress && nextMs >= tellAtMs) {
          onProgress({ nowMs: nextMs, acts })
          while (tellAtMs <= nextMs) tellAtMs += everyMs
        }
        tick(nextMs)
        if (agenda.nextMs > nextMs) continue
        acts++
        agenda.take()?.()
      }
      if (untilMs !== Number.POSITIVE_INFINITY) tick(untilMs)
      onProgress?.({ nowMs: router.view.nowMs, acts })
    }
  }
}
