/**
 * One sentence of a contract and the experiment that tries to break it. For any test runner:
 * `for (const law of journalLaws("mine", subject)) it(law.name, law.run)`.
 * `run` rejects with `LawBroken` when the sentence does not hold.
 */
export interface Law {
  readonly id: string
  /** Rule id and what it says. */
  readonly name: string
  /** Rejects where the law is broken, with the smallest history that breaks it. */
  readonly run: () => Promise<void>
}

/** A law does not hold. */
export class LawBroken extends Error {
  override readonly name = "LawBroken"
}

let judged = 0
/** How often anything was judged so far: a law in whose histories this does not rise says nothing. */
export const judgements = (): number => judged

/** Throws `LawBroken` unless `held`; what is said stands in the report. */
export const holds = (held: boolean, said: string): void => {
  judged++
  if (!held) throw new LawBroken(said)
}

/** Names each rule for the thing under test. The experiments are loaded when they run: this module needs no `effect`. */
export const lawsOf = <Rule extends string>(
  subject: string,
  rules: Readonly<Record<Rule, string>>,
  run: (rule: Rule) => Promise<void>
): ReadonlyArray<Law> =>
  Object.keys(rules).map((id) => {
    const rule = id as Rule
    return { id, name: `${id} ${subject}: ${rules[rule]}`, run: () => run(rule) }
  })
