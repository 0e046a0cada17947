import type { Enqueue } from "../Command.ts"
import type { RouterEvent } from "../Event.ts"
import type { View } from "../View.ts"
import type { Sum } from "./Learned.ts"

/** Contacts that come alike. */
export interface ArrivalClass {
  readonly contact: Omit<Enqueue, "type" | "contact">
  lastAtMs: number
  /** Times between two of them. */
  readonly gaps: Sum
}

/** One more of these is to be expected every so often. */
export interface Expected {
  readonly contact: Omit<Enqueue, "type" | "contact">
  readonly gapMs: number
}

const mostClasses = 64
const remembered = 20
const enough = 3

/** How often contacts come that may go before others: of those whom a later one never passes nothing is expected (SPEC EST-2). */
export class Arrivals {
  private readonly classes = new Map<string, ArrivalClass>()
  private atMs = 0

  constructor(stored: ReadonlyArray<readonly [string, ArrivalClass]> = []) {
    for (const [key, one] of stored) this.classes.set(key, { ...one, gaps: { ...one.gaps } })
  }

  get stored(): ReadonlyArray<readonly [string, ArrivalClass]> {
    return [...this.classes].map(([key, one]) => [key, { ...one, gaps: { ...one.gaps } }] as const)
  }

  see(event: RouterEvent): void {
    this.atMs = event.atMs
    if (event.type !== "ContactQueued" || event.consultOf !== undefined) return
    const { queue, channel, priority, creditMs, needs, atMs } = event
    const key = JSON.stringify([queue, channel, priority, creditMs, needs])
    const known = this.classes.get(key)
    if (known === undefined) {
      if (this.classes.size >= mostClasses) return
      const own = { ...(creditMs === undefined ? {} : { creditMs }), ...(needs === undefined ? {} : { needs }) }
      this.classes.set(key, { contact: { queue, channel, priority, ...own }, lastAtMs: atMs, gaps: { n: 0, sum: 0 } })
      return
    }
    known.gaps.n = known.gaps.n * (1 - 1 / remembered) + 1
    known.gaps.sum = known.gaps.sum * (1 - 1 / remembered) + Math.max(0, atMs - known.lastAtMs)
    known.lastAtMs = atMs
  }

  /** Those of which a later one may go before somebody who waits now. */
  passing(view: View): ReadonlyArray<Expected> {
    if (this.classes.size === 0) return []
    const { queues } = view.configuration
    let least: Rank | undefined
    for (const { state, queue, priority, creditMs = 0 } of view.contacts()) {
      if (state !== "waiting" && state !== "unreachable") continue
      const rank = [queues[queue]?.tier ?? 0, priority, creditMs] as const
      if (least === undefined || isBefore(least, rank)) least = rank
    }
    if (least === undefined) return []
    const all = isMixed(view)
    const expected: Expected[] = []
    for (const { contact, gaps, lastAtMs } of this.classes.values()) {
      const queue = queues[contact.queue]
      if (queue === undefined || gaps.n < enough) continue
      const rank = [
        queue.tier ?? 0,
        contact.priority! + (queue.priority ?? 0),
        (contact.creditMs ?? 0) + (queue.creditMs ?? 0)
      ] as const
      if (!all && !isBefore(rank, least)) continue
      expected.push({ contact, gapMs: Math.max(1, gaps.sum / gaps.n, this.atMs - lastAtMs) })
    }
    return expected
  }
}

type Rank = readonly [tier: number, priority: number, creditMs: number]
const isBefore = (a: Rank, b: Rank): boolean => {
  const at = a.findIndex((part, n) => part !== b[n])
  return at >= 0 && a[at]! > b[at]!
}

/** May a later contact go before an earlier one for something else than its tier, its priority or its head start? */
function isMixed(view: View): boolean {
  const queues = Object.values(view.configuration.queues)
  if (queues.some(({ ageing, order, rule }) => ageing !== undefined || order !== undefined || rule !== undefined))
    return true
  return [...view.agents()].some(({ prefers, allocation }) => prefers !== undefined || allocation !== undefined)
}
