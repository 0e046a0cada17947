/** So many pairs are matched in some hundredths of a second: 500 contacts and 500 agents, each with each. */
const defaultMaxPairs = 250_000

/** Bound of the waves that are matched exactly, and how many were (SPEC WAVE-4). The counts are no part of the state. */
export class Waves {
  maxPairs = defaultMaxPairs
  exact = 0
  readonly greedy = { beyondBound: 0, allocation: 0, singles: 0 }

  configure(maxPairs: number | undefined): void {
    this.maxPairs = maxPairs ?? defaultMaxPairs
  }

  /** How often pairs may be looked at until the best way is found: far beyond what most waves need. */
  get mostLooks(): number {
    return Math.max(1_000_000, 64 * this.maxPairs)
  }

  /** Counts one that is matched pair by pair. */
  pairByPair(because: "beyondBound" | "allocation" | "singles"): false {
    this.greedy[because]++
    return false
  }

  get counters() {
    const { beyondBound, allocation, singles } = this.greedy
    return {
      wavesExact: this.exact,
      wavesGreedy: beyondBound + allocation + singles,
      wavesBeyondBound: beyondBound,
      wavesWithAllocation: allocation,
      wavesSeeingSingles: singles
    }
  }
}
