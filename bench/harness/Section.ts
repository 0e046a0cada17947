import type { Figure } from "./Figure.ts"
import type { Measured } from "./Measured.ts"

/** What one process found, by name. */
export type Numbers = Readonly<Record<string, number>>

/** One thing to be measured, in a process of its own. */
export interface Case {
  readonly name: string
  /** In so many processes, one after the other; a median over them is what counts. Default 5; 1 with `--quick`. */
  readonly repeats?: number
  /** Also with `--quick`. Default false. */
  readonly quick?: true
  /** Flags of Node for this process. */
  readonly flags?: ReadonlyArray<string>
  readonly measure: () => Numbers | Promise<Numbers>
}

/** One question about the router, answered by figures. A file of `sections/` each. */
export interface Section {
  /** For `--only`. */
  readonly name: string
  readonly question: string
  readonly cases: ReadonlyArray<Case>
  /** Cases that were not run (`--quick`) have no numbers: figures of them are left out. */
  readonly figures: (measured: Measured) => ReadonlyArray<Figure>
  /** Why this machine cannot answer it, where it cannot: said loudly, and left out. */
  readonly isMissing?: () => string | undefined
}
