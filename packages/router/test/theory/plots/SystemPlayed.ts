import type { MeasuredFigure } from "../playSystem.ts"
import type { PlayedRow } from "../Row.ts"
import { sheets } from "../sheets.ts"
import { rateOf, type System } from "../System.ts"

/** A row that was played, and what it was. */
export interface SystemPlayed {
  readonly name: string
  readonly system: System
  /** Work that comes / work that all agents can do. */
  readonly load: number
  readonly figures: ReadonlyArray<MeasuredFigure>
}

/** The rows of a table that are in a picture. `folder` of exact values, "" = absent. */
export function systemsOf(
  sheetName: string,
  rows: ReadonlyArray<PlayedRow>,
  folder: string
): ReadonlyArray<SystemPlayed> {
  const sheet = sheets.find(({ name }) => name === sheetName)
  const own = new Map(sheet?.rows(folder).map((row) => [row.name, row]))
  return rows.flatMap(({ sheet: of, row: name, figures }) => {
    const row = of === sheetName ? own.get(name) : undefined
    if (row === undefined || !("system" in row.is)) return []
    const { system } = row.is.system
    return [{ name, system, load: rateOf(system) / system.agents, figures }]
  })
}

/** Keeps the order in which the keys come first. */
export function grouped<Value>(
  values: ReadonlyArray<Value>,
  key: (value: Value) => string
): ReadonlyArray<readonly [string, ReadonlyArray<Value>]> {
  const groups = new Map<string, Value[]>()
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value])
  return [...groups]
}

/** The figure of this name; throws where the row has none. */
export function figureNamed({ figures, name: row }: SystemPlayed, name: string): MeasuredFigure {
  const figure = figures.find((each) => each.name === name)
  if (figure === undefined) throw new RangeError(`${row} has no figure ${name}`)
  return figure
}
