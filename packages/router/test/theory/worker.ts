import { parentPort, workerData } from "node:worker_threads"
import { judgeRow } from "./judgeRow.ts"
import type { Lengths } from "./playSystem.ts"
import { sheets } from "./sheets.ts"

/** A row by its place: what stands in it are functions, which no thread can be handed. */
export interface Task {
  readonly sheet: string
  readonly at: number
  /** Its name. */
  readonly row: string
}

const { folder, lengths } = workerData as { readonly folder: string; readonly lengths: Lengths }
const rows = new Map(sheets.map((sheet) => [sheet.name, sheet.rows(folder)]))

parentPort!.on("message", ({ sheet: name, at }: Task) => {
  const sheet = sheets.find((each) => each.name === name)!
  parentPort!.postMessage(judgeRow(sheet, rows.get(name)![at]!, lengths))
})
