import { Backlog } from "../core/Backlog.ts"
import { Numbers as ByNumbers } from "../cycle/Numbers.ts"
import { Strings } from "../cycle/Strings.ts"
import { bytesFlags, bytesPerStep } from "../harness/bytes.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { inTurns } from "../harness/timed.ts"
import { sizeNames, type SizeName, sizes } from "../world/sizes.ts"
import { World } from "../world/World.ts"

/** As V8 compiles it in the end. */
const warmUp = 100_000

function measure(size: SizeName): Numbers {
  const world = () => new World(sizes[size])
  const backlog = new Backlog(world())
  const numbers = new ByNumbers(world())
  const core = { step: backlog.step, steps: 5_000 }
  const byNumber = inTurns([core, { step: numbers.step, steps: 2_000 }], 31)
  const numbersBytes = bytesPerStep(numbers.step, 100_000)
  const { rowsRead, steps, misses } = numbers
  const strings = new Strings(world())
  for (let n = 0; n < warmUp; n++) strings.step()
  for (let n = 0; n < warmUp; n++) strings.callerStep()
  const byText = inTurns(
    [
      { step: numbers.step, steps: 1_000 },
      { step: strings.step, steps: 1_000 }
    ],
    31
  )
  return {
    ratio: byNumber.ratios[1]!,
    stepNs: byNumber.ns[0]!,
    numbersNs: byNumber.ns[1]!,
    numbersBytes,
    rows: rowsRead / steps,
    hitRate: 1 - misses / steps,
    textRatio: byText.ratios[1]!,
    stringsNs: byText.ns[1]!,
    events: strings.heard / strings.steps,
    stringsBytes: bytesPerStep(strings.step, 20_000),
    callerBytes: bytesPerStep(strings.callerStep, 20_000)
  }
}

function figuresOf(size: SizeName, measured: Measured): Figure[] {
  const of = (number: string) => measured.median(size, number)
  return [
    {
      name: `life cycle / backlog step, by numbers, ${size}`,
      value: of("ratio"),
      unit: "x",
      pass: { atMost: 4 },
      aim: { atMost: 3 },
      spread: measured.spread(size, "ratio"),
      beside: `${written(of("numbersNs"))} ns; step ${written(of("stepNs"))} ns; ${written(of("rows"))} rows each, hit rate ${written(of("hitRate"))}`
    },
    {
      name: `bytes per life cycle, by numbers, ${size}`,
      value: of("numbersBytes"),
      unit: "B",
      baseline: "count",
      pass: { atMost: 64 },
      aim: { atMost: 16 },
      spread: measured.spread(size, "numbersBytes")
    },
    {
      name: `life cycle, strings and objects / by numbers, ${size}`,
      value: of("textRatio"),
      unit: "x",
      spread: measured.spread(size, "textRatio"),
      beside: `${written(of("stringsNs"))} ns; ${written(of("events"))} events each`
    },
    {
      name: `bytes per life cycle, strings and objects, ${size}`,
      value: of("stringsBytes") - of("callerBytes"),
      unit: "B",
      pass: { atMost: 320 },
      aim: { atMost: 176 },
      beside: `the router's, by cause: --only account; the caller's own four commands and an id take ${written(of("callerBytes"))} B`
    }
  ]
}

export const lifeCycle: Section = {
  name: "cycle",
  question:
    "What does the whole life of a contact cost: arrive, offer, accept, complete, wrap up, with its five events?",
  cases: sizeNames.map((size) => ({
    name: size,
    repeats: size === "x" ? 1 : 5,
    ...(size === "x" ? {} : { quick: true as const }),
    flags: bytesFlags,
    measure: () => measure(size)
  })),
  figures: (measured) => sizeNames.filter((size) => measured.has(size)).flatMap((size) => figuresOf(size, measured))
}
