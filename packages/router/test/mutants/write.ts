// Looks for every planted bug and writes docs/mutants.md:
//   npm run mutants -- [seed, default 1] [histories of each law, default 320] [part of a name]
// With part of a name only those, and nothing is written.
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { isLaw, page, type Row } from "./page.ts"
import { mutants } from "./plant.ts"
import { Searcher } from "./search.ts"

const seed = Number(process.argv[2] ?? 1)
const histories = Number(process.argv[3] ?? 320)
const [, , , , part] = process.argv
const asked = part === undefined ? mutants : mutants.filter(({ bug }) => bug.includes(part))
const rows: Row[] = asked.map((mutant) => ({ mutant, found: undefined, seed }))
const open = [...asked.keys()]
const start = performance.now()

/** The first seed under which a law of the kit sees it, of three; else what saw it first. */
async function withSeeds(searcher: Searcher, bug: string): Promise<Omit<Row, "mutant">> {
  let other: Omit<Row, "mutant"> = { found: undefined, seed }
  for (const one of [seed, seed + 1, seed + 2]) {
    const found = await searcher.search({ bug, seed: one, histories })
    if (found !== undefined && isLaw(found.by)) return { found, seed: one }
    if (other.found === undefined || other.found.by === "time") other = { found: found ?? other.found, seed: one }
  }
  return other
}

async function work(): Promise<void> {
  const searcher = new Searcher()
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    const mutant = asked[at]!
    const { found, seed: by } = await withSeeds(searcher, mutant.bug)
    rows[at] = { mutant, found, seed: by }
    const what = found === undefined ? "NOTHING" : `${found.by} in history ${found.histories}: ${found.said}`
    console.log(`${((performance.now() - start) / 1_000).toFixed(0)} s  ${mutant.bug}  <-  ${what}`)
  }
  searcher.stop()
}
await Promise.all([work(), work()])
if (part === undefined) {
  writeFileSync(fileURLToPath(new URL("../../docs/mutants.md", import.meta.url)), page(rows, histories))
}
const missed = rows.filter(({ found }) => found === undefined)
console.log(`${rows.length - missed.length} of ${rows.length} found`)
process.exitCode = missed.length === 0 ? 0 : 1
