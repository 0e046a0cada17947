/** An event that cannot follow the events before it, whoever decides: the law it breaks says what cannot be. */
export class Contradiction extends Error {
  override readonly name = "Contradiction"
  /** The id of the law. */
  readonly law: string

  constructor(law: string, said: string) {
    super(said)
    this.law = law
  }
}

/** Throws unless `holds`. */
export function must(holds: boolean, law: string, said: string): asserts holds {
  if (!holds) throw new Contradiction(law, said)
}
