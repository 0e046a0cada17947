import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Shape } from "./optimum.ts"

/** Shares of the optimum as somebody else measured them. */
export interface Published {
  readonly contacts: number
  readonly agents: number
  readonly density: number
  readonly weights: string
  readonly per_contact_greedy_mean: number
  readonly per_contact_greedy_min: number
  readonly global_greedy_edge_mean: number
  readonly global_greedy_edge_min: number
}

/** The rows of the table that stands in `folder`, or none. */
export function publishedRows(folder: string): ReadonlyArray<Published> {
  const file = join(folder, "greedy_vs_optimal_snapshot.json")
  if (folder === "" || !existsSync(file)) return []
  return (JSON.parse(readFileSync(file, "utf8")) as { rows: ReadonlyArray<Published> }).rows
}

export const publishedOf = (rows: ReadonlyArray<Published>, shape: Shape): Published | undefined =>
  rows.find(
    (row) =>
      row.contacts === shape.contacts &&
      row.agents === shape.agents &&
      row.density === shape.density &&
      (row.weights === "0/1") === shape.even
  )
