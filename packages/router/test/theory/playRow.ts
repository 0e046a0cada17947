import { Batches, batchesWanted, figureOf } from "./Batches.ts"
import { controlsOf } from "./controls.ts"
import { engineDay } from "./engineDay.ts"
import { type Case, type Lengths, type Played, playSystem } from "./playSystem.ts"
import type { Fact, PlayedRow, Row, Sheet } from "./Row.ts"
import { warmUp } from "./System.ts"
import { errorOf, verdictOf } from "./verdict.ts"

/** So many times longer does the engine play where nobody plays on for it. */
const aloneTimes = 20

/** Plays a row of a table: its system, or what is simply so or not. */
export function playRow({ name: sheet }: Sheet, row: Row, lengths: Lengths): PlayedRow {
  const about = { sheet, row: row.name }
  if ("fact" in row.is)
    return { ...about, engineContacts: 0, textbookContacts: 0, differ: 0, figures: row.is.fact().map(figureOfFact) }
  return { ...about, ...(row.alone ? playAlone(row.is.system, lengths) : playSystem(row.is.system, lengths)) }
}

const figureOfFact = ({ name, exact, measured, holds, note }: Fact) => {
  const value = { value: measured, error: 0 }
  const verdict = holds ? ("holds" as const) : ("off" as const)
  return { name, exact, measured: value, engine: value, allowed: 0, verdict, ...(note === undefined ? {} : { note }) }
}

function playAlone({ system, measures, load }: Case, { engine, seed }: Lengths): Played {
  const warm = warmUp(system, load)
  const day = engineDay(system, warm + aloneTimes * engine, seed)
  const controls = controlsOf(system)
  const batches = new Batches(measures, controls, warm, Math.floor((day.length - warm) / batchesWanted))
  for (const contact of day) batches.see(contact)
  const sums = batches.first()
  let part = 0
  const figures = measures.map((measure) => {
    const measured = figureOf(measure, part, sums, controls.length)
    part += measure.parts.length
    const { name, exact } = measure
    const spells = (10 * (day.length - warm)) / warm
    const allowed = errorOf(measure, measured.error, spells)
    return { name, exact, measured, engine: measured, allowed, verdict: verdictOf(measure, measured, spells) }
  })
  return { engineContacts: day.length, textbookContacts: 0, differ: 0, figures }
}

/** Whether the row is what theory says: every figure holds, and no contact fared otherwise than by the textbook. */
export const holds = ({ figures, differ }: PlayedRow): boolean =>
  differ === 0 && figures.every(({ verdict }) => verdict === "holds")
