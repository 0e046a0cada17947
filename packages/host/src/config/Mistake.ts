/** One mistake in a configuration file: where it stands, what is wrong and what to do about it. */
export interface Mistake {
  /** From 1; undefined when the file as a whole is at fault. */
  readonly line?: number
  readonly column?: number
  /** Dotted path of the setting, e.g. `queues.loans.offer`. */
  readonly path: string
  readonly text: string
  readonly remedy: string
}

/** A mistake that one setting makes about another, before its place in the file is looked up. */
export interface CrossMistake {
  readonly path: ReadonlyArray<PropertyKey>
  readonly text: string
  readonly remedy: string
}

/** All mistakes, in the order of the file, one line each as compilers print them. */
export const showMistakes = (file: string, mistakes: ReadonlyArray<Mistake>): string =>
  [...mistakes]
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
    .map((m) => `${file}:${m.line ?? 1}:${m.column ?? 1}: ${m.path === "" ? "" : `${m.path}: `}${m.text}. ${m.remedy}`)
    .join("\n")
