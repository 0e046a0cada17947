import type { Router } from "../Router.ts"

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
  const plan = new Plan()
  let acts = 0
  const tick = (nowMs: number) => {
    if (nowMs > router.view.nowMs || router.nextDeadlineMs === nowMs) router.tick(nowMs)
  }
  return {
    get nowMs() {
      return router.view.nowMs
    },
    at: (atMs, act) => plan.add(Math.max(Math.ceil(atMs), router.view.nowMs), act),
    run: (untilMs = Number.POSITIVE_INFINITY, { onProgress, everyMs = 3_600_000 } = {}) => {
      let tellAtMs = router.view.nowMs + everyMs
      for (;;) {
        const dueAtMs = router.nextDeadlineMs ?? Number.POSITIVE_INFINITY
        const nextMs = Math.min(dueAtMs, plan.nextMs)
        if (nextMs > untilMs || nextMs === Number.POSITIVE_INFINITY) break
        if (onProgress && nextMs >= tellAtMs) {
          onProgress({ nowMs: nextMs, acts })
          while (tellAtMs <= nextMs) tellAtMs += everyMs
        }
        tick(nextMs)
        if (plan.nextMs > nextMs) continue
        acts++
        plan.take()()
      }
      if (untilMs !== Number.POSITIVE_INFINITY) tick(untilMs)
      onProgress?.({ nowMs: router.view.nowMs, acts })
    }
  }
}

interface Planned {
  readonly atMs: number
  readonly sequence: number
  act: (() => void) | undefined
}

const nothing = () => {}

/** A heap by (time, sequence). What is called off stays in it as nothing. */
class Plan {
  private readonly heap: Planned[] = []
  private sequence = 0

  get nextMs(): number {
    while (this.heap.length > 0 && this.heap[0]!.act === undefined) this.pop()
    return this.heap[0]?.atMs ?? Number.POSITIVE_INFINITY
  }

  add(atMs: number, act: () => void): () => void {
    const planned: Planned = { atMs, sequence: this.sequence++, act }
    const { heap } = this
    let at = heap.push(planned) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (isBefore(heap[parent]!, planned)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = planned
    return () => {
      planned.act = undefined
    }
  }

  take(): () => void {
    return this.pop().act ?? nothing
  }

  private pop(): Planned {
    const { heap } = this
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length === 0) return first
    let at = 0
    for (let child = 1; child < heap.length; child = at * 2 + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
      if (isBefore(last, heap[child]!)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return first
  }
}

const isBefore = (a: Planned, b: Planned): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence)
