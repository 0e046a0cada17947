import { readFileSync } from "node:fs"
import type { Published } from "./tables.ts"
import type { UnitKind } from "./unitDays.ts"

/**
 * What somebody else measured on 60 days of a kind, where it lies beside the project (`STROWGER_THEORY`). It does not say how its days were
 * drawn: of the ways we tried only ours gives its figures, each further skill with a probability of its own.
 */
export function publishedOf({ contacts, agents, more }: UnitKind, folder: string | undefined): Published | undefined {
  if (folder === undefined || folder === "") return undefined
  const { rows } = JSON.parse(readFileSync(`${folder}/online_vs_hindsight_unit_service.json`, "utf8")) as {
    readonly rows: ReadonlyArray<Readonly<Record<string, number>>>
  }
  const row = rows.find((each) => each.contacts === contacts && each.agents === agents && each.p_two_skills === more)
  if (row === undefined) return undefined
  return {
    longestIdle: row.alis_ratio_total!,
    longestIdleWorst: row.alis_ratio_worst!,
    leastFlexible: row.least_flexible_ratio_total!,
    leastFlexibleWorst: row.least_flexible_ratio_worst!
  }
}
