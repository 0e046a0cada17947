import type { ComparedMeasure, Comparison, ContactMeasure, MeasureComparison } from "@strowger/router/simulate"
import { percent } from "../tables/figure.ts"
import { table } from "../tables/table.ts"

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const points = (share: number): string => percent(share)
/** A difference of two shares. */
const apart = (share: number): string => `${(share * 100).toFixed(1)} points`
const plain = (value: number): string => value.toFixed(1)
const index = (value: number): string => value.toFixed(3)

/** What is told, in this order. */
const measures: ReadonlyArray<readonly [ComparedMeasure, string, (value: number) => string]> = [
  ["meanWaitOfAllMs", "mean wait", seconds],
  ["p80WaitMs", "p80 wait of the served", seconds],
  ["p95WaitMs", "p95 wait of the served", seconds],
  ["maxWaitMs", "longest wait of the served", seconds],
  ["serviceLevel", "in time", points],
  ["abandonRate", "abandoned", points],
  ["served", "served", plain],
  ["occupancy", "occupancy", points],
  ["leastJain", "fairness among equal agents (Jain)", index],
  ["overtakes", "went before an older one of the class", plain],
  ["largestBypassOfAll", "most younger ones before any", plain]
]

/** What is told of each class: a plan that helps one often costs another, and the mean of all hides both. */
const ofClasses: ReadonlyArray<readonly [ContactMeasure, string, (value: number) => string]> = [
  ["meanWaitOfAllMs", "mean wait", seconds],
  ["serviceLevel", "in time", points],
  ["abandonRate", "abandoned", points]
]

/** Plans beside the first, on the same random numbers; then class by class. */
export const showComparison = (comparison: Comparison): string => {
  const [first = "", ...others] = comparison.plans
  const classes = Object.entries(comparison.classes)
  return others
    .map((other) =>
      table([
        ["", first, other, "difference", "95% from", "to", "days less", "more", ""],
        ...measures.map(([name, words, text]) => row(comparison.measures[name], first, other, words, text)),
        ...(classes.length < 2 ? [] : classes).flatMap(([name, compared]) =>
          ofClasses.map(([measure, words, text]) => row(compared[measure], first, other, `${name}: ${words}`, text))
        )
      ])
    )
    .join("\n\n")
}

const row = (
  { better, means, differences }: MeasureComparison,
  first: string,
  other: string,
  words: string,
  text: (value: number) => string
): ReadonlyArray<string> => {
  const known = (value: number | undefined): string => (value === undefined ? "—" : text(value))
  const difference = text === points ? apart : text
  const signed = (value: number | undefined): string =>
    value === undefined ? "—" : `${value > 0 ? "+" : ""}${difference(value)}`
  const found = differences[other]
  const { mean, low, high } = found ?? {}
  const verdict =
    better === undefined || low === undefined || high === undefined || (low <= 0 && high >= 0)
      ? ""
      : (better === "less") === high < 0
        ? "better"
        : "worse"
  const days = (value: number | undefined): string => String(value ?? 0)
  return [
    words,
    known(means[first]),
    known(means[other]),
    signed(mean),
    signed(low),
    signed(high),
    days(found?.less),
    days(found?.more),
    verdict
  ]
}
