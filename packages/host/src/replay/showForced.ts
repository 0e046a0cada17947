import { table } from "../tables/table.ts"
import type { ForcedResult } from "./forced.ts"

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
