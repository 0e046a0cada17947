import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const folder = fileURLToPath(new URL("..", import.meta.url))
const read = (path: string) => readFileSync(`${folder}/${path}`, "utf8")
const rules = (read("SPEC.md").match(/^- \*\*[A-Z]+-\d+\*\*/gm) ?? []).map((line) => line.slice(4, -2))
const families = [...new Set(rules.map((rule) => rule.slice(0, rule.indexOf("-"))))]
const ids = (text: string) => text.match(new RegExp(`\\b(?:${families.join("|")})-\\d+`, "g")) ?? []
const filesOf = (path: string) =>
  readdirSync(`${folder}/${path}`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${path}/${file}`)

it("SPEC every rule has its own number and at least one test", () => {
  expect(rules.length).toBeGreaterThan(50)
  expect(new Set(rules).size).toBe(rules.length)
  // Laws are tests, too: fairness.test.ts runs them.
  const tested = new Set([...filesOf("test"), ...filesOf("src/testing/fair")].flatMap((file) => ids(read(file))))
  expect(rules.filter((rule) => !tested.has(rule))).toEqual([])
})

it("SPEC no test, comment or text names a rule that is not there", () => {
  const named = [...filesOf("test"), ...filesOf("src"), "README.md", "SPEC.md"].flatMap((file) =>
    ids(read(file)).map((rule) => ({ file, rule }))
  )
  expect(named.filter(({ rule }) => !rules.includes(rule))).toEqual([])
})
