import { median } from "./median.ts"

/** Several ways, in turns: how long a step of each takes, and its ratio to the first. */
export interface InTurns {
  /** Nanoseconds of a step, a median each, in the order of the ways. */
  readonly ns: ReadonlyArray<number>
  /** Of each way to the first: the median of the ratios of blocks that stood beside each other. */
  readonly ratios: ReadonlyArray<number>
}

export interface Way {
  readonly step: () => void
  /** Steps of a block. */
  readonly steps: number
}

/** A block is no longer than so: about a tenth of what a program has the processor for before another gets it. */
const longestNs = 300_000

/**
 * The ways take turns in short blocks of one process, so that whatever else goes on slows them alike: read the ratios. The first blocks are
 * to warm up and count nothing. Blocks that turn out long are cut into many: a long one would nearly always be interrupted where others
 * want the processor, and a shorter one beside it nearly never.
 */
export function inTurns(ways: ReadonlyArray<Way>, turns: number, warmUp = Math.max(5, turns >> 2)): InTurns {
  let longest = 1
  for (let turn = 0; turn < warmUp; turn++) {
    const block = ways.map(({ step, steps }) => stepNs(step, steps) * steps)
    longest = turn === 0 ? Math.max(...block) : Math.min(longest, Math.max(...block))
  }
  const cuts = Math.max(1, Math.min(Math.ceil(longest / longestNs), ...ways.map(({ steps }) => steps)))
  const ns: number[][] = ways.map(() => [])
  const ratios: number[][] = ways.map(() => [])
  for (let turn = 0; turn < turns * cuts; turn++) {
    const block = ways.map(({ step, steps }) => stepNs(step, Math.ceil(steps / cuts)))
    for (const [way, time] of block.entries()) {
      ns[way]!.push(time)
      ratios[way]!.push(time / block[0]!)
    }
  }
  return { ns: ns.map(median), ratios: ratios.map(median) }
}

/** By the clock: of short blocks that take turns, a median is of those that nobody interrupted. */
export function stepNs(step: () => void, steps: number): number {
  const startMs = performance.now()
  for (let n = 0; n < steps; n++) step()
  return ((performance.now() - startMs) * 1_000_000) / steps
}
