// How fast is the router? npm run bench -- --help
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { accept, compared } from "./harness/Baseline.ts"
import { chartOf } from "./harness/chart.ts"
import { type Figure, verdictOf } from "./harness/Figure.ts"
import { machine } from "./harness/machine.ts"
import { Progress } from "./harness/Progress.ts"
import { casesOf, type Extent, runSection } from "./harness/runSection.ts"
import { markdownTable, textTable } from "./harness/table.ts"
import { help } from "./help.ts"
import { sections } from "./sections.ts"

const { values } = parseArgs({
  options: {
    help: { type: "boolean", short: "h", default: false },
    only: { type: "string", multiple: true, default: [] },
    case: { type: "string" },
    repeats: { type: "string" },
    quick: { type: "boolean", default: false },
    charts: { type: "string" },
    accept: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false }
  }
})

if (values.help) console.log(help)
else process.exitCode = await run()

async function run(): Promise<number> {
  const unknown = values.only.filter((name) => sections.every((section) => section.name !== name))
  if (unknown.length > 0) {
    console.error(`no section ${unknown.join(", ")}: there are ${sections.map(({ name }) => name).join(", ")}`)
    return 2
  }
  const repeats = values.repeats === undefined ? undefined : Number(values.repeats)
  const extent: Extent = { quick: values.quick, only: values.case, repeats }
  const wanted = sections.filter(({ name }) => values.only.length === 0 || values.only.includes(name))
  const able = wanted.filter((section) => section.isMissing?.() === undefined)
  const progress = new Progress(able.flatMap((section) => casesOf(section, extent)).reduce((sum, [, n]) => sum + n, 0))
  const all: Figure[] = []
  const broken: string[] = []
  console.log(machine())
  for (const section of able) {
    console.log(`\n${section.question}  (--only ${section.name})\n`)
    const { figures, broken: lines } = await runSection(section, extent, progress)
    broken.push(...lines)
    progress.end()
    all.push(...figures)
    console.log(values.markdown ? markdownTable(figures) : textTable(figures))
  }
  for (const section of wanted) {
    const missing = section.isMissing?.()
    if (missing !== undefined) console.log(`\nLEFT OUT: ${section.name}: ${missing}`)
  }
  if (values.accept) {
    accept(all)
    console.log("\naccepted: bench/baseline.json")
  } else all.push(...besideBaseline(all))
  if (values.charts !== undefined) {
    mkdirSync(values.charts, { recursive: true })
    const file = join(values.charts, "speed.svg")
    writeFileSync(file, chartOf(all, machine()))
    console.log(`\nwritten: ${file}`)
  }
  for (const line of broken) console.log(`\nBROKEN ${line}`)
  return verdict(all) || (broken.length > 0 ? 1 : 0)
}

function besideBaseline(all: ReadonlyArray<Figure>): Figure[] {
  const { figures, said } = compared(all)
  if (figures.length + said.length > 0)
    console.log("\nBeside what was accepted (bench/baseline.json; --accept writes it anew)\n")
  for (const line of said) console.log(line)
  if (figures.length > 0) console.log(values.markdown ? markdownTable(figures) : textTable(figures))
  return figures
}

function verdict(all: ReadonlyArray<Figure>): number {
  const failed = all.filter((figure) => verdictOf(figure) === "FAIL")
  const count = (verdict: string) => all.filter((figure) => verdictOf(figure) === verdict).length
  console.log(
    `\n${count("aim")} reach their aim, ${count("pass")} pass, ${failed.length} fail, ${count("-")} are told only`
  )
  for (const { name } of failed) console.log(`FAIL ${name}`)
  return failed.length > 0 ? 1 : 0
}
