import type { MeasuredFigure } from "./playSystem.ts"
import type { Case } from "./playSystem.ts"

/** A row of a table: a system that is played, or something that is simply so or not. */
export interface Row {
  /** Its place in the table, e.g. "n 5, load 0.8". */
  readonly name: string
  /** What is told by the engine alone: no textbook plays this system. */
  readonly alone?: true
  /** Too long for every day. */
  readonly nightly?: true
  /** Played in every `npm test`. */
  readonly decisive?: true
  readonly is: { readonly system: Case } | { readonly fact: () => ReadonlyArray<Fact> }
}

/** Something that needs no chance to be told. */
export interface Fact {
  readonly name: string
  readonly exact: number
  readonly measured: number
  readonly holds: boolean
  readonly note?: string
}

/** All rows that come from one file of exact values, or from our own formulas where the file is not there. */
export interface Sheet {
  readonly name: string
  /** "" = the project's own. */
  readonly file: string
  readonly title: string
  /** What it shows of the engine. */
  readonly shows: string
  /** `folder` of exact values, "" = absent. */
  readonly rows: (folder: string) => ReadonlyArray<Row>
}

export interface PlayedRow {
  readonly sheet: string
  readonly row: string
  readonly engineContacts: number
  readonly textbookContacts: number
  readonly differ: number
  readonly figures: ReadonlyArray<MeasuredFigure & { readonly note?: string }>
  /** Where the row was played twice: what failed on the first day. */
  readonly first?: ReadonlyArray<MeasuredFigure>
}
