import { isDeepStrictEqual } from "node:util"
import { type Counters, createRouter, type Refusal, type Router, type RouterEvent } from "../../src/index.ts"
import { everythingPlayer } from "../../src/testing/everything.ts"
import type { History } from "../../src/testing/History.ts"
import { ownRules } from "../../src/testing/ownRules.ts"
import type { Played } from "../../src/testing/Player.ts"
import { ReferenceRouter } from "../../src/testing/reference/ReferenceRouter.ts"
import { eventTold, timelineOf, type WrongAt } from "../../src/testing/timeline/timelineOf.ts"
import type { Tally } from "./Tally.ts"

/**
 * One history on the engine and on the reference router (SPEC DET-7): every event, every refusal, the next deadline after every
 * command, and the whole state at the end. Throws where they differ. `tally` counts what was decided; `make`: another engine than
 * ours; `cost` is told what it cost the engine.
 */
export function playBoth(
  { configuration, moves }: History,
  tally: Tally | undefined,
  make = createRouter,
  cost: (counters: Counters) => void = () => {}
): void {
  const engine = make(configuration, { rules: ownRules })
  const reference = new ReferenceRouter(configuration, ownRules)
  const player = everythingPlayer()
  const steps: Played[] = []
  let wrong: WrongAt = { says: "here the two differ" }
  try {
    for (const move of moves) {
      tally?.before(engine, move)
      const played = player.play(engine, move)
      steps.push(played)
      const { commands, nowMs, events, refusals } = played
      const expected = reference.stepTogether(commands, nowMs)
      const asked = `at ${nowMs} ${JSON.stringify(commands)}`
      wrong = firstOther(events, expected.events) ?? wrong
      same(asked, events, expected.events)
      same(asked, refusals.map(reasonOf), expected.refusals.map(reasonOf))
      same(`${asked}: next deadline`, engine.nextDeadlineMs, reference.nextDeadlineMs)
      tally?.after(engine, played)
    }
    sameAtTheEnd(engine, reference)
    cost(engine.counters)
  } catch (error) {
    const { message } = error as Error
    throw new Error(`${message}\n\n${timelineOf(configuration, steps, wrong)}\n`, { cause: wrong })
  }
}

function sameAtTheEnd(engine: Router, reference: ReferenceRouter): void {
  // What it has cost is the engine's own business.
  const ofWaves = Object.entries(engine.counters).filter(([name]) => name in reference.counters)
  same("waves", Object.fromEntries(ofWaves), reference.counters)
  same("contacts at the end", [...engine.view.contacts()], [...reference.view.contacts()])
  same("agents at the end", [...engine.view.agents()], [...reference.view.agents()])
  same("queues at the end", [...engine.view.queues()], [...reference.view.queues()])
}

/** The first event that the reference does not tell. */
function firstOther(events: ReadonlyArray<RouterEvent>, expected: ReadonlyArray<RouterEvent>): WrongAt | undefined {
  const at = events.findIndex((event, n) => !isDeepStrictEqual(event, expected[n]))
  if (at < 0) return undefined
  const other = expected[at]
  return { says: `the reference says ${other === undefined ? "nothing" : eventTold(other)}`, event: events[at]! }
}

const reasonOf = (refusal: Refusal | undefined) => refusal?.reason ?? ""

function same(what: string, engine: unknown, reference: unknown): void {
  const [one, other] = [JSON.stringify(engine), JSON.stringify(reference)]
  if (one === other || isDeepStrictEqual(plain(one), plain(other))) return
  throw new Error(`${what}\n  engine    ${one}\n  reference ${other}`)
}

/** Fields may stand in another order. */
const plain = (json: string | undefined): unknown => (json === undefined ? undefined : JSON.parse(json))
