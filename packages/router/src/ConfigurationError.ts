import type { ConfigurationMistake } from "./engine/compile/check.ts"

/** A configuration that cannot be used. The message names every mistake at once, each with its path and what to write instead. */
export class ConfigurationError extends Error {
  /** Every mistake, each with its path and what to write instead. */
  readonly mistakes: ReadonlyArray<ConfigurationMistake>

  constructor(mistakes: ReadonlyArray<ConfigurationMistake>) {
    const lines = mistakes.map(({ path, text }) => `  ${path === "" ? "configuration" : path}: ${text}`)
    super(`The configuration has ${mistakes.length} mistake${mistakes.length === 1 ? "" : "s"}:\n${lines.join("\n")}`)
    this.name = "ConfigurationError"
    this.mistakes = mistakes
  }
}
