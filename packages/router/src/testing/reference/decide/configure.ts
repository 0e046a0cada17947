import type { Configure } from "../../../Command.ts"
import { longestWindowMs } from "../agentOrder.ts"
import { setHours } from "../hours.ts"
import { measureAgain } from "../waited.ts"
import { limitReserves } from "../reserves.ts"
import { armSteps, startSteps } from "../steps.ts"
import { isUnaccepted } from "../world.ts"
import type { Ledger, Reason } from "../Ledger.ts"

export function configure(ledger: Ledger, { configuration }: Configure): Reason | undefined {
  const { world } = ledger
  if (world.contacts.some((c) => configuration.queues[c.queue] === undefined)) return "InvalidConfiguration"
  if (JSON.stringify(configuration) === JSON.stringify(ledger.configuration)) return undefined
  // What no queue looked back to any more is forgotten, so a longer window begins with what the last one saw.
  const since = ledger.nowMs - longestWindowMs(world)
  for (const agent of world.agents) agent.handledAtMs = agent.handledAtMs.filter((at) => at > since)
  ledger.configuration = configuration
  ledger.version++
  world.queues = { ...configuration.queues }
  world.rules = configuration
  for (const queue of Object.keys(world.hours))
    if (world.queues[queue] === undefined) setHours(ledger, queue, undefined)
  measureAgain(ledger)
  limitReserves(world)
  for (const contact of world.contacts) startSteps(ledger, contact)
  for (const contact of world.contacts) if (isUnaccepted(contact)) armSteps(ledger, contact)
  ledger.say({ type: "Configured", atMs: ledger.nowMs, configuration, version: ledger.version })
  return undefined
}
