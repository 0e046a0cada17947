import { existsSync, readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const here = fileURLToPath(new URL(".", import.meta.url))
const spec = readFileSync(`${here}/../SPEC.md`, "utf8")
const rules = [...spec.matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(([, id]) => id!)
const section = spec.slice(spec.indexOf("## The forty behaviours"))

/** `| 7 | what | SCORE-1, DET-7 | `agents.test.ts` | |` */
const rows = [...section.matchAll(/^\| *(\d+) *\|(.*)\|$/gm)].map(([, number, rest = ""]) => {
  const [what = "", ids = "", tests = "", open = ""] = rest.split("|").map((cell) => cell.trim())
  const files = [...tests.matchAll(/`([^`]+)`/g)].map(([, file]) => file!)
  return { number: Number(number), what, ids: ids.split(/, */).filter((id) => id !== ""), files, open }
})
const laws = readdirSync(`${here}/../src/testing/fair`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => `../src/testing/fair/${name}`)
/** What these want beside the engine (many writers, transports, dialling, replay) may stay open and say so. */
const mayStayOpen = [21, 34, 35, 37, 40]

it("SPEC the forty behaviours have forty rows, each with a name", () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  expect(rows.filter(({ what }) => what.length < 10)).toEqual([])
})

it("SPEC every row names rules that are there, and tests that are there and carry their numbers", () => {
  const texts = new Map<string, string>()
  const textOf = (file: string): string => {
    if (!existsSync(`${here}/${file}`)) return ""
    // The laws run by this file stand in others.
    const more = file === "fairness.test.ts" ? laws : []
    if (!texts.has(file))
      texts.set(file, [file, ...more].map((name) => readFileSync(`${here}/${name}`, "utf8")).join("\n"))
    return texts.get(file)!
  }
  const mentions = (file: string, id: string) => new RegExp(`\\b${id}\\b`).test(textOf(file))
  const wrong = rows.flatMap(({ number, ids, files }) => [
    ...ids.filter((id) => !rules.includes(id)).map((id) => `${number}: there is no rule ${id}`),
    ...files.filter((file) => textOf(file) === "").map((file) => `${number}: there is no test ${file}`),
    ...ids
      .filter((id) => rules.includes(id) && !files.some((file) => mentions(file, id)))
      .map((id) => `${number}: no test of the row carries ${id}`),
    ...files
      .filter((file) => textOf(file) !== "" && !file.startsWith("..") && !ids.some((id) => mentions(file, id)))
      .map((file) => `${number}: ${file} carries no rule of the row`)
  ])
  expect(wrong).toEqual([])
})

it("SPEC a row without an open end has a rule and a test; open ends are told", () => {
  const whole = rows.filter(({ open }) => open === "")
  expect(whole.filter(({ ids, files }) => ids.length === 0 || files.length === 0)).toEqual([])
  const open = rows.filter((row) => row.open !== "")
  const lines = open.map((row) => `  ${row.number}: ${row.open}`)
  console.log(`OPEN of the forty behaviours in SPEC.md:\n${lines.join("\n")}`)
  expect(open.filter(({ number, open: said }) => !mayStayOpen.includes(number) || !said.includes("not "))).toEqual([])
})
