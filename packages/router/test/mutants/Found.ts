/** What found a planted bug. */
export interface Found {
  /** Id of the law of the kit that needs the fewest histories; or that no law saw it, and what did. */
  readonly by: string
  /** Which history showed it, counted from 1. */
  readonly histories: number
  /** Of the shortest history that shows it. */
  readonly moves: number
  /** In a sentence. */
  readonly said: string
}
