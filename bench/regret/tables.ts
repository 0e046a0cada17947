import type { Days } from "./days.ts"
import type { PolicyFigures } from "./figures.ts"
import type { UnitKind, UnitRegret } from "./unitDays.ts"

/** What somebody else measured on such days: waits over the least possible, and on the worst of 60 days. */
export interface Published {
  readonly longestIdle: number
  readonly longestIdleWorst: number
  readonly leastFlexible: number
  readonly leastFlexibleWorst: number
}
export interface UnitRow {
  readonly policy: string
  readonly inTurn: UnitRegret
  readonly together: UnitRegret
}

const seconds = (ms: number) => (ms / 1_000).toFixed(1)
const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const table = (rows: ReadonlyArray<ReadonlyArray<string>>) => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: ReadonlyArray<string>) =>
    `| ${row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!))).join(" | ")} |`
  const rule = widths.map((width, n) => (n === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`))
  return [rows[0]!, rule, ...rows.slice(1)].map(line).join("\n")
}

export function unitTable(kind: UnitKind, rows: ReadonlyArray<UnitRow>, published?: Published): string {
  const told = ({ ratio, error, worst }: UnitRegret) => [
    `${ratio.toFixed(3)} ± ${(2 * error).toFixed(3)}`,
    worst.toFixed(2)
  ]
  const theirs = (policy: string) => {
    if (published === undefined || (policy !== "longestIdle" && policy !== "leastFlexible")) return ""
    return `${published[policy].toFixed(3)}, ${published[`${policy}Worst`].toFixed(2)}`
  }
  const head = ["", "in turn", "worst", "as waves", "worst", "published, worst"]
  const { contacts, agents, slots, more } = kind
  const title = `${contacts} contacts in ${slots} slots, ${agents} agents and skills, each further skill with ${more}`
  const body = rows.map(({ policy, inTurn, together }) => [policy, ...told(inTurn), ...told(together), theirs(policy)])
  return `${title}\n\n${table([head, ...body])}`
}

export function dayTable({ name, what, days }: Days, figures: ReadonlyArray<PolicyFigures>): string {
  const classes = Object.keys(figures[0]!.classes)
  const head = [
    "",
    "mean wait s",
    "less longestIdle",
    "in time",
    "left",
    "Jain",
    "bypass",
    "regret",
    `P95 s: ${classes.join(", ")}`
  ]
  const rows = figures.map((each) => [
    each.policy,
    seconds(each.meanWaitMs),
    difference(each, days.length),
    percent(each.serviceLevel),
    percent(each.abandonRate),
    each.leastJain?.toFixed(3) ?? "-",
    `${each.bypass}`,
    each.regret.toFixed(3),
    classes.map((of) => Math.round(each.classes[of]!.p95Ms / 1_000)).join(" ")
  ])
  return `${name}: ${what}; ${days.length} days\n\n${table([head, ...rows])}`
}

function difference({ difference: of }: PolicyFigures, days: number): string {
  if (of === undefined) return ""
  const sign = of.meanMs > 0 ? "+" : ""
  return `${sign}${seconds(of.meanMs)} ± ${seconds(of.plusMinusMs)}, ${of.less} of ${days} days`
}
