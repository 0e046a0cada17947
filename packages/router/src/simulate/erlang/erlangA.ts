import { expectedOver } from "./departures.ts"
import { decay } from "./decay.ts"
import { erlangC } from "./erlangC.ts"
import { checkLoad, erlangs, type Load } from "./Load.ts"
import { type QueueLaw, queueLaw } from "./QueueLaw.ts"
import { serviceLevelsOf, type SteadyState } from "./SteadyState.ts"

/**
 * Erlang A (M/M/n+M), exact: who waits gives up at random, after `patienceMs` on average. With `places` also M/M/n/K+M and M/M/n/K;
 * without both it is Erlang C.
 *
 * Who finds all agents busy and k waiting is behind k + 1 departures at the rates n mu + j theta, so waits longer than t when no more
 * than k of them fall within t: a negative binomial number, whose tail is the regularised incomplete beta of the textbooks
 * (P(virtual wait <= t) = I(k+1, n mu/theta), at x = 1 - e^(-theta t)).
 */
export function erlangA(load: Load): SteadyState {
  checkLoad(load)
  const { perHour, handleMs, agents } = load
  const patienceMs = load.patienceMs ?? Number.POSITIVE_INFINITY
  const places = load.places ?? Number.POSITIVE_INFINITY
  if (perHour === 0 || (patienceMs === Number.POSITIVE_INFINITY && places === Number.POSITIVE_INFINITY)) {
    return erlangC(load)
  }
  const pool = {
    arrivals: erlangs(load),
    served: agents,
    agents,
    givesUp: handleMs / patienceMs,
    room: places - agents
  }
  return new Pool(queueLaw(pool), pool, handleMs)
}

/** Rates per mean handle time. */
interface PoolRates {
  readonly arrivals: number
  readonly served: number
  readonly givesUp: number
  readonly room: number
}

class Pool implements SteadyState {
  readonly blocked: number
  readonly mustWait: number
  readonly abandoned: number
  readonly waiting: number
  readonly meanWaitMs: number
  readonly meanWaitOfServedMs: number
  readonly meanWaitOfAbandonedMs: number | undefined
  readonly occupancy: number
  private readonly rates: PoolRates
  private readonly handleMs: number
  /** The shortest queue that has weight, and from it on: P(an admitted contact finds it). */
  private readonly from: number
  private readonly found: ReadonlyArray<number>
  private readonly free: number
  /** P(an admitted contact finds that queue or a longer / shorter one), and the same times P(it is answered). */
  private readonly orLonger: ReadonlyArray<number>
  private readonly shorter: ReadonlyArray<number>
  private readonly servedOrLonger: ReadonlyArray<number>
  private readonly servedShorter: ReadonlyArray<number>

  constructor(law: QueueLaw, rates: PoolRates, handleMs: number) {
    const { served, givesUp, room, arrivals } = rates
    this.rates = rates
    this.handleMs = handleMs
    this.from = law.from
    this.blocked = law.from + law.busy.length - 1 === room ? law.busy.at(-1)! : 0
    const admitted = 1 - this.blocked
    const found = this.blocked > 0 ? law.busy.slice(0, -1) : law.busy
    this.found = found.map((share) => share / admitted)
    this.free = law.free / admitted
    const reached = this.found.map((share, i) =>
      served === 0 ? 0 : (share * served) / (served + (this.from + i + 1) * givesUp)
    )
    this.orLonger = sumsFromEnd(this.found)
    this.servedOrLonger = sumsFromEnd(reached)
    this.shorter = sumsFromStart(this.found, this.free)
    this.servedShorter = sumsFromStart(reached, this.free)

    let length = 0
    for (const [i, share] of law.busy.entries()) length += share * (this.from + i)
    this.waiting = length
    this.mustWait = this.orLonger[0] ?? 0
    this.meanWaitMs = admitted === 0 ? 0 : (length / (arrivals * admitted)) * handleMs
    this.abandoned = admitted === 0 ? 0 : (givesUp * length) / (arrivals * admitted)
    this.occupancy = served === 0 ? 0 : (arrivals * admitted * (1 - this.abandoned)) / served
    const { ofServed, ofAbandoned } = this.waits(reached)
    const answered = this.free + (this.servedOrLonger[0] ?? 0)
    this.meanWaitOfServedMs = answered === 0 ? 0 : (ofServed / answered) * handleMs
    this.meanWaitOfAbandonedMs = this.abandoned === 0 ? undefined : (ofAbandoned / this.abandoned) * handleMs
  }

