import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { cpus } from "node:os"
import { fileURLToPath } from "node:url"
import type { Figure } from "./Figure.ts"

const file = fileURLToPath(new URL("../baseline.json", import.meta.url))

/** What a count depends on beside the code: V8 writes other instructions for another processor. */
interface Machine {
  readonly node: string
  readonly v8: string
  readonly arch: string
  readonly cpu: string
}

/** Counts that were accepted. Nothing that a clock measured: that is compared within one run or not at all. */
interface Stored {
  readonly machine: Machine
  readonly figures: Readonly<Record<string, number>>
}

const here = (): Machine => ({
  node: process.versions.node,
  v8: process.versions.v8,
  arch: process.arch,
  cpu: cpus()[0]?.model.trim() ?? "unknown"
})

const stored = (): Stored | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Stored) : undefined

/** A count that is this much above what was accepted fails, in percent. */
const failsAbove = 2
const aimsAt = 0.5
/** Bytes are measured to so many; a small count may differ by it. */
const slack = 0.1

/** Each count of this run beside what was accepted, in percent more; `said` is what could not be compared, and why. */
export function compared(figures: ReadonlyArray<Figure>): { figures: Figure[]; said: string[] } {
  const counts = figures.filter(({ baseline }) => baseline !== undefined)
  const known = stored()
  if (counts.length === 0) return { figures: [], said: [] }
  if (known === undefined) return { figures: [], said: ["there is no baseline: --accept writes one"] }
  const now = here()
  const differs = (["node", "v8", "arch", "cpu"] as const).filter((part) => known.machine[part] !== now[part])
  const said = differs.map((part) => `${part} is ${now[part]}, the baseline's ${known.machine[part]}`)
  if (said.length > 0) said.push("NOT COMPARED for that: instructions; compare like with like, or --accept here")
  return {
    said,
    figures: counts.flatMap((figure): Figure[] => {
      const before = known.figures[figure.name]
      if (before === undefined || (figure.baseline === "machine" && differs.length > 0)) return []
      const more = Math.abs(figure.value - before) <= slack ? 0 : ((figure.value - before) / before) * 100
      return [
        {
          name: `${figure.name}, more than accepted`,
          value: more,
          unit: "%",
          pass: { atMost: failsAbove },
          aim: { atMost: aimsAt },
          beside: `${rounded(figure.value)}, accepted ${before}`
        }
      ]
    })
  }
}

/** Writes the counts of this run over those accepted before; others stay, unless they were of another machine. */
export function accept(figures: ReadonlyArray<Figure>): void {
  const known = stored()
  const isAlike = known !== undefined && JSON.stringify(known.machine) === JSON.stringify(here())
  const all = new Map(Object.entries(isAlike ? known.figures : {}))
  for (const { name, value, baseline } of figures) if (baseline !== undefined) all.set(name, rounded(value))
  const kept: Stored = { machine: here(), figures: Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1))) }
  writeFileSync(file, `${JSON.stringify(kept, undefined, 2)}\n`)
}

const rounded = (value: number): number => Math.round(value * 100) / 100
