import type { Sheet } from "./Row.ts"
import { counterexamplesSheet } from "./sheets/counterexamples.ts"
import { erlangASheet, erlangBSheet, erlangCSheet, limitedSheet } from "./sheets/erlang.ts"
import { estimatesSheet } from "./sheets/estimates.ts"
import { invarianceSheet } from "./sheets/invariance.ts"
import { twoClassesSheet, whittSheet } from "./sheets/leaving.ts"
import { ageingSheet, cobhamSheet, creditSheet } from "./sheets/priorities.ts"
import { ninetySheet, skillsSheet } from "./sheets/skills.ts"

/** Every table there is, in the order it is printed. */
export const sheets: ReadonlyArray<Sheet> = [
  erlangBSheet,
  erlangCSheet,
  erlangASheet,
  limitedSheet,
  cobhamSheet,
  ageingSheet,
  creditSheet,
  skillsSheet,
  ninetySheet,
  twoClassesSheet,
  whittSheet,
  invarianceSheet,
  counterexamplesSheet,
  estimatesSheet
]

/** Files of exact values that are about something else than an engine's day. */
export const elsewhere: ReadonlyArray<{ readonly file: string; readonly rows: number; readonly where: string }> = [
  {
    file: "greedy_vs_optimal_snapshot.json",
    rows: 9,
    where: "one instant, not a day: bench/waves.ts, bench/waves.test.ts"
  },
  {
    file: "online_vs_hindsight_unit_service.json",
    rows: 4,
    where: "days in slots: packages/router/test/hindsight.test.ts"
  },
  { file: "dialer_one_shot_3pct.csv", rows: 28, where: "predictive dialling is not built yet" }
]
