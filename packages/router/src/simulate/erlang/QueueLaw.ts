import { erlangB } from "./erlangB.ts"

/** The rates of a pool, all per the same unit of time. */
export interface Rates {
  /** Contacts that come. */
  readonly arrivals: number
  readonly agents: number
  /** Contacts that all agents together finish. */
  readonly served: number
  /** At which one who waits gives up. */
  readonly givesUp: number
  /** Who may wait at once. */
  readonly room: number
}

/** How many wait, in the long run. */
export interface QueueLaw {
  /** The shortest queue held in `busy`; what is below it has no weight a number can hold. */
  readonly from: number
  /** P(all agents are busy and `from + i` wait). */
  readonly busy: ReadonlyArray<number>
  /** P(not all agents are busy). */
  readonly free: number
}

/** Below this share of the most likely state, longer queues are left out. */
const negligible = 1e-30
/** Below this, shorter queues cannot be held as numbers. */
const vanishing = 1e-290
const longest = 20_000_000

/**
 * The stationary law of M/M/n+M with finite or endless room, a birth and death process: from its most likely queue outwards, each
 * state from its neighbour, so that no weight overflows. The states below "all busy" are Erlang B's.
 */
export function queueLaw({ arrivals, agents, served, givesUp, room }: Rates): QueueLaw {
  /** Weight of a queue of `j` / weight of `j - 1`. */
  const ratio = (j: number) => arrivals / (served + j * givesUp)
  const likeliest = Math.min(room, ratio(1) <= 1 ? 0 : givesUp === 0 ? room : Math.floor((arrivals - served) / givesUp))
  refuseEndless(likeliest)
  const shorter: number[] = []
  for (let j = likeliest, weight = 1; j > 0 && weight > vanishing; j--) {
    weight /= ratio(j)
    shorter.push(weight)
  }
  const from = likeliest - shorter.length
  const weights = [...shorter.reverse(), 1]
  for (let j = likeliest + 1, weight = 1; j <= room; j++) {
    const next = ratio(j)
    weight *= next
    // All that is left out weighs at most the geometric tail.
    if (next < 1 && weight < negligible * (1 - next)) break
    weights.push(weight)
    refuseEndless(j)
  }
  const blocked = erlangB(agents, (arrivals * agents) / served)
  const notBusy = from === 0 ? weights[0]! * (1 - blocked) : 0
  const scale = 1 / (blocked * weights.reduce((sum, weight) => sum + weight, 0) + notBusy)
  return { from, busy: weights.map((weight) => weight * blocked * scale), free: notBusy * scale }
}

function refuseEndless(length: number): void {
  if (length <= longest) return
  throw new RangeError(
    `patienceMs: so much patience under so much load makes queues of more than ${longest}: give fewer places, or less patience`
  )
}
