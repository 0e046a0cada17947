import type { Contact } from "./Contact.ts"
import { type Control, controlled } from "./controls.ts"
import type { Measure } from "./Measure.ts"

export const batchesWanted = 100

/**
 * The sums of measures over a day's contacts in batches of equal size. When more come than were thought of, two become one: so there are
 * always enough of them, and as long as can be.
 */
export class Batches {
  private readonly parts: ReadonlyArray<(contact: Contact) => number>
  /** By batch, then by part; the controls last. */
  private sums: Float64Array[] = []
  private over: number[] = []
  private readonly from: number
  size: number

  /** Contacts before `from` are not looked at. */
  constructor(measures: ReadonlyArray<Measure>, controls: ReadonlyArray<Control>, from: number, size: number) {
    this.parts = [...measures.flatMap(({ parts }) => parts), ...controls]
    this.from = from
    this.size = size
  }

  see(contact: Contact): void {
    const at = contact.index - this.from
    if (at < 0) return
    let batch = Math.floor(at / this.size)
    while (batch >= 2 * batchesWanted) {
      this.join()
      batch = Math.floor(at / this.size)
    }
    while (this.sums.length <= batch) {
      this.sums.push(new Float64Array(this.parts.length))
      this.over.push(0)
    }
    const sums = this.sums[batch]!
    const { parts } = this
    for (let part = 0; part < parts.length; part++) sums[part]! += parts[part]!(contact)
    this.over[batch]!++
  }

  /** Whether all of so many batches are over. */
  isOver(count = batchesWanted): boolean {
    for (let batch = 0; batch < count; batch++) if (this.over[batch] !== this.size) return false
    return true
  }

  /** The first batches, each with the sums of all parts. */
  first(count = batchesWanted): ReadonlyArray<Float64Array> {
    return this.sums.slice(0, count)
  }

  private join(): void {
    const { sums, over } = this
    const joined = (at: number) => sums[2 * at]!.map((sum, part) => sum + (sums[2 * at + 1]?.[part] ?? 0))
    const half = Math.ceil(sums.length / 2)
    this.over = Array.from({ length: half }, (_, at) => over[2 * at]! + (over[2 * at + 1] ?? 0))
    this.sums = Array.from({ length: half }, (_, at) => joined(at))
    this.size *= 2
  }
}

/** A figure and its standard error. */
export interface Figure {
  readonly value: number
  readonly error: number
}

/**
 * Of each batch its part of the figure, by leaving it out (jackknife): also right for ratios and variances. `part`: where the measure's
 * parts begin.
 */
export function partsOf(measure: Measure, part: number, batches: ReadonlyArray<Float64Array>): ReadonlyArray<number> {
  const count = batches.length
  const own = batches.map((batch) => batch.subarray(part, part + measure.parts.length))
  const all = measure.parts.map((_, at) => own.reduce((sum, batch) => sum + batch[at]!, 0))
  const whole = measure.of(all)
  return own.map((batch) => count * whole - (count - 1) * measure.of(all.map((sum, at) => sum - batch[at]!)))
}

/** The figure freed of what chance did to the draws; the last `controls` parts of a batch say what that was. */
export function figureOf(
  measure: Measure,
  part: number,
  batches: ReadonlyArray<Float64Array>,
  controls: number
): Figure {
  const off = batches.map((batch) => Array.from(batch.subarray(batch.length - controls)))
  return controlled(partsOf(measure, part, batches), off)
}
