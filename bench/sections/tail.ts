import { Backlog } from "../core/Backlog.ts"
import type { Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { tailOf } from "../harness/tail.ts"
import { sizes } from "../world/sizes.ts"
import { World } from "../world/World.ts"

/** Several times in one process, which took long to fill; whatever else the machine does only adds, so the least counts. */
const rounds = 5

export const tail: Section = {
  name: "tail",
  question: "How much longer than the others does one step of a thousand take?",
  cases: [
    {
      name: "x",
      repeats: 1,
      measure: () => {
        const { step } = new Backlog(new World(sizes.x))
        for (let n = 0; n < 100_000; n++) step()
        const found = Array.from({ length: rounds }, () => tailOf(step, 200_000))
        const best = found.reduce((a, b) => (b.p999 / b.p50 < a.p999 / a.p50 ? b : a))
        const timer = tailOf(() => undefined, 200_000)
        return { ratio: best.p999 / best.p50, ...best, timerNs: timer.p50 }
      }
    }
  ],
  figures: (measured) =>
    measured.has("x")
      ? [
          {
            name: "p99.9 / p50 of a backlog step, x",
            value: measured.median("x", "ratio"),
            unit: "x",
            pass: { atMost: 6 },
            aim: { atMost: 3 },
            beside: `${written(measured.median("x", "p999"))} / ${written(measured.median("x", "p50"))} ns, the clock's own ${written(measured.median("x", "timerNs"))} ns included; least of ${rounds} rounds of 200,000`
          }
        ]
      : []
}
