/** Numbers by queue. */
export type PerQueue = Readonly<Record<string, number>>

/** What an agent wants of queues, by their names (SPEC SCORE-9, SCORE-10, SCORE-11). */
export interface Wishes {
  readonly prefers?: PerQueue | undefined
  readonly delays?: PerQueue | undefined
  readonly allocation?: PerQueue | undefined
}

/** The same by handles of queues, as matching reads it. */
export interface WishRule {
  /** Tells it apart from others. */
  readonly key: string
  readonly prefers: ReadonlyMap<number, number>
  readonly delays: ReadonlyMap<number, number>
  /** They have an allocation. What an agent has had of it is his alone. */
  readonly allocates: boolean
}

export function wishRule(
  { prefers = {}, delays = {}, allocation }: Wishes,
  queueFor: (name: string) => number
): WishRule | undefined {
  if (allocation === undefined && Object.keys(prefers).length + Object.keys(delays).length === 0) return undefined
  const byHandle = (record: PerQueue) =>
    Object.entries(record)
      .map(([name, value]) => [queueFor(name), value] as const)
      .sort(([a], [b]) => a - b)
  const parts = [byHandle(prefers), byHandle(delays)] as const
  return {
    key: JSON.stringify([...parts, allocation === undefined ? 0 : byHandle(allocation)]),
    prefers: new Map(parts[0]),
    delays: new Map(parts[1]),
    allocates: allocation !== undefined
  }
}

/** In an order of their own and without what says nothing: the same whatever order they are given in. Nothing = undefined. */
export function keptPerQueue(record: PerQueue | undefined): PerQueue | undefined {
  const kept = Object.entries(record ?? {}).filter(([, value]) => value !== 0)
  if (kept.length === 0) return undefined
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)))
}

export const sameWishes = (a: Wishes, b: Wishes): boolean =>
  samePerQueue(a.prefers, b.prefers) && samePerQueue(a.delays, b.delays) && samePerQueue(a.allocation, b.allocation)

function samePerQueue(a: PerQueue = {}, b: PerQueue = {}): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
}

/** Only what is there: absent is not the same as undefined in stored events. */
export const saidWishes = ({ prefers, delays, allocation }: Wishes) => ({
  ...(prefers === undefined ? {} : { prefers }),
  ...(delays === undefined ? {} : { delays }),
  ...(allocation === undefined ? {} : { allocation })
})
