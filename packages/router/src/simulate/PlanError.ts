/** One mistake in a plan: where, and what to write instead. */
export interface PlanMistake {
  /** Dotted path of the value at fault, e.g. `classes.loans.handle.meanMs`. */
  readonly path: string
  readonly text: string
}

/** A plan that cannot be simulated. The message names every mistake at once, each with its path and what to write instead. */
export class PlanError extends Error {
  /** Every mistake, each with its path and what to write instead. */
  readonly mistakes: ReadonlyArray<PlanMistake>

  constructor(mistakes: ReadonlyArray<PlanMistake>) {
    const lines = mistakes.map(({ path, text }) => `  ${path === "" ? "plan" : path}: ${text}`)
    super(`The plan has ${mistakes.length} mistake${mistakes.length === 1 ? "" : "s"}:\n${lines.join("\n")}`)
    this.name = "PlanError"
    this.mistakes = mistakes
  }
}
