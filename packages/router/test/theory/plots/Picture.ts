import type { Figure } from "../Batches.ts"
import type { MeasuredFigure } from "../playSystem.ts"

/** A figure of a row, at its place in the picture. */
export interface Point {
  readonly row: string
  readonly x: number
  /** The precise one, which is judged: the engine's day and the textbook's that goes on after it. */
  readonly measured: Figure
  /** The engine's day alone. */
  readonly engine: Figure
}

/** One line of theory, and what was measured of it. */
export interface Series {
  /** The same name is the same colour in every panel. */
  readonly name: string
  readonly curve: (x: number) => number
  readonly points: ReadonlyArray<Point>
}

export interface Axis {
  readonly label: string
  readonly from: number
  readonly to: number
  readonly ticks: ReadonlyArray<number>
}

export interface Panel {
  readonly title: string
  /** What else tells it from the others. */
  readonly note?: string
  readonly series: ReadonlyArray<Series>
}

/** Panels of one kind side by side. */
export interface Picture {
  /** Of the file. */
  readonly name: string
  readonly title: string
  readonly x: Axis
  /** Its range is that of the panel. `ratio`: as much space for each doubling; `share`: no more than 1. */
  readonly y: { readonly label: string; readonly scale: "linear" | "ratio" | "share" }
  /** Theory is a stroke at each point instead of a line. */
  readonly strokes?: true
  readonly panels: ReadonlyArray<Panel>
}

/** The name of a series that is about all contacts. */
export const everybody = "all"

export const pointOf = (row: string, x: number, { measured, engine }: MeasuredFigure): Point => ({
  row,
  x,
  measured,
  engine
})

/** The share of everybody else. */
export const rest = ({ measured, engine, ...point }: Point): Point => ({
  ...point,
  measured: { ...measured, value: 1 - measured.value },
  engine: { ...engine, value: 1 - engine.value }
})

/** So many times as much. */
export const times = ({ measured, engine, ...point }: Point, by: number): Point => ({
  ...point,
  measured: { value: measured.value * by, error: measured.error * by },
  engine: { value: engine.value * by, error: engine.error * by }
})
