import { meanMs } from "../../src/simulate/draw/duration.ts"
import type { Figure } from "./Batches.ts"
import type { Contact } from "./Contact.ts"
import { type ClassOfContacts, rateOf, type System, unitMs } from "./System.ts"

/** Something drawn with a contact, less its mean: zero on average over all there could be. */
export type Control = (contact: Contact) => number

/** What is drawn with the contacts of a system: gaps, handle times, patience, and which class comes. */
export function controlsOf(system: System): ReadonlyArray<Control> {
  const { classes } = system
  const all = rateOf(system)
  const handle = classes.map((each) => meanOf(each.handle))
  const patience = classes.map((each) =>
    each.patience === undefined ? Number.POSITIVE_INFINITY : meanMs(each.patience)
  )
  const isDrawn = (kind: number) => Number.isFinite(patience[kind]!)
  return [
    ({ gapMs }) => gapMs / unitMs - 1 / all,
    ...(classes.every((each) => each.handle.kind === "constant")
      ? []
      : [({ handleMs, kind }: Contact) => (handleMs - handle[kind]!) / unitMs]),
    ...(classes.some((each, kind) => isDrawn(kind) && each.patience?.kind !== "constant")
      ? [({ patienceMs, kind }: Contact) => (isDrawn(kind) ? (patienceMs - patience[kind]!) / unitMs : 0)]
      : []),
    ...classes.slice(1).map(
      ({ rate }, at): Control =>
        ({ kind }) =>
          (kind === at + 1 ? 1 : 0) - rate / all
    )
  ]
}

const meanOf = (law: ClassOfContacts["handle"]): number =>
  law.kind === "hyperexponential" ? law.share * law.meanMs + (1 - law.share) * law.otherMeanMs : meanMs(law)

/**
 * A figure freed of what chance did to the draws themselves: of each control, e.g. the mean handle time drawn in a batch, the true mean is
 * known, so what goes together with its deviation is taken off (control variates, by least squares over the batches; Lavenberg and Welch
 * 1981). `values`: of each batch its part of the figure; `controls`: of each batch by how much each control is off its mean.
 */
export function controlled(values: ReadonlyArray<number>, controls: ReadonlyArray<ReadonlyArray<number>>): Figure {
  const count = values.length
  const mean = values.reduce((a, b) => a + b, 0) / count
  const wide = controls[0]?.length ?? 0
  const rows = controls.map((each) => [1, ...each])
  const square = Array.from({ length: wide + 1 }, (_, i) =>
    Array.from({ length: wide + 1 }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0))
  )
  const right = square.map((_, i) => rows.reduce((sum, row, at) => sum + row[i]! * values[at]!, 0))
  const unit = square.map((_, i) => (i === 0 ? 1 : 0))
  const fitted = solve(square, right)
  const leverage = solve(square, unit)
  if (fitted === undefined || leverage === undefined) {
    const spread = values.reduce((sum, each) => sum + (each - mean) ** 2, 0)
    return { value: mean, error: Math.sqrt(spread / (count - 1) / count) }
  }
  const left = rows.reduce(
    (sum, row, at) => sum + (values[at]! - row.reduce((all, each, i) => all + each * fitted[i]!, 0)) ** 2,
    0
  )
  return { value: fitted[0]!, error: Math.sqrt((left / (count - wide - 1)) * leverage[0]!) }
}

/** Gauss with the largest pivot; undefined = the rows are not independent. */
function solve(square: ReadonlyArray<ReadonlyArray<number>>, right: ReadonlyArray<number>): number[] | undefined {
  const rows = square.map((row, at) => [...row, right[at]!])
  const size = rows.length
  for (let i = 0; i < size; i++) {
    let best = i
    for (let j = i + 1; j < size; j++) if (Math.abs(rows[j]![i]!) > Math.abs(rows[best]![i]!)) best = j
    const pivot = rows[best]!
    rows[best] = rows[i]!
    rows[i] = pivot
    if (Math.abs(pivot[i]!) < 1e-12 * Math.abs(square[i]![i]!) || pivot[i] === 0) return undefined
    for (let j = 0; j < size; j++) {
      if (j === i) continue
      const times = rows[j]![i]! / pivot[i]!
      for (let k = i; k <= size; k++) rows[j]![k]! -= times * pivot[k]!
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!)
}
