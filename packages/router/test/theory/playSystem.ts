import { Arrivals } from "./Arrivals.ts"
import { Batches, batchesWanted, type Figure, figureOf } from "./Batches.ts"
import { type Contact, Outcome } from "./Contact.ts"
import { controlsOf } from "./controls.ts"
import { engineDay } from "./engineDay.ts"
import type { Measure } from "./Measure.ts"
import { type System, warmUp } from "./System.ts"
import { Textbook } from "./Textbook.ts"
import { errorOf, exactOf, type Verdict, verdictOf } from "./verdict.ts"

/** A system and what theory says of it. */
export interface Case {
  readonly system: System
  readonly measures: ReadonlyArray<Measure>
  /** Of the busiest part, where it is not all of the work / agents. */
  readonly load?: number
  /** Whether who serves a contact is a matter of chance to the textbook: then only waits are compared. */
  readonly anyAgent?: true
}

export interface Lengths {
  /** Contacts that the engine plays, beside those of the beginning that do not count. */
  readonly engine: number
  /** Contacts that the textbook plays at most. */
  readonly textbook: number
  /** Contacts that it plays at least, however precise its figures look: after a few contacts nothing is known of what is rare. */
  readonly atLeast?: number
  readonly seed: number
}

export interface Played {
  readonly engineContacts: number
  readonly textbookContacts: number
  /** Contacts that fared otherwise with the engine than by the textbook. */
  readonly differ: number
  readonly figures: ReadonlyArray<MeasuredFigure>
}

export interface MeasuredFigure {
  readonly name: string
  readonly exact: number
  /** The textbook's long day, plus what the engine's day differs from the same day by the textbook. */
  readonly measured: Figure
  /** The engine's own day alone. */
  readonly engine: Figure
  /** The standard error of the distance to what is exact. */
  readonly allowed: number
  readonly verdict: Verdict
}

/**
 * The engine plays a day, the textbook the same day and then on for as long as the figures need to be precise. What is measured is the
 * textbook's figure plus the engine's difference from it on the day both played: an estimate of what the engine alone would come to on so
 * long a day, with an error to which a difference would add its own (multilevel Monte Carlo, two levels; Giles 2008).
 */
export function playSystem(of: Case, lengths: Lengths): Played {
  const { system, measures, load, anyAgent } = of
  const warm = warmUp(system, load)
  const day = engineDay(system, warm + lengths.engine, lengths.seed)
  const same = textbookDay(system, day.length, lengths.seed)
  const differ = day.filter((contact, at) => !isAlike(contact, same[at]!, anyAgent)).length
  const from = Math.min(warm, Math.floor(day.length / 2))
  const byEngine = inBatches(of, day, from)
  const long = textbookLong(of, warm, lengths)
  const controls = controlsOf(system).length
  const figures: MeasuredFigure[] = []
  let part = 0
  for (const measure of measures) {
    const longer = figureOf(measure, part, long.batches, controls)
    const measured =
      differ === 0 ? longer : plus(longer, difference(measure, part, byEngine, inBatches(of, same, from)))
    const { name } = measure
    const exact = exactOf(measure, measured.value)
    const engine = figureOf(measure, part, byEngine, controls)
    const spells = (10 * long.contacts) / warm
    const allowed = errorOf(measure, measured.error, spells)
    figures.push({ name, exact, measured, engine, allowed, verdict: verdictOf(measure, measured, spells) })
    part += measure.parts.length
  }
  return { engineContacts: day.length, textbookContacts: long.contacts, differ, figures }
}

const isAlike = (one: Contact, other: Contact, anyAgent?: true): boolean =>
  one.arrivedAtMs === other.arrivedAtMs &&
  one.kind === other.kind &&
  one.handleMs === other.handleMs &&
  one.patienceMs === other.patienceMs &&
  one.outcome === other.outcome &&
  one.waitMs === other.waitMs &&
  (anyAgent === true || one.agent === other.agent)

/** The first contacts of the day, and nobody after them. */
export function textbookDay(system: System, contacts: number, seed: number): ReadonlyArray<Contact> {
  const arrivals = new Arrivals(system, seed)
  const textbook = new Textbook(system, () => undefined)
  const day = Array.from({ length: contacts }, () => {
    const contact = arrivals.next()
    textbook.arrive(contact)
    return contact
  })
  textbook.passTo(Number.POSITIVE_INFINITY)
  return day
}

function inBatches({ measures, system }: Case, day: ReadonlyArray<Contact>, from: number) {
  const size = Math.max(1, Math.floor((day.length - from) / batchesWanted))
  const batches = new Batches(measures, controlsOf(system), from, size)
  for (const contact of day) if (contact.outcome !== Outcome.Waiting) batches.see(contact)
  return batches.first()
}

function textbookLong({ system, measures }: Case, warm: number, { textbook: most, atLeast = 0, seed }: Lengths) {
  const controls = controlsOf(system)
  // Batches several times as long as the system remembers: else they would hang together, and the error look too small.
  const size = Math.max(200, Math.ceil(warm / 2), Math.ceil(atLeast / batchesWanted))
  const batches = new Batches(measures, controls, warm, size)
  const arrivals = new Arrivals(system, seed)
  const textbook = new Textbook(system, (contact) => batches.see(contact))
  for (let came = 0; ; ) {
    const wanted = warm + batchesWanted * batches.size
    // Beyond, until everybody who counts has waited; not for ever, where some of low priority hardly are served.
    for (; came < wanted || (came < wanted + (wanted - warm) / 2 && !batches.isOver()); came++)
      textbook.arrive(arrivals.next())
    const first = batches.first()
    const contacts = batchesWanted * batches.size
    if (isPrecise(measures, first, controls.length) || 2 * contacts > most) return { batches: first, contacts }
    for (const { size } = batches; batches.size === size; came++) textbook.arrive(arrivals.next())
  }
}

/** A tenth more than what is asked: nothing hangs on the edge. */
function isPrecise(measures: ReadonlyArray<Measure>, batches: ReadonlyArray<Float64Array>, controls: number): boolean {
  let part = 0
  return measures.every((measure) => {
    const { error } = figureOf(measure, part, batches, controls)
    part += measure.parts.length
    return 1.1 * 1.96 * error <= Math.max(0.02 * Math.abs(measure.exact), measure.floor)
  })
}

const plus = (one: Figure, other: Figure): Figure => ({
  value: one.value + other.value,
  error: Math.sqrt(one.error ** 2 + other.error ** 2)
})

/** How much more the engine has of the measure than the textbook on the same day. */
function difference(
  measure: Measure,
  part: number,
  ours: ReadonlyArray<Float64Array>,
  theirs: ReadonlyArray<Float64Array>
): Figure {
  const count = measure.parts.length
  const both: Measure = {
    ...measure,
    parts: [...measure.parts, ...measure.parts],
    of: (sums) => measure.of(sums.slice(0, count)) - measure.of(sums.slice(count))
  }
  const joined = ours.map((batch, at) =>
    Float64Array.from([...batch.subarray(part, part + count), ...theirs[at]!.subarray(part, part + count)])
  )
  return figureOf(both, 0, joined, 0)
}