  longerThan(ms: number): number {
    return this.over(ms, this.rates.served, this.orLonger)
  }

  servedWithin(ms: number): number {
    const { served, givesUp } = this.rates
    const late = this.over(ms, served + givesUp, this.servedOrLonger)
    const all = this.free + (this.servedOrLonger[0] ?? 0)
    // Where nearly nobody is in time, the sum of those who are keeps the digits that a difference loses.
    return late <= all / 2 ? all - late : this.within(ms, served + givesUp, this.servedShorter)
  }

  abandonedWithin(ms: number): number {
    const still = this.longerThan(ms) * decay((this.rates.givesUp * Math.max(0, ms)) / this.handleMs)
    return Math.max(0, 1 - still - this.servedWithin(ms))
  }

  serviceLevels(ms: number, shortMs?: number) {
    return serviceLevelsOf(
      {
        abandoned: this.abandoned,
        servedWithin: (t) => this.servedWithin(t),
        abandonedWithin: (t) => this.abandonedWithin(t)
      },
      ms,
      shortMs
    )
  }

  /** Over who finds k waiting: P(at most k of the departures before him fall within `ms`). */
  private over(ms: number, slowest: number, orLonger: ReadonlyArray<number>): number {
    const departures = { slowest, each: this.rates.givesUp }
    const end = this.from + orLonger.length
    return expectedOver(
      departures,
      Math.max(0, ms) / this.handleMs,
      end,
      (m) => orLonger[Math.max(0, m - this.from)] ?? 0
    )
  }

  /** Over who finds k waiting: P(more than k of the departures before him fall within `ms`); who finds an agent free included. */
  private within(ms: number, slowest: number, shorter: ReadonlyArray<number>): number {
    const departures = { slowest, each: this.rates.givesUp }
    const last = shorter.length - 1
    return expectedOver(departures, Math.max(0, ms) / this.handleMs, Number.POSITIVE_INFINITY, (m) =>
      m < this.from ? this.free : shorter[Math.min(last, m - this.from)]!
    )
  }

  /**
   * Means of wait x answered and of wait x gave up, in handle times. Who finds k waiting passes the stages j = k+1 ... 1 of mean
   * 1 / (n mu + j theta) when he is answered; he gives up in any of them with the same probability theta / (n mu + (k+1) theta).
   */
  private waits(reached: ReadonlyArray<number>): { readonly ofServed: number; readonly ofAbandoned: number } {
    const { served, givesUp } = this.rates
    let passed = 0
    let weighted = 0
    const pass = (j: number) => {
      const mean = 1 / (served + j * givesUp)
      passed += mean
      weighted += j * mean
      return mean
    }
    for (let j = 1; j <= this.from; j++) pass(j)
    let ofServed = 0
    let ofAbandoned = 0
    for (const [i, share] of this.found.entries()) {
      const mean = pass(this.from + i + 1)
      ofServed += reached[i]! * passed
      ofAbandoned += share * givesUp * mean * weighted
    }
    return { ofServed, ofAbandoned }
  }
}

/** Of each index: the sum from it to the end, the smallest first. */
function sumsFromEnd(values: ReadonlyArray<number>): number[] {
  const sums = values.slice()
  for (let i = sums.length - 2; i >= 0; i--) sums[i]! += sums[i + 1]!
  return sums
}

/** Of each index: `before` and the sum of what stands before it; one more at the end, of all. */
function sumsFromStart(values: ReadonlyArray<number>, before: number): number[] {
  const sums = [before]
  for (const value of values) sums.push(sums.at(-1)! + value)
  return sums
}
