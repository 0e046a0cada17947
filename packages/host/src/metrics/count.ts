import type { RouterEvent } from "@strowger/router"
import { Effect, Layer, Metric } from "effect"
import { Folds } from "../folds.ts"
import { Partition } from "../partition/Partition.ts"
import type { Record } from "../records/Record.ts"
import { meters } from "./meters.ts"

type Labels = { readonly [key: string]: string }

/** Counts what became durable since this start. */
export const countLayer: Layer.Layer<never, never, Partition | Folds> = Layer.effectDiscard(
  Effect.gen(function* () {
    const partition = yield* Partition
    const { contacts } = yield* Folds
    const context = yield* Effect.context<never>()

    const labelsOf = (contact: string): Labels => {
      const { channel = "", queue = "" } = contacts.contact(contact) ?? {}
      return { channel, queue }
    }
    const add = (counter: Metric.Counter<number>, labels: Labels): void =>
      Effect.runSyncWith(context)(Metric.update(Metric.withAttributes(counter, labels), 1))
    const routed = (event: RouterEvent): void => {
      switch (event.type) {
        case "OfferMade":
          return add(meters.offered, labelsOf(event.contact))
        case "OfferAccepted":
          return add(meters.accepted, labelsOf(event.contact))
        case "OfferDeclined":
          return add(meters.declined, labelsOf(event.contact))
        case "OfferExpired":
          return add(meters.unanswered, labelsOf(event.contact))
        case "ContactCompleted":
          return add(meters.completed, labelsOf(event.contact))
        case "ContactAbandoned":
          return add(meters.abandoned, labelsOf(event.contact))
        default:
          return
      }
    }
    const count = (record: Record): void => {
      switch (record.type) {
        case "Routed":
          return record.events.forEach(routed)
        case "ContactOpened":
          return add(meters.opened, { channel: record.channel, queue: record.queue })
        case "UnitTaken":
          return add(meters.units, { adapter: record.adapter, type: record.unit.type })
        case "Settled":
          return add(meters.sent, { outcome: record.outcome.type })
        case "Noted":
          return add(meters.noted, { what: record.what })
        default:
          return
      }
    }
    const stop = partition.onDurable((_seq, records) => {
      add(meters.appends, {})
      for (const [record] of records) count(record)
    })
    yield* Effect.addFinalizer(() => Effect.sync(stop))
  })
)
