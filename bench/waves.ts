// What is a wave worth, and what does it cost?
//   node_modules/.bin/node --conditions=source bench/waves.ts [turns, default 15]
// With STROWGER_THEORY the shares of greedy ways stand beside those that somebody else measured.
import { cpus } from "node:os"
import { mean, shapes, sharesOf, ways } from "./waves/optimum.ts"
import { publishedOf, publishedRows } from "./waves/published.ts"
import { mornings, readyTogether } from "./waves/readyTogether.ts"
import { hardest, timed } from "./waves/timed.ts"

const turns = Number(process.argv[2] ?? 15)
const instances = 400
console.log(`Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model ?? "?"})`)

const published = publishedRows(process.env.STROWGER_THEORY ?? "")
console.log(`\nShare of the greatest total weight, mean / min of ${instances} instances; contacts served, mean`)
if (published.length === 0)
  console.log("LEFT OUT: the published shares. STROWGER_THEORY points to no greedy_vs_optimal_snapshot.json")
for (const shape of shapes) {
  const found = sharesOf(shape, instances)
  const row = publishedOf(published, shape)
  console.log(
    `${shape.contacts} contacts x ${shape.agents} agents, density ${shape.density}${shape.even ? ", all weights 1" : ""}`
  )
  for (const way of ways) {
    const { share, served } = found[way]
    const theirs =
      row === undefined || way === "wave"
        ? ""
        : way === "best pair first"
          ? `   published ${row.global_greedy_edge_mean.toFixed(3)} / ${row.global_greedy_edge_min.toFixed(3)}`
          : `   published ${row.per_contact_greedy_mean.toFixed(3)} / ${row.per_contact_greedy_min.toFixed(3)}`
    const figures = `${mean(share).toFixed(3)} / ${Math.min(...share).toFixed(3)}   served ${mean(served).toFixed(2)}`
    console.log(`  ${way.padEnd(22)}${figures}${theirs}`)
  }
}

const median = (of: ReadonlyArray<number>) => of.toSorted((a, b) => a - b)[of.length >> 1]!
console.log(
  `\nTime of a wave: median and worst of ${turns} turns, processor time; beside sorted greedy on the same pairs in the same turn`
)
for (const { name, pairs, waveMs, greedyMs } of timed(turns, 3)) {
  const ratio = median(waveMs.map((ms, turn) => ms / Math.max(greedyMs[turn]!, 0.001)))
  const figures = `${median(waveMs).toFixed(1).padStart(7)} ms, worst ${Math.max(...waveMs)
    .toFixed(1)
    .padStart(6)} ms, ${ratio.toFixed(2)} x greedy`
  console.log(`${name.padEnd(40)}${String(pairs).padStart(7)} pairs ${figures}`)
}
// What a router allows at its default of 250,000 pairs.
for (const mostLooks of [Number.POSITIVE_INFINITY, 64 * 250_000]) {
  const { ms, givenUp } = hardest(500, mostLooks)
  console.log(`500 x 500, fits a product, ${mostLooks} looks   ${ms.toFixed(0)} ms${givenUp ? ", then given up" : ""}`)
}

for (const size of [200, 500]) {
  console.log(`\n${size} contacts wait, ${size} agents become ready in one step of the router: exact, and pair by pair`)
  for (const morning of mornings(size)) {
    const both = Array.from({ length: turns + 3 }, () => ({
      wave: readyTogether(morning, undefined),
      pairs: readyTogether(morning, 0)
    })).slice(3)
    const waveMs = median(both.map(({ wave }) => wave.ms))
    const pairsMs = median(both.map(({ pairs }) => pairs.ms))
    const ratio = median(both.map(({ wave, pairs }) => wave.ms / pairs.ms))
    const { wave, pairs } = both[0]!
    const figures = `${waveMs.toFixed(1).padStart(6)} ms, ${wave.offered} offered; ${pairsMs.toFixed(1).padStart(6)} ms, ${pairs.offered} offered`
    console.log(`  ${morning.name.padEnd(38)}${figures}; ${ratio.toFixed(1)} x${wave.exact === 0 ? " NOT EXACT" : ""}`)
  }
}
