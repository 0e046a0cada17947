import { Journal, Leadership, origin } from "@strowger/router/ports"
import { Context, Effect, Exit, Layer, Scope, Stream } from "effect"
import { Adapters } from "../../src/adapters/Adapters.ts"
import { noTelephone } from "../../src/outbox/noTelephone.ts"
import { makeOutboxFold, Outbox, type OutboxFold } from "../../src/outbox/OutboxFold.ts"
import { pumpLayer } from "../../src/outbox/pump.ts"
import { partitionLayer } from "../../src/partition/layer.ts"
import { type Draft, Partition } from "../../src/partition/Partition.ts"
import { decode } from "../../src/records/codec.ts"
import type { Intent, Record } from "../../src/records/Record.ts"
import { localServices } from "../../src/state/localLayer.ts"
import { makeMemoryStore } from "../../src/state/memory/MemoryStore.ts"
import type { Carrier } from "./carrier.ts"

/** A store that outlives the hosts of a test. */
export const makeStore = () => Layer.succeedContext(localServices(makeMemoryStore()))

/** The same store, with terms that are alive only while `term` says so. */
export const mortal = (store: ReturnType<typeof makeStore>, term: { readonly alive: boolean }) =>
  Layer.effect(
    Leadership,
    Effect.map(Leadership, (leadership) =>
      Leadership.of({
        ...leadership,
        lead: (partition) => Effect.map(leadership.lead(partition), (led) => ({ ...led, alive: () => term.alive }))
      })
    )
  ).pipe(Layer.provideMerge(store))

export interface Centre {
  readonly outbox: OutboxFold
  readonly partition: Partition["Service"]
  readonly close: Effect.Effect<void>
}

/** A host over the store: partition, outbox and pump. Closing it without waiting for the carrier is a crash as far as the wire sees. */
export const start = (
  store: ReturnType<typeof makeStore>,
  carrier: Carrier,
  extra?: Parameters<typeof pumpLayer>[0],
  telephone = noTelephone
) =>
  Effect.gen(function* () {
    const outbox = makeOutboxFold()
    const scope = yield* Scope.make()
    const adapters = Layer.succeed(Adapters, {
      all: [carrier.adapter],
      get: (id) => (id === carrier.adapter.id ? carrier.adapter : undefined)
    })
    const layer = pumpLayer({ drainMs: 0, ...extra }).pipe(
      Layer.provideMerge(partitionLayer({ id: "p1", host: "test", configuration: { queues: {} }, folds: [outbox] })),
      Layer.provideMerge(store),
      Layer.provideMerge(Layer.succeed(Outbox, outbox)),
      Layer.provideMerge(adapters),
      Layer.provideMerge(telephone)
    )
    const context = yield* Layer.buildWithScope(layer, scope)
    const centre: Centre = {
      outbox,
      partition: Context.get(context, Partition),
      close: Scope.close(scope, Exit.void)
    }
    return centre
  })

export const send = (text: string, thread = "t1", extra: Partial<Extract<Intent, { type: "Send" }>> = {}): Intent => ({
  type: "Send",
  conversation: `v ${thread}`,
  thread,
  to: { channel: "sms", value: "8613800000000" },
  content: { text },
  automatic: false,
  ...extra
})

export const intend = (
  draft: Draft,
  intent: Intent,
  policy: "at-most-once" | "at-least-once" = "at-least-once"
): string => {
  const at = draft.next()
  const id = `p1/${at.seq}/${at.index}`
  draft.write({ type: "Intended", atMs: draft.nowMs, id, policy, adapter: "sms", intent })
  return id
}

/** Lets everything that can run without the clock run: each yield lets every fiber that is ready take its turn. */
export const quiet = Effect.repeat(Effect.yieldNow, { times: 200 })

export const log = (store: ReturnType<typeof makeStore>): Effect.Effect<ReadonlyArray<Record>> =>
  Effect.flatMap(Journal, (journal) => Stream.runCollect(journal.read("p1", origin))).pipe(
    Effect.flatMap((entries) => Effect.forEach(entries, (entry) => Effect.fromResult(decode(entry.codec, entry.body)))),
    Effect.map((lists) => lists.flat()),
    Effect.orDie,
    Effect.provide(store)
  )
