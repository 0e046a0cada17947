// What does a policy lose by not seeing ahead, and who pays for what it gains? Every order of agents, and one better than all of them.
//   node_modules/.bin/node --conditions=source bench/regret.ts [days of each kind, default 24] [folder for a chart]
// STROWGER_THEORY: what somebody else measured beside ours. STROWGER_TRACES: January 1999 of a bank, too.
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { chart, type Panel } from "./regret/chart.ts"
import { drawn } from "./regret/days.ts"
import { figuresOf } from "./regret/figures.ts"
import { january } from "./regret/january.ts"
import { policies, worthAsRule } from "./regret/Policy.ts"
import { publishedOf } from "./regret/published.ts"
import { dayTable, unitTable } from "./regret/tables.ts"
import { unitDays, unitKinds, unitRegret } from "./regret/unitDays.ts"

const many = Number(process.argv[2] ?? 24)
const folder = process.argv[3]
const { STROWGER_THEORY: theory, STROWGER_TRACES: traces } = process.env
const tell = (line: string) => console.error(line)

console.log(
  `Total wait over the least possible on ${10 * many} days of contacts that take one slot, ± two standard errors\n`
)
for (const kind of unitKinds) {
  tell(`${kind.contacts} contacts, ${kind.agents} agents`)
  const days = unitDays(kind, 10 * many)
  const rows = [...policies, worthAsRule].map((policy) => ({
    policy: policy.name,
    inTurn: unitRegret(days, policy, false),
    together: unitRegret(days, policy, true)
  }))
  console.log(`${unitTable(kind, rows, publishedOf(kind, theory))}\n`)
}

const panels: Panel[] = []
for (const days of [...drawn(many), ...(traces === undefined ? [] : [january(traces)])]) {
  const figures = figuresOf(days, policies, tell)
  console.log(`${dayTable(days, figures)}\n`)
  panels.push({ name: days.name, figures })
}
if (traces === undefined) console.log("STROWGER_TRACES is not set: January 1999 is left out")
if (folder !== undefined) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "regret.svg"), chart(panels))
}
