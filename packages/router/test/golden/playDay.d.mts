import type { DayPlan, simulate } from "../../src/simulate/index.ts"

export interface GoldenDay {
  readonly about: string
  readonly seed: number
  readonly plan: DayPlan
  readonly sha256: string
}

export function playDay(simulating: typeof simulate, day: Pick<GoldenDay, "plan" | "seed">): string
