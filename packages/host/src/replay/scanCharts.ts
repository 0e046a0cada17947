import type { Chart } from "../charts/Chart.ts"
import { type Language, wordsOf } from "../charts/Text.ts"
import { best, scannedClasses, share, type Scanned } from "./scan.ts"

/** Agreement by head start as a curve, its highest point named. */
export const scanCharts = (scanned: ReadonlyArray<Scanned>, language: Language): ReadonlyArray<Chart> => {
  const say = wordsOf(language)
  const classes = scannedClasses(scanned)
  const named = classes[0]
  const highest = named === undefined ? undefined : best(scanned, named.of)
  const most = highest === undefined || named === undefined ? undefined : share(named.of(highest))
  const inFull = (name: string): string => (name === "all" ? say("all classes", "全部类别") : name)
  return [
    {
      kind: "lines",
      name: "agreement",
      title: say("Would we have chosen the same caller?", "我们会选同一位来电者吗？"),
      note: say(
        "Share of recorded service starts at which the engine, with this head start for preferred customers, offers the recorded call. Only starts with another call of the class waiting.",
        "在有同类来电等待的每次接通时刻，引擎按此优先秒数选中的来电与日志一致的比例。"
      ),
      x: { title: say("Head start of preferred customers, seconds", "优先客户的优先秒数"), unit: "seconds", least: 0 },
      y: { title: say("Agreement", "一致率"), unit: "share" },
      lines: classes.map(({ name, of }) => ({
        name: inFull(name),
        points: scanned.map((one) => [one.creditS, share(of(one))] as const)
      })),
      ...(named === undefined || highest === undefined || most === undefined
        ? {}
        : {
            mark: {
              line: inFull(named.name),
              at: [highest.creditS, most] as const,
              text: `${highest.creditS} s, ${(most * 100).toFixed(1)}%`
            }
          })
    }
  ]
}
