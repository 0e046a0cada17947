import type { PlayedRow } from "../Row.ts"
import { ageing, skills, strictPriority } from "./classes.ts"
import { abandonment, waitLaw, waitLawOfImpatient } from "./laws.ts"
import type { Picture } from "./Picture.ts"
import { svgOf } from "./svg.ts"

export interface Plot {
  readonly file: string
  readonly svg: string
}

const pictures = [waitLaw, waitLawOfImpatient, abandonment, strictPriority, ageing, skills]

/** A picture for each table that has one and was played. `folder` of exact values, "" = absent. */
export const picturesOf = (rows: ReadonlyArray<PlayedRow>, folder: string): ReadonlyArray<Picture> =>
  pictures.map((pictureOf) => pictureOf(rows, folder)).filter(({ panels }) => panels.length > 0)

export const plotsOf = (rows: ReadonlyArray<PlayedRow>, folder: string): ReadonlyArray<Plot> =>
  picturesOf(rows, folder).map((picture) => ({ file: `${picture.name}.svg`, svg: svgOf(picture) }))
