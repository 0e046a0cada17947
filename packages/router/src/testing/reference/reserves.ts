import type { QueueConfiguration } from "../../Configuration.ts"
import type { Reserve } from "../../Relaxation.ts"
import type { Ledger } from "./Ledger.ts"
import type { Agent, World } from "./world.ts"

const levelsOf = (queue: QueueConfiguration | undefined): ReadonlyArray<Reserve> =>
  queue?.reserve === undefined
    ? []
    : [queue.reserve, ...(queue.reserve.second === undefined ? [] : [queue.reserve.second])]

const openOf = (world: World, queue: string): number => world.reserveOpen[queue] ?? 0

/** May he take contacts of this queue: he is none of its reserve, or of a level that has joined (SPEC RES-1)? */
export const hasJoined = (world: World, queue: string, agent: Agent): boolean =>
  (agent.reserveFor?.[queue] ?? 0) <= openOf(world, queue)

/** What waits once everything is matched decides who joins and leaves; says whether somebody joined. */
export function turnReserves(ledger: Ledger): boolean {
  const { world, nowMs: atMs } = ledger
  let joined = false
  for (const queue of Object.keys(world.queues)) {
    const levels = levelsOf(world.queues[queue])
    const waiting = world.contacts.filter((c) => c.queue === queue && c.state === "waiting").length
    for (const [at, { opensAt }] of levels.entries()) {
      if (openOf(world, queue) !== at || waiting < opensAt) continue
      world.reserveOpen[queue] = at + 1
      ledger.say({ type: "ReserveOpened", atMs, queue, level: (at + 1) as 1 | 2 })
      joined = true
    }
    for (const [at, { closesAt }] of [...levels.entries()].reverse()) {
      if (openOf(world, queue) !== at + 1 || waiting > closesAt) continue
      world.reserveOpen[queue] = at
      ledger.say({ type: "ReserveClosed", atMs, queue, level: (at + 1) as 1 | 2 })
    }
  }
  return joined
}

/** Levels that the rules have no more are closed with them (SPEC RES-4). */
export function limitReserves(world: World): void {
  for (const queue of Object.keys(world.reserveOpen))
    world.reserveOpen[queue] = Math.min(openOf(world, queue), levelsOf(world.queues[queue]).length)
}
