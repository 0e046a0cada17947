// A million random commands with every rule mixed, on the engine and on the reference router:
//   npm run nightly -- [commands, default 1000000] [seed] [unlike]
// Every second batch goes the way of worlds in which everybody asks for something of his own (SPEC SPEED-27), with `unlike` every one.
// Fails where the two differ, and where some rule, event or acceptance was too rare for the run to say much.
import * as fc from "fast-check"
import { everything } from "../../src/testing/everything.ts"
import { withOwnRules } from "../../src/testing/ownRules.ts"
import { limits } from "../../src/engine/index/limits.ts"
import { evidenceOf } from "./evidenceOf.ts"
import { lowLimits } from "./lowLimits.ts"
import { playBoth } from "./playBoth.ts"
import { printed, strangers, tooRare } from "./report.ts"
import { Tally, total } from "./Tally.ts"

const wanted = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? Date.now() % 2_147_483_647)
const usual = { ...limits }
const ways = process.argv[4] === "unlike" ? lowLimits : lowLimits.flatMap((low) => [usual, low])
const start = performance.now()
const tally = new Tally(evidenceOf)
console.log(`seed ${seed}`)
let histories = 0
let shown = 0
for (let batch = 0; total(tally.commands) < wanted; batch++) {
  const numRuns = 200
  Object.assign(limits, ways[batch % ways.length])
  // Throws with the smallest history that differs, and with seed and path to play it again.
  try {
    fc.assert(
      fc.property(withOwnRules(everything()), (history) => playBoth(history, tally)),
      { seed: (Math.imul(seed, 1_000_003) + batch) | 0, numRuns }
    )
  } catch (cause) {
    throw new Error(`with the limits ${JSON.stringify(limits)}`, { cause })
  }
  histories += numRuns
  const done = Math.floor((10 * total(tally.commands)) / wanted)
  if (done > shown)
    console.log(`${total(tally.commands)} commands, ${((performance.now() - start) / 1_000).toFixed(0)} s`)
  shown = done
}
const seconds = (performance.now() - start) / 1_000
console.log(`\n${printed(tally)}`)
console.log(`\n${histories} histories, seed ${seed}, ${seconds.toFixed(0)} s, differences 0`)
const wrong = [...tooRare(tally, evidenceOf), ...strangers(evidenceOf).map((rule) => `${rule} is no rule`)]
for (const sentence of wrong) console.log(`TOO RARE ${sentence}`)
process.exitCode = wrong.length === 0 ? 0 : 1
