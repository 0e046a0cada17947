/** Rates per mean handle time. */
export interface TwoClasses {
  readonly agents: number
  readonly high: number
  readonly low: number
  readonly highLeaves: number
  readonly lowLeaves: number
}

export interface TwoClassesState {
  readonly mustWait: number
  /** How many wait, of each class. */
  readonly waiting: readonly [high: number, low: number]
}

/**
 * One class goes before another, and both give up at random (exponential patience): the stationary law of the Markov chain of who waits,
 * solved outright. Once all agents are busy the state is how many wait of each class; `most` of each is far beyond where there is weight.
 */
export function twoClasses({ agents, high, low, highLeaves, lowLeaves }: TwoClasses, most = 90): TwoClassesState {
  const wide = most + 1
  const size = wide * wide
  // Balance of each state, flow out - flow in = 0, in a band: a state's neighbours are one or `wide` away.
  const band = new Float64Array(size * (2 * wide + 1))
  const at = (row: number, column: number) => row * (2 * wide + 1) + (column - row + wide)
  const flow = (from: number, to: number, rate: number) => {
    band[at(from, from)]! += rate
    band[at(to, from)]! -= rate
  }
  for (let h = 0; h <= most; h++) {
    for (let l = 0; l <= most; l++) {
      const here = h * wide + l
      if (h < most) flow(here, here + wide, high)
      if (l < most) flow(here, here + 1, low)
      if (h > 0) flow(here, here - wide, agents + h * highLeaves)
      if (l > 0) flow(here, here - 1, (h === 0 ? agents : 0) + l * lowLeaves)
    }
  }
  const weight = new Float64Array(size)
  weight[0] = 1
  eliminate(band, size, wide)
  // By elimination from the last state to the first, each is told by those before it.
  for (let row = 1; row < size; row++) {
    let sum = 0
    for (let column = Math.max(0, row - wide); column < row; column++) sum += band[at(row, column)]! * weight[column]!
    weight[row] = -sum / band[at(row, row)]!
  }
  const free = freeStates(agents, high + low)
  let all = 0
  let highs = 0
  let lows = 0
  for (const [state, each] of weight.entries()) {
    all += each
    highs += each * Math.floor(state / wide)
    lows += each * (state % wide)
  }
  const total = all + free
  return { mustWait: all / total, waiting: [highs / total, lows / total] }
}

/** Clears above the diagonal, from the last row up. */
function eliminate(band: Float64Array, size: number, wide: number): void {
  const width = 2 * wide + 1
  for (let pivot = size - 1; pivot > 0; pivot--) {
    const own = pivot * width + wide
    const first = Math.max(0, pivot - wide)
    for (let row = first; row < pivot; row++) {
      const factor = band[row * width + (pivot - row + wide)]! / band[own]!
      if (factor === 0) continue
      for (let column = first; column < pivot; column++)
        band[row * width + (column - row + wide)]! -= factor * band[pivot * width + (column - pivot + wide)]!
    }
  }
}

/** Of the states in which an agent is free, beside weight 1 for "all busy, nobody waits". */
function freeStates(agents: number, rate: number): number {
  let sum = 0
  for (let busy = agents, weight = 1; busy > 0; busy--) {
    weight *= busy / rate
    sum += weight
  }
  return sum
}
