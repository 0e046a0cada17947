import type { ForcedResult } from "./forced.ts"
import { type Figures, figures, jain } from "./figures.ts"
import type { FreeResult } from "./free.ts"

const percent = (value: number | undefined): string => (value === undefined ? "—" : `${(value * 100).toFixed(1)}%`)
const seconds = (value: number | undefined): string => (value === undefined ? "—" : value.toFixed(1))
const index = (value: number | undefined): string => (value === undefined ? "—" : value.toFixed(3))

/** Columns aligned; the first to the left, the rest to the right. */
const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  ")
        .trimEnd()
    )
    .join("\n")
}

/** The comparison of a free replay with what really happened, class by class. */
export const showFree = (
  ours: FreeResult,
  real: Pick<FreeResult, "fates" | "agents">,
  serviceLevelMs: number
): string => {
  const types = [...new Set(real.fates.map((fate) => fate.type))].sort(
    (a, b) => count(real, b) - count(real, a) || (a < b ? -1 : 1)
  )
  const line = (name: string, who: string, f: Figures): ReadonlyArray<string> => [
    name,
    who,
    String(f.offered),
    String(f.served),
    String(f.abandoned),
    percent(f.offered === 0 ? undefined : f.abandoned / f.offered),
    percent(f.waited),
    seconds(f.meanWaitS),
    seconds(f.p50WaitS),
    seconds(f.p95WaitS),
    seconds(f.maxWaitS),
    percent(f.serviceLevel),
    String(f.overtakes)
  ]
  const rows: Array<ReadonlyArray<string>> = [
    [
      "class",
      "",
      "offered",
      "served",
      "aband.",
      "aband.",
      "waited",
      "mean s",
      "p50 s",
      "p95 s",
      "max s",
      `SL ${serviceLevelMs / 1000}s`,
      "overtakes"
    ]
  ]
  for (const type of [...types, "all"]) {
    const of = (result: Pick<FreeResult, "fates">): Figures =>
      figures(
        result.fates.filter((fate) => type === "all" || fate.type === type),
        serviceLevelMs
      )
    const mine = of(ours)
    const theirs = of(real)
    // Across classes order is not promised: an agent who cannot serve the oldest serves the next.
    rows.push(line(type, "replay", mine), line("", "real", theirs))
  }
  return [table(rows), "", fairness(ours, real)].join("\n")
}

const count = (result: Pick<FreeResult, "fates">, type: string): number =>
  result.fates.filter((fate) => fate.type === type).length

const fairness = (ours: FreeResult, real: Pick<FreeResult, "agents">): string => {
  const occupancy = (agents: FreeResult["agents"]): ReadonlyArray<number> =>
    [...agents.values()].filter((agent) => agent.presentMs > 0).map((agent) => agent.busyMs / agent.presentMs)
  const total = (agents: FreeResult["agents"]): number | undefined => {
    const presentMs = [...agents.values()].reduce((sum, agent) => sum + agent.presentMs, 0)
    return presentMs === 0 ? undefined : [...agents.values()].reduce((sum, agent) => sum + agent.busyMs, 0) / presentMs
  }
  return table([
    ["agents", "replay", "real"],
    ["occupancy", percent(total(ours.agents)), percent(total(real.agents))],
    ["fairness of occupancy (Jain)", index(jain(occupancy(ours.agents))), index(jain(occupancy(real.agents)))],
    [
      "fairness of calls (Jain)",
      index(jain([...ours.agents.values()].map((agent) => agent.calls))),
      index(jain([...real.agents.values()].map((agent) => agent.calls)))
    ],
    ["calls lost", String(ours.lost), "—"],
    ["served out of order within a class", String(ours.overtaken), "—"]
  ])
}

export const showForced = (result: ForcedResult, toleranceMs: number): string =>
  [
    table([
      ["class", "compared", "agree"],
      ...[...result.byType].map(([type, sum]) => [type, String(sum.compared), String(sum.agreed)]),
      ["all", String(result.compared), String(result.agreed)]
    ]),
    "",
    `${result.starts} recorded starts, ${result.compared} of them with another call of the class waiting from ${toleranceMs / 1000} s before to ${toleranceMs / 1000} s after.`,
    `${result.agreed} of ${result.compared} agree: ${result.exact} to the same call, ${result.agreed - result.exact} to one that arrived within ${toleranceMs / 1000} s of it (the log's clocks differ by that much).`,
    `${result.unanswered} offers were left unanswered on the way; those contacts kept their place.`,
    ...result.disagreements
      .slice(0, 20)
      .map(
        (d) =>
          `  at ${d.atMs / 1000} s, class ${d.type}: recorded call ${d.recorded}, offered ${d.offered ?? "nothing"}`
      )
  ].join("\n")
