import { holds, playRow } from "./playRow.ts"
import type { Lengths } from "./playSystem.ts"
import type { PlayedRow, Row, Sheet } from "./Row.ts"

/** So many times longer is the second day. */
const longer = 4
/** From the first day's seed to the second's: far enough that nobody's next --seed is it. */
const apart = 1_000_003

/**
 * Plays a row; one whose figures fail is played again, on a longer day of other draws, and that day alone decides. Of five thousand
 * figures one or the other is four standard errors off by chance, but not twice; what is wrong is off on both days, on the longer one
 * by more errors. No second day for a contact that fared otherwise than by the textbook, nor for what needs no chance: that is so or not.
 */
export function judgeRow(sheet: Sheet, row: Row, lengths: Lengths): PlayedRow {
  const first = playRow(sheet, row, lengths)
  if ("fact" in row.is || first.differ > 0 || holds(first)) return first
  const { engine, textbook, seed } = lengths
  const second = playRow(sheet, row, {
    seed: seed + apart,
    engine: row.alone ? longer * engine : engine,
    textbook: longer * textbook,
    atLeast: longer * first.textbookContacts
  })
  return {
    ...second,
    engineContacts: first.engineContacts + second.engineContacts,
    textbookContacts: first.textbookContacts + second.textbookContacts,
    first: first.figures.filter(({ verdict }) => verdict !== "holds")
  }
}
