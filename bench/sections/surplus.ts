import { Surplus } from "../core/Surplus.ts"
import { bytesFlags, bytesPerStep } from "../harness/bytes.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { inTurns } from "../harness/timed.ts"
import { Heap } from "../heap/Heap.ts"
import { NaiveSurplus } from "../naive/NaiveSurplus.ts"
import { sizeNames, type SizeName, sizes } from "../world/sizes.ts"
import { World } from "../world/World.ts"

const scans = { s: 2_000, m: 200, l: 20, x: 2 }

function measure(size: SizeName): Numbers {
  const world = new World(sizes[size])
  const surplus = new Surplus(world)
  const scan = new NaiveSurplus(world, surplus)
  const heap = new Heap(sizes[size].agents, "random")
  const ways = [
    { step: surplus.step, steps: 5_000 },
    { step: scan.step, steps: scans[size] },
    { step: heap.step, steps: 5_000 }
  ]
  const { ns, ratios } = inTurns(ways, 31)
  return {
    ratio: 1 / ratios[2]!,
    naive: ratios[1]!,
    stepNs: ns[0]!,
    heapNs: ns[2]!,
    crews: surplus.crewsCompared,
    hitRate: surplus.hitRate,
    bytes: bytesPerStep(surplus.step, 500_000)
  }
}

function figuresOf(size: SizeName, measured: Measured): Figure[] {
  const of = (number: string) => measured.median(size, number)
  return [
    {
      name: `surplus step / heap of the agents, ${size}`,
      value: of("ratio"),
      unit: "x",
      spread: measured.spread(size, "ratio"),
      beside: `${written(of("stepNs"))} ns; heap ${written(of("heapNs"))} ns; hit rate ${written(of("hitRate"))}; ${written(of("bytes"))} B`
    },
    { name: `naive scan of agents / surplus step, ${size}`, value: of("naive"), unit: "x" },
    { name: `crews compared per surplus step, ${size}`, value: of("crews"), unit: "", baseline: "count" }
  ]
}

export const surplus: Section = {
  name: "surplus",
  question: "What does a decision cost while many agents are idle?",
  cases: sizeNames.map((size) => ({
    name: size,
    repeats: 3,
    ...(size === "x" ? {} : { quick: true as const }),
    flags: bytesFlags,
    measure: () => measure(size)
  })),
  figures: (measured) => sizeNames.filter((size) => measured.has(size)).flatMap((size) => figuresOf(size, measured))
}
