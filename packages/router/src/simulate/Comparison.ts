import type { SimulateOptions } from "./SimulateOptions.ts"

/** How plans are compared. */
export interface CompareOptions extends Pick<SimulateOptions, "router" | "serviceLevelMs" | "intervalMs" | "regret"> {
  /** Every plan is simulated once with each. Two and more, no two alike; 10 to 30 are usual. */
  readonly seeds: ReadonlyArray<number>
  /** Told after each simulated day. */
  readonly onProgress?: (progress: { readonly days: number; readonly of: number }) => void
}

/** What is compared of contacts, of all of them and of each class. Waits in milliseconds, shares 0 to 1. */
export type ContactMeasure =
  | "meanWaitMs"
  | "p80WaitMs"
  | "p95WaitMs"
  | "maxWaitMs"
  | "meanWaitOfAllMs"
  | "serviceLevel"
  | "abandonRate"
  | "served"

/** What is compared of a whole day. `regretRatio` (`Regret.ratio`) where `regret` is asked for. */
export type ComparedMeasure =
  | ContactMeasure
  | "occupancy"
  | "leastJain"
  | "overtakes"
  | "largestBypassOfAll"
  | "regretRatio"

/** Plans on the same random numbers. */
export interface Comparison {
  /** One day of each plan for each of them. */
  readonly seeds: ReadonlyArray<number>
  /** Names of the plans; the others are compared with the first. */
  readonly plans: ReadonlyArray<string>
  /** One for each measure. */
  readonly measures: Readonly<Record<ComparedMeasure, MeasureComparison>>
  /** The same of the contacts of each class that all plans have. */
  readonly classes: Readonly<Record<string, Readonly<Record<ContactMeasure, MeasureComparison>>>>
}

/** One measure over all seeds. */
export interface MeasureComparison {
  /** Which is better. Absent = neither: of occupancy nobody can say. */
  readonly better?: "less" | "more"
  /** By plan, its mean over the seeds. Absent = there was nothing to measure. */
  readonly means: Readonly<Record<string, number>>
  /** By plan but the first: how it differs from the first. */
  readonly differences: Readonly<Record<string, PlanDifference>>
}

/** A plan less the first plan, seed by seed. */
export interface PlanDifference {
  /** Days on which both had something to measure. */
  readonly days: number
  /** Mean difference; above 0 = this plan has more. Absent = no such day. */
  readonly mean?: number
  /** Where the confidence interval of 95 percent begins (Student's law over the seeds). Absent = fewer than two days. */
  readonly low?: number
  /** Where it ends. It does not contain 0: the plans differ, and not by chance. */
  readonly high?: number
  /** Days on which this plan had less. */
  readonly less: number
  /** Days on which this plan had more. */
  readonly more: number
}
