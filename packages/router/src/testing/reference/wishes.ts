import type { SignIn } from "../../Command.ts"
import type { Reason } from "./Ledger.ts"
import { type Agent, type Contact, handsOf, type World, mayRingAtMore } from "./world.ts"

type Wishes = Pick<Agent, "prefers" | "delays" | "allocation">

/** What says nothing is left out. */
export function wishesOf({ prefers, delays, allocation }: SignIn): Wishes {
  const kept = (wish: Readonly<Record<string, number>> = {}) =>
    Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== 0))
  return { prefers: kept(prefers), delays: kept(delays), allocation: kept(allocation) }
}

export function wishesWrong(world: World, { prefers, delays, allocation = {} }: SignIn): Reason | undefined {
  const named = [prefers, delays, allocation].flatMap((wish) => Object.keys(wish ?? {}))
  if (named.some((queue) => world.queues[queue] === undefined)) return "QueueUnknown"
  const percents = Object.values(allocation)
  if (percents.length > 0 && percents.reduce((sum, percent) => sum + percent, 0) !== 100) return "InvalidValue"
  return undefined
}

/** SCORE-10: he takes contacts of this queue only once they have waited so long. */
export const hasWaited = (world: World, contact: Contact, agent: Agent): boolean =>
  world.nowMs - contact.enqueuedAtMs >= (agent.delays[contact.queue] ?? 0)

/** The next instant at which somebody signed in may take a waiting contact that he may not take yet for his delay. */
export function nextDelayMs(world: World): number {
  const ends = world.contacts
    .filter((contact) => contact.state === "waiting" || mayRingAtMore(world, contact))
    .flatMap((contact) =>
      world.agents
        .filter((agent) => agent.presence !== "signed-out")
        .map((agent) => contact.enqueuedAtMs + (agent.delays[contact.queue] ?? 0))
    )
  return Math.min(...ends.filter((atMs) => atMs > world.nowMs))
}

/** SCORE-11: how far he is behind with the contact's queue, of what he accepted and what rings at him. */
export function shareOf(world: World, { queue }: Contact, agent: Agent): number {
  const { allocation, taken } = agent
  if (Object.keys(allocation).length === 0) return 0
  const percent = allocation[queue]
  if (percent === undefined) return Number.MIN_SAFE_INTEGER
  const ringing = handsOf(world, agent).filter(({ tie }) => tie.state === "offered")
  const had = (name: string) => (taken[name] ?? 0) + ringing.filter(({ contact }) => contact.queue === name).length
  const total = Object.keys(allocation).reduce((sum, name) => sum + had(name), 0)
  return percent * total - 100 * had(queue)
}

/** He accepted it. */
export function noteTaken(agent: Agent, { queue }: Contact): void {
  if (agent.allocation[queue] !== undefined) agent.taken = { ...agent.taken, [queue]: (agent.taken[queue] ?? 0) + 1 }
}
