import { Backlog } from "../core/Backlog.ts"
import { Strings } from "../cycle/Strings.ts"
import { bytesFlags, bytesPerStep } from "../harness/bytes.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { inTurns } from "../harness/timed.ts"
import { sizeNames, type SizeName, sizes } from "../world/sizes.ts"
import { World } from "../world/World.ts"

function measure(size: SizeName): Numbers {
  const world = () => new World(sizes[size])
  const backlog = new Backlog(world())
  const strings = new Strings(world())
  const ways = [
    { step: backlog.step, steps: 5_000 },
    { step: strings.step, steps: 2_000 }
  ]
  const { ns, ratios } = inTurns(ways, 31)
  const { heard, steps } = strings
  return {
    stringsRatio: ratios[1]!,
    stepNs: ns[0]!,
    stringsNs: ns[1]!,
    events: heard / steps,
    hitRate: 1 - strings.misses / steps,
    stringsBytes: bytesPerStep(strings.step, 20_000),
    callerBytes: bytesPerStep(strings.callerStep, 20_000)
  }
}

function figuresOf(size: SizeName, measured: Measured): Figure[] {
  const of = (number: string) => measured.median(size, number)
  return [
    {
      name: `life cycle with strings and objects / backlog step, ${size}`,
      value: of("stringsRatio"),
      unit: "x",
      spread: measured.spread(size, "stringsRatio"),
      beside: `${written(of("stringsNs"))} ns; step ${written(of("stepNs"))} ns; ${of("events")} events each, hit rate ${written(of("hitRate"))}`
    },
    {
      name: `bytes per life cycle with strings and objects, ${size}`,
      value: of("stringsBytes") - of("callerBytes"),
      unit: "B",
      pass: { atMost: 320 },
      aim: { atMost: 176 },
      beside: `beside ${written(of("callerBytes"))} B of the caller's own: four commands and an id`
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
