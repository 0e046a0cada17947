import { Effect, Metric } from "effect"
import { Adapters } from "../adapters/Adapters.ts"
import { Outbox } from "../outbox/OutboxFold.ts"
import { Partition } from "../partition/Partition.ts"
import { meters } from "./meters.ts"

/** Reads what is true now into the gauges, just before they are shown. */
export const sample = Effect.gen(function* () {
  const partition = yield* Partition
  const outbox = yield* Outbox
  const { all } = yield* Adapters
  const { view } = partition.router
  const set = (gauge: Metric.Gauge<number>, value: number, attributes: { readonly [key: string]: string } = {}) =>
    Metric.update(Metric.withAttributes(gauge, attributes), value)

  for (const queue of view.queues()) yield* set(meters.waiting, queue.waiting, { queue: queue.id })
  const presences = new Map<string, number>([
    ["ready", 0],
    ["not-ready", 0],
    ["signed-out", 0]
  ])
  for (const agent of view.agents()) presences.set(agent.presence, (presences.get(agent.presence) ?? 0) + 1)
  for (const [presence, count] of presences) yield* set(meters.agents, count, { presence })
  yield* set(meters.pending, outbox.counts().pending)
  yield* set(meters.position, partition.durableSeq())
  for (const adapter of all) {
    const health = yield* adapter.health
    yield* set(meters.up, health.state === "up" ? 1 : 0, { adapter: adapter.id, channel: adapter.channel })
    for (const [reason, count] of Object.entries(yield* adapter.refused)) {
      yield* set(meters.refused, count, { adapter: adapter.id, reason })
    }
  }
})
