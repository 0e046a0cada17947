import { Backlog } from "../core/Backlog.ts"
import { bytesFlags, bytesPerStep } from "../harness/bytes.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Case, Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { inTurns } from "../harness/timed.ts"
import { Heap } from "../heap/Heap.ts"
import { type Feature, features, FeatureWorld, further } from "../world/FeatureWorld.ts"
import { sizes } from "../world/sizes.ts"

function everything(size: "m" | "l"): Numbers {
  const backlog = new Backlog(new FeatureWorld(sizes[size], features))
  const heap = new Heap(sizes[size].waiting, "random")
  const ways = [
    { step: heap.step, steps: 10_000 },
    { step: backlog.step, steps: 10_000 }
  ]
  const { ns, ratios } = inTurns(ways, 41)
  return {
    ratio: ratios[1]!,
    stepNs: ns[1]!,
    heapNs: ns[0]!,
    bounds: backlog.boundsCompared,
    lanes: backlog.lanesCompared,
    hitRate: backlog.hitRate,
    bytes: bytesPerStep(backlog.step, 500_000)
  }
}

/** With the feature and without it, in turns. */
function onAndOff(feature: Feature): Numbers {
  const off = new Backlog(new FeatureWorld(sizes.m))
  const on = new Backlog(new FeatureWorld(sizes.m, [feature]))
  const ways = [
    { step: off.step, steps: 10_000 },
    { step: on.step, steps: 10_000 }
  ]
  const { ns, ratios } = inTurns(ways, 41)
  const bytes = bytesPerStep(on.step, 500_000)
  return { ratio: ratios[1]!, offNs: ns[0]!, onNs: ns[1]!, lanesOff: off.lanesCompared, lanes: on.lanesCompared, bytes }
}

const all = (["m", "l"] as const).map(
  (size): Case => ({
    name: `all ${size}`,
    repeats: 3,
    ...(size === "m" ? { quick: true as const } : {}),
    flags: bytesFlags,
    measure: () => everything(size)
  })
)

const each: ReadonlyArray<Feature> = [...features, ...further]
const oneByOne = each.map(
  (feature): Case => ({ name: feature, repeats: 3, flags: bytesFlags, measure: () => onAndOff(feature) })
)

function figures(measured: Measured): Figure[] {
  const whole = (["m", "l"] as const)
    .filter((size) => measured.has(`all ${size}`))
    .flatMap((size): Figure[] => {
      const of = (number: string) => measured.median(`all ${size}`, number)
      return [
        {
          name: `backlog step with every feature / heap, ${size}`,
          value: of("ratio"),
          unit: "x",
          pass: { atMost: 8 },
          aim: { atMost: 5 },
          spread: measured.spread(`all ${size}`, "ratio"),
          beside: `${written(of("stepNs"))} ns; heap ${written(of("heapNs"))} ns; ${written(of("bounds"))} bounds and ${written(of("lanes"))} lanes compared, ${written(of("stepNs") / (of("bounds") + of("lanes")))} ns for each; hit rate ${written(of("hitRate"))}`
        },
        {
          name: `bytes per backlog step with every feature, ${size}`,
          value: of("bytes"),
          unit: "B",
          pass: { atMost: 1 },
          aim: { atMost: 0.01 },
          baseline: "count"
        }
      ]
    })
  const single = each
    .filter((feature) => measured.has(feature))
    .map((feature): Figure => {
      const of = (number: string) => measured.median(feature, number)
      return {
        name: `backlog step with ${feature} / without, m`,
        value: of("ratio"),
        unit: "x",
        spread: measured.spread(feature, "ratio"),
        beside: `${written(of("onNs"))} / ${written(of("offNs"))} ns; ${written(of("lanes"))} / ${written(of("lanesOff"))} lanes compared; ${written(of("bytes"))} B`
      }
    })
  return [...whole, ...single]
}

export const featureCosts: Section = {
  name: "features",
  question: "What does a decision cost with every feature in use, and what does each add by itself?",
  cases: [...all, ...oneByOne],
  figures
}
