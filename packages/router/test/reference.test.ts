import * as fc from "fast-check"
import { expect, test } from "vitest"
import { everything } from "../src/testing/everything.ts"
import { withOwnRules } from "../src/testing/ownRules.ts"
import { refusalsTold } from "./api/page.ts"
import { entryPoints } from "./api/publicNames.ts"
import { evidenceOf } from "./histories/evidenceOf.ts"
import { playBoth } from "./histories/playBoth.ts"
import { printed, strangers, tooRare } from "./histories/report.ts"
import { Tally, total } from "./histories/Tally.ts"

const runs = Number(process.env.STROWGER_HISTORIES ?? 2_000)

test("DET-7 the engine and the slow, obvious router decide alike over random histories", () => {
  const tally = new Tally(evidenceOf)
  fc.assert(
    fc.property(withOwnRules(everything()), (history) => playBoth(history, tally)),
    { numRuns: runs }
  )
  const rare = tooRare(tally, evidenceOf)
  console.log(`${runs} histories, differences 0\n${printed(tally)}`)
  // Held by the nightly run, where there are enough of them to say so.
  if (rare.length > 0) console.log(`OPEN: seen too rarely in random histories:\n  ${rare.join("\n  ")}`)
  expect(total(tally.accepted)).toBeGreaterThan(0.6 * total(tally.commands))
  expect(strangers(evidenceOf)).toEqual([])
  // What a command was refused for is what its docstring says.
  const told = refusalsTold(entryPoints())
  const untold = [...tally.refusalsOf.keys()].filter((each) => {
    const [command = "", reason = ""] = each.split(" ")
    return !told.get(command)?.includes(reason) && reason !== "RuleUnknown"
  })
  expect(untold, "refusals that no docstring names").toEqual([])
}, 300_000)
