/**
 * A chart as plain data, its words in one language already. What is drawn is what stands here: `drawSvg` adds the picture and puts the
 * same data into the file, for people and programs that do not look at pictures.
 */
export type Chart = LineChart | BarChart

/** What the numbers of an axis are, and so how they are written. */
export type Unit = "share" | "seconds" | "count" | "clock" | "day"

export interface Axis {
  readonly title: string
  /** `share`: 0 to 1, written in percent. `clock`: hours from midnight, written 08:00. `day`: whole days, 1 = the first. */
  readonly unit: Unit
  readonly least?: number
  readonly most?: number
}

interface About {
  /** Name of the file, without `.svg`. */
  readonly name: string
  readonly title: string
  /** One or two sentences under the title: what is counted, and what the chart does not show. */
  readonly note: string
}

/** A value that is undefined is a gap: nothing to measure is not zero. */
export interface Line {
  readonly name: string
  readonly points: ReadonlyArray<readonly [x: number, y: number | undefined]>
  /** What the others are held against (what really happened, a threshold): drawn in ink, dotted. */
  readonly reference?: boolean
}

export interface LineChart extends About {
  readonly kind: "lines"
  readonly x: Axis
  readonly y: Axis
  readonly lines: ReadonlyArray<Line>
  /** Each value holds until the next, as counts of people do. */
  readonly steps?: boolean
  /** One point that is named in the picture. */
  readonly mark?: { readonly line: string; readonly at: readonly [x: number, y: number]; readonly text: string }
}

export interface BarChart extends About {
  readonly kind: "bars"
  /** What stands under each group of bars. */
  readonly names: ReadonlyArray<string>
  readonly y: Axis
  /** One bar of every group each; `values` in the order of `names`. */
  readonly bars: ReadonlyArray<{ readonly name: string; readonly values: ReadonlyArray<number | undefined> }>
}
