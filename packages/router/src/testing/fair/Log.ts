import type { Configuration } from "../../Configuration.ts"
import type { RouterEvent } from "../../Event.ts"
import type { History } from "../History.ts"
import { everythingPlayer } from "../everything.ts"
import { type Played, Player } from "../Player.ts"
import type { FairRouter, MakeRouter } from "./FairRouter.ts"

/** What was asked of a router, step by step, and what came of it. */
export interface Log {
  /** The rules at first. */
  readonly configuration: Configuration
  /** In order. */
  readonly steps: ReadonlyArray<Played>
}

/** Everything that happened. */
export const eventsOf = ({ steps }: Pick<Log, "steps">): ReadonlyArray<RouterEvent> =>
  steps.flatMap(({ events }) => events)

/** Plays a history on a new router. `seen` hears of each step as it was done. */
export function play(
  make: MakeRouter,
  { configuration, moves }: History,
  seen?: (step: Played, router: FairRouter) => void
): Log {
  const router = make(configuration)
  // Who drives another router is asked for what it can do, and for nothing instead of it.
  const player = "abilities" in make ? new Player() : everythingPlayer()
  const steps: Played[] = []
  for (const move of moves) {
    const { commands, nowMs } = player.together(router, move)
    const step = given(router, commands, nowMs)
    steps.push(step)
    seen?.(step, router)
  }
  return { configuration, steps }
}

/** Gives the same commands to a router. */
export const again = (router: FairRouter, steps: Log["steps"]): ReadonlyArray<Played> =>
  steps.map(({ commands, nowMs }) => given(router, commands, nowMs))

/** Several commands are given together where the router takes them so. */
export function given(router: FairRouter, commands: Played["commands"], nowMs: number): Played {
  if (commands.length !== 1 && router.stepTogether !== undefined)
    return { commands, nowMs, ...router.stepTogether(commands, nowMs) }
  const outcomes = commands.map((command) => router.step(command, nowMs))
  return {
    commands,
    nowMs,
    events: outcomes.flatMap(({ events }) => events),
    refusals: outcomes.map(({ refusal }) => refusal)
  }
}
