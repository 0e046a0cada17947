import { Backlog } from "../core/Backlog.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { inTurns } from "../harness/timed.ts"
import { Heap } from "../heap/Heap.ts"
import { NaiveBacklog } from "../naive/NaiveBacklog.ts"
import { sizeNames, type SizeName, sizes } from "../world/sizes.ts"
import { World } from "../world/World.ts"

const pass = { s: 100, m: 500, l: 2_000, x: 10_000 }
/** About as long as the steps beside them: steps cut short for their sake would begin with a cache that a scan has emptied, and end before they have theirs back. */
const scans = { s: 24, m: 2, l: 1, x: 1 }
const turns = { s: 201, m: 201, l: 101, x: 15 }

function measure(size: SizeName): Numbers {
  const world = new World(sizes[size])
  const backlog = new Backlog(world)
  const scan = new NaiveBacklog(world, backlog)
  const heap = new Heap(sizes[size].waiting, "random")
  const ways = [
    { step: backlog.step, steps: 4_000 },
    { step: scan.step, steps: scans[size] },
    { step: heap.step, steps: 4_000 }
  ]
  const { ns, ratios } = inTurns(ways, turns[size], 5)
  return { ratio: ratios[1]!, toHeap: ratios[1]! / ratios[2]!, scanNs: ns[1]!, heapNs: ns[2]!, stepNs: ns[0]! }
}

const figures = (measured: Measured): Figure[] =>
  sizeNames
    .filter((size) => measured.has(size))
    .map((size) => {
      const of = (number: string) => measured.median(size, number)
      return {
        name: `naive scan / backlog step, ${size}`,
        value: of("ratio"),
        unit: "x",
        pass: { atLeast: pass[size] },
        aim: { atLeast: 2 * pass[size] },
        spread: measured.spread(size, "ratio"),
        beside: `scan ${written(of("scanNs") / 1_000)} us = ${written(of("toHeap"))} x heap (${written(of("heapNs"))} ns); step ${written(of("stepNs"))} ns`
      }
    })

export const naiveScan: Section = {
  name: "naive",
  question: "How much faster is a decision than looking at everybody who waits (naive/Naive.ts)?",
  cases: sizeNames.map((size) => ({
    name: size,
    repeats: size === "x" ? 1 : 3,
    ...(size === "x" ? {} : { quick: true as const }),
    measure: () => measure(size)
  })),
  figures
}
