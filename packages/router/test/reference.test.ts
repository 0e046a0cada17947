import * as fc from "fast-check"
import { expect, test } from "vitest"
import { createRouter } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { ownRules, withOwnRules } from "../src/testing/ownRules.ts"
import { ReferenceRouter } from "../src/testing/reference/ReferenceRouter.ts"

const runs = Number(process.env.STROWGER_HISTORIES ?? 2_000)
const counts = { commands: 0, refused: 0 }

function playBoth({ configuration, moves }: History): void {
  const engine = createRouter(configuration, { rules: ownRules })
  const reference = new ReferenceRouter(configuration, ownRules)
  const player = everythingPlayer()
  for (const move of moves) {
    const { command, nowMs } = player.next(engine, move)
    const decided = engine.step(command, nowMs)
    const expected = reference.step(command, nowMs)
    counts.commands++
    if (decided.refusal) counts.refused++
    expect({ command, events: decided.events }).toEqual({ command, events: expected.events })
    expect({ command, reason: decided.refusal?.reason }).toEqual({ command, reason: expected.refusal?.reason })
    expect(engine.nextDeadlineMs).toBe(reference.nextDeadlineMs)
  }
  expect([...engine.view.contacts()]).toEqual([...reference.view.contacts()])
  expect([...engine.view.agents()]).toEqual([...reference.view.agents()])
  expect([...engine.view.queues()]).toEqual([...reference.view.queues()])
}

test("DET-7 the engine and the slow, obvious router decide alike over random histories", () => {
  fc.assert(fc.property(withOwnRules(everything()), playBoth), { numRuns: runs })
  console.log(`${runs} histories, ${counts.commands} commands, ${counts.refused} refused`)
}, 120_000)
