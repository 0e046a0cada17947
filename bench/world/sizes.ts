/** How much there is of everything. */
export interface Size {
  readonly agents: number
  readonly skills: number
  readonly waiting: number
  /** Groups of agents who have the same skills. */
  readonly skillSets: number
  /** Groups of contacts that ask for the same. */
  readonly classes: number
}

export const sizes = {
  s: { agents: 100, skills: 10, waiting: 1_000, skillSets: 20, classes: 50 },
  m: { agents: 1_000, skills: 50, waiting: 10_000, skillSets: 100, classes: 250 },
  l: { agents: 10_000, skills: 200, waiting: 100_000, skillSets: 400, classes: 1_000 },
  x: { agents: 100_000, skills: 1_000, waiting: 1_000_000, skillSets: 2_000, classes: 5_000 }
} as const satisfies Record<string, Size>

export type SizeName = keyof typeof sizes
export const sizeNames = ["s", "m", "l", "x"] as const
