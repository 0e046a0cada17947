import type { Configuration } from "../../Configuration.ts"
import type { FairRouter } from "../fairness.ts"
import type { Played } from "../Player.ts"
import { timelineOf, type WrongAt } from "../timeline/timelineOf.ts"
import { Choices } from "./Choices.ts"
import { type Covered, type SmallScope, SmallWorldBroken } from "./SmallScope.ts"
import { World } from "./World.ts"

/** Looks at one history as it is played, step by step, and says what is wrong; undefined, or nothing at all = so far all is well. */
export type Judge = (step: Played, router: FairRouter) => WrongAt | undefined | void

/**
 * Plays every small world there is on a router, and holds judges against each history: what random histories find by chance is found
 * here for certain, or is not there. Skills and agents that are alike are tried in one order only. Throws `SmallWorldBroken` with the
 * shortest history that breaks something. 3 agents, 4 contacts and 2 skills in every order of coming are some 200,000 histories.
 */
export function everySmallWorld(
  make: (configuration: Configuration) => FairRouter,
  judges: ReadonlyArray<(configuration: Configuration) => Judge>,
  scope: SmallScope = {}
): Covered {
  const seen = new Seen()
  const broken = look(make, judges, scope, Number.POSITIVE_INFINITY, seen)
  if (broken === undefined) return seen.covered
  // The first that was met is not the shortest: look at all that are shorter first.
  for (let most = 1; most < broken.length; most++) {
    const shorter = look(make, judges, scope, most, new Seen())
    if (shorter !== undefined) throw new SmallWorldBroken(shorter.says, seen.covered)
  }
  throw new SmallWorldBroken(broken.says, seen.covered)
}

class Seen {
  private readonly worlds = new Set<string>()
  private histories = 0
  commands = 0

  add(world: string): void {
    this.worlds.add(world)
    this.histories++
  }

  get covered(): Covered {
    return { worlds: this.worlds.size, histories: this.histories, commands: this.commands }
  }
}

interface Broken {
  readonly says: string
  /** Asked until then. */
  readonly length: number
}

function look(
  make: (configuration: Configuration) => FairRouter,
  judges: ReadonlyArray<(configuration: Configuration) => Judge>,
  scope: SmallScope,
  most: number,
  seen: Seen
): Broken | undefined {
  const choices = new Choices()
  do {
    const world = new World(scope)
    const { configuration } = world
    const router = make(configuration)
    const judging = judges.map((judge) => judge(configuration))
    const steps: Played[] = []
    let length = 0
    const wrong = attempt(() => {
      for (; length < most; length++) {
        const asks = world.asks(router, length === 0)
        if (asks.length === 0) return undefined
        const ask = asks[choices.choose(asks.length)]!
        for (const command of ask.commands) {
          const { events, refusal } = router.step(command, ask.nowMs)
          const step = { commands: [command], nowMs: ask.nowMs, events, refusals: [refusal] }
          steps.push(step)
          seen.commands++
          for (const judge of judging) {
            const wrong = judge(step, router)
            if (wrong !== undefined) return wrong
          }
        }
        world.asked(ask)
      }
      return undefined
    })
    seen.add(world.name)
    if (wrong !== undefined) {
      return { says: `${wrong.says}\n\n${timelineOf(configuration, steps, wrong)}`, length: length + 1 }
    }
  } while (choices.next())
  return undefined
}

/** A router that throws is wrong, too. */
function attempt(play: () => WrongAt | undefined): WrongAt | undefined {
  try {
    return play()
  } catch (error) {
    return { says: (error as Error).message }
  }
}
