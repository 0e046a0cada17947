/** A bug that somebody could have written: one place of the engine, changed. */
export interface Mutant {
  /** What is wrong, in a few words; its name in the table. */
  readonly bug: string
  /** Below `src/engine`. */
  readonly file: string
  /** Stands there exactly once, whatever the white space. */
  readonly text: string
  /** What stands there instead. */
  readonly instead: string
}
