import { rmSync } from "node:fs"
import { dirname } from "node:path"
import { instructionsPerStep, valgrindMissing } from "../harness/callgrind.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { bundle } from "../instructions/bundle.ts"

/** The second number of steps is far enough beyond the first, where everything is compiled. */
const counted = [
  { name: "step", what: "backlog step", few: 20_000, many: 120_000 },
  { name: "features", what: "backlog step with every feature", few: 20_000, many: 120_000 },
  { name: "numbers", what: "life cycle by numbers", few: 10_000, many: 40_000 },
  { name: "strings", what: "life cycle with strings and objects", few: 5_000, many: 15_000 }
] as const

const figuresOf = (name: string, what: string, measured: Measured): Figure[] => {
  const all = measured.all(name, "instructions")
  const spread = ((Math.max(...all) - Math.min(...all)) / Math.min(...all)) * 100
  const count: Figure = {
    name: `instructions per ${what}, s`,
    value: measured.median(name, "instructions"),
    unit: "",
    baseline: "machine",
    beside: all.map((value) => written(value)).join(", ")
  }
  if (all.length < 2) return [count]
  const repeats: Figure = {
    name: `instructions per ${what}: repeats differ by`,
    value: spread,
    unit: "%",
    pass: { atMost: 0.01 },
    aim: { atMost: 0.01 }
  }
  return [count, repeats]
}

export const instructionCounts: Section = {
  name: "instructions",
  question: "How many instructions does a step take (callgrind)? The same every time, whatever else the machine does.",
  cases: counted.map(({ name, few, many }) => ({
    name,
    repeats: 2,
    measure: async () => {
      const file = await bundle()
      try {
        return { instructions: await instructionsPerStep(file, name, few, many) }
      } finally {
        rmSync(dirname(file), { recursive: true })
      }
    }
  })),
  figures: (measured) =>
    counted.filter(({ name }) => measured.has(name)).flatMap(({ name, what }) => figuresOf(name, what, measured)),
  isMissing: valgrindMissing
}
