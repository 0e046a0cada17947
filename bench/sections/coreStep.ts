import { Backlog } from "../core/Backlog.ts"
import { bytesFlags, bytesPerStep } from "../harness/bytes.ts"
import type { Figure } from "../harness/Figure.ts"
import { written } from "../harness/table.ts"
import { inTurns } from "../harness/timed.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Case, Numbers, Section } from "../harness/Section.ts"
import { Heap } from "../heap/Heap.ts"
import { sizeNames, type SizeName, sizes } from "../world/sizes.ts"
import { World } from "../world/World.ts"

const pass = { s: 3, m: 4, l: 5, x: 3 }
const aim = { s: 2, m: 2.5, l: 3, x: 2 }

function measure(size: SizeName): Numbers {
  const { waiting } = sizes[size]
  const backlog = new Backlog(new World(sizes[size]))
  const random = new Heap(waiting, "random")
  const steps = 10_000
  const turns = size === "x" ? 31 : 61
  const paired = inTurns(
    [
      { step: random.step, steps },
      { step: backlog.step, steps }
    ],
    turns
  )
  const rising = new Heap(waiting, "rising")
  const [risingNs] = inTurns([{ step: rising.step, steps }], 15).ns
  return {
    ratio: paired.ratios[1]!,
    stepNs: paired.ns[1]!,
    heapNs: paired.ns[0]!,
    risingNs: risingNs!,
    lanes: backlog.lanesCompared,
    hitRate: backlog.hitRate,
    bytes: bytesPerStep(backlog.step, 1_000_000)
  }
}

const caseOf = (size: SizeName): Case => ({
  name: size,
  repeats: size === "x" ? 3 : 5,
  ...(size === "x" ? {} : { quick: true as const }),
  flags: bytesFlags,
  measure: () => measure(size)
})

function figures(measured: Measured): Figure[] {
  return sizeNames
    .filter((size) => measured.has(size))
    .flatMap((size): Figure[] => {
      const of = (number: string) => measured.median(size, number)
      return [
        {
          name: `backlog step / heap, ${size}`,
          value: of("ratio"),
          unit: "x",
          pass: { atMost: pass[size] },
          aim: { atMost: aim[size] },
          spread: measured.spread(size, "ratio"),
          beside: `${written(of("stepNs"))} ns; heap ${written(of("heapNs"))} ns (keys rising ${written(of("risingNs"))}); ${written(of("lanes"))} lanes compared, hit rate ${written(of("hitRate"))}`
        },
        {
          name: `lanes compared per backlog step, ${size}`,
          value: of("lanes"),
          unit: "",
          baseline: "count"
        },
        {
          name: `bytes per backlog step, ${size}`,
          value: of("bytes"),
          unit: "B",
          baseline: "count",
          pass: { atMost: 1 },
          aim: { atMost: 0.01 },
          spread: measured.spread(size, "bytes")
        }
      ]
    })
}

export const coreStep: Section = {
  name: "core",
  question:
    "What does a decision with an enqueue cost while many wait, beside push and pop of a binary heap of the same size?",
  cases: sizeNames.map(caseOf),
  figures
}
