import { Draws, purposes } from "../../src/simulate/draw/Draws.ts"
import { duration } from "../../src/simulate/draw/duration.ts"
import { ln } from "../../src/simulate/draw/ln.ts"
import { type Contact, Outcome } from "./Contact.ts"
import { type ClassOfContacts, type Hyperexponential, type System, unitMs } from "./System.ts"

/** Name of a class in the day's plan: its draws hang on it. */
export const nameOf = (kind: number): string => `class ${kind}`

/**
 * The contacts of a day without end, one after the other: the very ones that `simulate` draws for its plan and seed, which has to hold
 * all of its day at once.
 */
export class Arrivals {
  private readonly classes: ReadonlyArray<OneClass>
  private came = 0
  private lastMs = 0

  constructor({ classes }: System, seed: number) {
    this.classes = classes.map((each, kind) => new OneClass(each, kind, seed))
  }

  /** When the next one comes. */
  get nextMs(): number {
    return this.first().nextMs
  }

  next(): Contact {
    const from = this.first()
    const contact: Contact = {
      index: this.came++,
      kind: from.kind,
      arrivedAtMs: from.nextMs,
      gapMs: from.nextMs - this.lastMs,
      handleMs: from.handleMs(),
      patienceMs: from.patienceMs(),
      outcome: Outcome.Waiting,
      waitMs: 0,
      agent: -1,
      found: -1
    }
    this.lastMs = from.nextMs
    from.pass()
    return contact
  }

  private first(): OneClass {
    let first = this.classes[0]!
    for (const each of this.classes) if (each.nextMs < first.nextMs) first = each
    return first
  }
}

class OneClass {
  nextMs = 0
  readonly kind: number
  private readonly of: ClassOfContacts
  private readonly draws: Draws
  private readonly gapMs: number
  private ordinal = 0
  private gone = 0

  constructor(of: ClassOfContacts, kind: number, seed: number) {
    this.of = of
    this.kind = kind
    this.draws = new Draws(seed, nameOf(kind))
    // By the hour, as a plan says it: the same rounding.
    this.gapMs = 3_600_000 / perHour(of.rate)
    this.pass()
  }

  pass(): void {
    this.ordinal++
    this.gone -= ln(this.draws.uniform(this.ordinal, purposes.arrival))
    this.nextMs = Math.floor(this.gone * this.gapMs)
  }

  handleMs(): number {
    return lasts(this.of.handle, this.draws, this.ordinal)
  }

  patienceMs(): number {
    const { patience } = this.of
    return patience === undefined
      ? Number.POSITIVE_INFINITY
      : duration(patience, this.draws, this.ordinal, purposes.patience)
  }
}

export const perHour = (rate: number): number => (rate * 3_600_000) / unitMs

function lasts(law: ClassOfContacts["handle"], draws: Draws, ordinal: number): number {
  return law.kind === "hyperexponential" ? either(law, draws, ordinal) : duration(law, draws, ordinal, purposes.handle)
}

function either({ share, meanMs, otherMeanMs }: Hyperexponential, draws: Draws, ordinal: number): number {
  const mean = draws.uniform(ordinal, purposes.handle, 1) < share ? meanMs : otherMeanMs
  return Math.round(-ln(draws.uniform(ordinal, purposes.handle)) * mean)
}
