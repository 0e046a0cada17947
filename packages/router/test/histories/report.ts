import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Evidence } from "./Evidence.ts"
import { type Tally, total } from "./Tally.ts"

const router = fileURLToPath(new URL("../../", import.meta.url))
const read = (path: string) => readFileSync(`${router}/${path}`, "utf8")

/** Everything that is too rare, in sentences; [] = enough of everything. `commands`: in how many. */
export function tooRare(tally: Tally, evidenceOf: Readonly<Record<string, Evidence | string>>): ReadonlyArray<string> {
  const commands = total(tally.commands)
  const least = (perMillion: number) => Math.ceil((perMillion * commands) / 1_000_000)
  const rules = [...read("SPEC.md").matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(([, id]) => id!)
  const events = [...read("src/Event.ts").matchAll(/readonly type: "(\w+)"/g)].map(([, type]) => type!)
  const rare = (what: string, counts: ReadonlyMap<string, number>, name: string, wanted: number) => {
    const have = counts.get(name) ?? 0
    return have >= wanted ? [] : [`${what} ${name}: ${have}, at least ${wanted} wanted`]
  }
  const share = total(tally.accepted) / Math.max(1, commands)
  return [
    ...(share >= 0.6 ? [] : [`only ${(share * 100).toFixed(1)} % of the commands were accepted, at least 60 % wanted`]),
    ...events.flatMap((type) => rare("event", tally.events, type, least(1_000))),
    ...rules.filter((rule) => evidenceOf[rule] === undefined).map((rule) => `rule ${rule}: nothing says how to see it`),
    ...rules.flatMap((rule) =>
      typeof evidenceOf[rule] === "function" ? rare("rule", tally.rules, rule, least(wantedOf[rule] ?? 100)) : []
    )
  ]
}

/** In a million, where more than 100 are wanted: waves, and those in which somebody stood in for another. */
const wantedOf: Readonly<Record<string, number>> = {
  "WAVE-1": 20_000,
  "WAVE-2": 1_000,
  "WAVE-3": 2_000,
  "WAVE-4": 5_000
}

/** Names in evidence that are no rules any more. */
export const strangers = (evidenceOf: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.keys(evidenceOf).filter((rule) => !read("SPEC.md").includes(`- **${rule}**`))

export function printed(tally: Tally): string {
  const commands = total(tally.commands)
  const share = (100 * total(tally.accepted)) / Math.max(1, commands)
  const withoutTicks = commands - (tally.commands.get("Tick") ?? 0)
  const accepted = total(tally.accepted) - (tally.accepted.get("Tick") ?? 0)
  return [
    `${commands} commands, ${share.toFixed(1)} % accepted (${((100 * accepted) / Math.max(1, withoutTicks)).toFixed(1)} % without ticks)`,
    listed("commands", tally.commands),
    listed("refused", tally.refusals),
    listed("events", tally.events),
    listed("rules", tally.rules)
  ].join("\n")
}

const listed = (title: string, counts: ReadonlyMap<string, number>) =>
  `${title}: ${[...counts]
    .toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([name, n]) => `${name} ${n}`)
    .join(", ")}`
