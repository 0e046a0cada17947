// The engine against every table of queueing theory: npm run theory -- --help
import { existsSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Kept } from "./Kept.ts"
import { help, type Options, optionsOf } from "./options.ts"
import { playAll } from "./playAll.ts"
import { holds } from "./playRow.ts"
import { plotsOf } from "./plots/plotsOf.ts"
import { record, told as toldOf } from "./record.ts"
import type { PlayedRow, Sheet } from "./Row.ts"
import { elsewhere, sheets } from "./sheets.ts"
import { csvOf, figureHead, figureLine, rowLine } from "./table.ts"
import type { Task } from "./worker.ts"

const variable = process.env["STROWGER_THEORY"] ?? ""
const folder = variable !== "" && existsSync(variable) ? variable : ""

function tasksOf({ only, row, nightly }: Options): ReadonlyArray<Task> {
  return sheets
    .filter(({ name, file }) => name.includes(only) || file.includes(only))
    .flatMap(({ name, rows }) =>
      rows(folder).flatMap((each, at) =>
        each.name.includes(row) && (nightly || each.nightly !== true) ? [{ sheet: name, at, row: each.name }] : []
      )
    )
}

function print(rows: ReadonlyArray<PlayedRow>, brief: boolean): void {
  for (const sheet of sheets) {
    const own = rows.filter((row) => row.sheet === sheet.name)
    if (own.length === 0) continue
    console.log(
      `\n${sheet.title}\n  ${sheet.shows}\n  ${sheet.file === "" || folder === "" ? "exact values: the project's own formulas" : sheet.file}`
    )
    for (const played of own) {
      console.log(`${brief ? "" : "\n"}${rowLine(played)}`)
      if (brief) continue
      if (played.engineContacts > 0) console.log(figureHead)
      for (const figure of played.figures) console.log(figureLine(figure))
    }
  }
}

/** Plays what is not kept from an earlier run, and says how far it is. */
async function playOpen(tasks: ReadonlyArray<Task>, options: Options, seconds: () => string) {
  const { out, goOn, stop, lengths, jobs } = options
  if (out !== undefined && !goOn) rmSync(join(out, "rows.jsonl"), { force: true })
  const kept = out === undefined ? undefined : new Kept(out, lengths.seed)
  const open = tasks.filter((task) => kept?.of(task) === undefined)
  const before = tasks.length - open.length
  if (before > 0) console.error(`${before} of ${tasks.length} rows are there from an earlier run`)
  if (stop) return tasks.flatMap((task) => kept?.of(task) ?? [])
  let told = performance.now()
  const played = await playAll({
    tasks: open,
    folder,
    lengths,
    jobs,
    onPlayed: (row, done, task) => {
      kept?.add(task, row)
      if (!holds(row)) console.error(`${row.sheet}: ${rowLine(row)}`)
      if (performance.now() - told < 10_000 && done < open.length) return
      told = performance.now()
      console.error(`${before + done} of ${tasks.length} rows, ${seconds()} s`)
    }
  })
  return tasks.map((task) => kept?.of(task) ?? played[open.indexOf(task)]!)
}

async function run(options: Options): Promise<number> {
  const tasks = tasksOf(options)
  if (tasks.length === 0) {
    console.error("no row has such a name; rows of loads above .8 take --nightly")
    return 2
  }
  const started = performance.now()
  const seconds = () => ((performance.now() - started) / 1_000).toFixed(0)
  const rows = await playOpen(tasks, options, seconds)
  print(rows, options.brief)
  const run = {
    sheets,
    rowsOf: (sheet: Sheet) => sheet.rows(folder).map(({ name }) => name),
    played: rows,
    seed: options.lengths.seed
  }
  console.log(`\n${toldOf(run)}`)
  for (const { file, rows: count, where } of elsewhere)
    console.log(`not of this engine's days: ${file}, ${count} rows: ${where}`)
  const failed = rows.filter((row) => !holds(row))
  const again = rows.filter(({ first }) => first !== undefined).length
  const figures = rows.reduce((sum, row) => sum + row.figures.length, 0)
  console.log(
    `\n${rows.length} rows, ${figures} figures, ${again} rows played again, ${failed.length} rows fail; seed ${options.lengths.seed}, ${seconds()} s`
  )
  for (const row of failed) console.log(`FAILS ${row.sheet}: ${rowLine(row)}`)
  if (options.out !== undefined) {
    writeFileSync(join(options.out, "theory.csv"), csvOf(rows))
    writeFileSync(join(options.out, "theory.md"), `${toldOf(run)}\n`)
    for (const { file, svg } of plotsOf(rows, folder)) writeFileSync(join(options.out, file), svg)
  }
  if (options.record) record(run)
  return failed.length === 0 ? 0 : 1
}

const asked = (): Options | string => {
  try {
    return optionsOf(process.argv.slice(2))
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}

const options = asked()
if (typeof options === "string") {
  console.error(`${options}\n\n${help}`)
  process.exitCode = 2
} else if (options.help) console.log(help)
else process.exitCode = await run(options)
