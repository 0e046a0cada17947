import { longestWindowMs } from "../../reference/agentOrder.ts"
import { planOf } from "../../reference/decide/configure.ts"
import { limitReserves } from "../../reference/reserves.ts"
import { startSteps } from "../../reference/steps.ts"
import type { Folds } from "./Folding.ts"

type Of = "Configured" | "ReserveOpened" | "ReserveClosed" | "QueueScheduled" | "QueueOpened" | "QueueClosed"

/** The rules, and what is said of queues. */
export const queueFolds: Pick<Folds, Of> = {
  Configured(known, { configuration, version, atMs }) {
    const { ledger, world } = known
    const since = atMs - longestWindowMs(world)
    for (const agent of world.agents) agent.handledAtMs = agent.handledAtMs.filter((at) => at > since)
    const before = world.queues
    ledger.previous = ledger.configuration
    ledger.configuration = configuration
    ledger.version = version
    world.queues = { ...configuration.queues }
    world.rules = configuration
    for (const queue of Object.keys(world.hours)) if (world.queues[queue] === undefined) delete world.hours[queue]
    limitReserves(world)
    for (const contact of world.contacts) {
      const [own, now] = [before[contact.queue], configuration.queues[contact.queue]]
      if (own === undefined || now === undefined || planOf(own) !== planOf(now)) startSteps(ledger, contact)
    }
  },
  ReserveOpened({ world }, { queue, level }) {
    world.reserveOpen[queue] = level
  },
  ReserveClosed({ world }, { queue, level }) {
    world.reserveOpen[queue] = level - 1
  },
  QueueScheduled({ world }, { queue, open }) {
    if (open === undefined) delete world.hours[queue]
    else world.hours[queue] = { open: world.hours[queue]?.open ?? true, next: open }
  },
  QueueOpened({ world }, { queue }) {
    const hours = world.hours[queue]
    if (hours !== undefined) world.hours[queue] = { ...hours, open: true }
  },
  QueueClosed({ world }, { queue, atMs }) {
    const hours = world.hours[queue]
    if (hours === undefined) return
    const isOver = hours.next[0] !== undefined && hours.next[0].fromMs <= atMs
    world.hours[queue] = { open: false, next: isOver ? hours.next.slice(1) : hours.next }
  }
}
