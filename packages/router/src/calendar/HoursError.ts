/** One mistake in opening hours: where, and what to write instead. */
export interface HoursMistake {
  /** Dotted path of the value at fault, e.g. `week.mon.0.to`. */
  readonly path: string
  readonly text: string
}

/** Hours that cannot be used. The message names every mistake at once, each with its path and what to write instead. */
export class HoursError extends Error {
  /** All of them, in the order they were found. */
  readonly mistakes: ReadonlyArray<HoursMistake>

  constructor(mistakes: ReadonlyArray<HoursMistake>) {
    const lines = mistakes.map(({ path, text }) => `  ${path === "" ? "hours" : path}: ${text}`)
    super(`The hours have ${mistakes.length} mistake${mistakes.length === 1 ? "" : "s"}:\n${lines.join("\n")}`)
    this.name = "HoursError"
    this.mistakes = mistakes
  }
}
