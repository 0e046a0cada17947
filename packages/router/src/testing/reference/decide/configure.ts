import type { Configure } from "../../../Command.ts"
import type { Configuration, QueueConfiguration } from "../../../Configuration.ts"
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
  if (asOneText(configuration) === asOneText(ledger.configuration)) return undefined
  // What no queue looked back to any more is forgotten, so a longer window begins with what the last one saw.
  const since = ledger.nowMs - longestWindowMs(world)
  for (const agent of world.agents) agent.handledAtMs = agent.handledAtMs.filter((at) => at > since)
  const before = ledger.configuration.queues
  ledger.previous = ledger.configuration
  ledger.configuration = configuration
  ledger.version++
  world.queues = { ...configuration.queues }
  world.rules = configuration
  for (const queue of Object.keys(world.hours))
    if (world.queues[queue] === undefined) setHours(ledger, queue, undefined)
  measureAgain(ledger)
  limitReserves(world)
  for (const contact of world.contacts) {
    const [own, now] = [before[contact.queue], configuration.queues[contact.queue]]
    if (own === undefined || now === undefined || planOf(own) !== planOf(now)) startSteps(ledger, contact)
  }
  for (const contact of world.contacts) if (isUnaccepted(contact)) armSteps(ledger, contact)
  ledger.say({ type: "Configured", atMs: ledger.nowMs, configuration, version: ledger.version })
  return undefined
}

export function revertConfiguration(ledger: Ledger): Reason | undefined {
  if (ledger.previous === undefined) return "NothingToRevert"
  return configure(ledger, { type: "Configure", configuration: ledger.previous })
}

/** Whatever the order of what is written. */
const asOneText = ({ capacity = {}, ...rest }: Configuration): string =>
  JSON.stringify({ capacity, ...rest }, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  )

/** When its steps begin, for whom, and when they are skipped. */
export const planOf = ({ skipIf, steps = [], requirements = [] }: QueueConfiguration): string => {
  const ends = [...new Set(requirements.flatMap(({ forMs }) => forMs ?? []))].sort((a, b) => a - b)
  return JSON.stringify([skipIf, ends, steps.map((step) => [step.afterMs, step.skipIf, step.when])])
}
