import { type Outbound, SendError } from "@strowger/router/ports"
import { Deferred, Effect, Layer, Stream } from "effect"
import { Adapters } from "../../src/adapters/Adapters.ts"
import { noTelephone } from "../../src/outbox/noTelephone.ts"
import { makeOutboxFold, Outbox } from "../../src/outbox/OutboxFold.ts"
import { pumpLayer } from "../../src/outbox/pump.ts"
import { partitionLayer } from "../../src/partition/layer.ts"
import { Partition } from "../../src/partition/Partition.ts"
import { sqliteState } from "../../src/state/sqlite/index.ts"

/** A host that is killed: its carrier is the process that started it, spoken to over the IPC channel. Ends itself when all is settled. */
const [directory = "", wanted = "0"] = process.argv.slice(2)

const answers = new Map<string, Deferred.Deferred<{ readonly refs: ReadonlyArray<string>; readonly parts: number }>>()
process.on("message", (message: { readonly id: string; readonly ref: string }) => {
  const answer = answers.get(message.id)
  if (answer !== undefined) Deferred.doneUnsafe(answer, Effect.succeed({ refs: [message.ref], parts: 1 }))
})
const submit = (outbound: Outbound) =>
  Effect.suspend(() => {
    const answer = Deferred.makeUnsafe<{ readonly refs: ReadonlyArray<string>; readonly parts: number }>()
    answers.set(outbound.id, answer)
    process.send?.({ id: outbound.id, thread: outbound.thread, text: outbound.content.text })
    return Deferred.await(answer)
  })

const adapter = {
  id: "sms",
  channel: "sms" as const,
  capabilities: { mode: "message" as const, receipts: "none" as const, typing: false },
  inbound: Stream.never,
  health: Effect.succeed({ state: "up" as const, sinceMs: 0 }),
  refused: Effect.succeed({}),
  drain: Effect.void,
  find: () => Effect.succeed(undefined),
  send: (outbound: Outbound) => Effect.mapError(submit(outbound), (never: never): SendError => never)
}

const outbox = makeOutboxFold()
const host = pumpLayer().pipe(
  Layer.provideMerge(partitionLayer({ id: "p1", host: "test", configuration: { queues: {} }, folds: [outbox] })),
  Layer.provideMerge(sqliteState({ directory })),
  Layer.provideMerge(Layer.succeed(Outbox, outbox)),
  Layer.provideMerge(Layer.succeed(Adapters, { all: [adapter], get: () => adapter })),
  Layer.provideMerge(noTelephone)
)

/** Writes intents, a few to each decision and over seven threads, until the log holds as many as are wanted. */
const writeOn = Effect.gen(function* () {
  const partition = yield* Partition
  while (outbox.counts().intended < Number(wanted)) {
    yield* partition.submit((draft) => {
      for (let n = 0; n < 3; n++) {
        const nth = outbox.counts().intended
        const { seq, index } = draft.next()
        draft.write({
          type: "Intended",
          atMs: draft.nowMs,
          id: `p1/${seq}/${index}`,
          policy: nth % 2 === 0 ? "at-most-once" : "at-least-once",
          adapter: "sms",
          intent: {
            type: "Send",
            conversation: "v",
            thread: `t${nth % 7}`,
            to: { channel: "sms", value: "1" },
            content: { text: String(nth) },
            automatic: false
          }
        })
      }
    })
  }
  const settled = Deferred.makeUnsafe<void>()
  const look = () => {
    if (outbox.counts().pending === 0) Deferred.doneUnsafe(settled, Effect.void)
  }
  partition.onDurable(look)
  look()
  yield* Deferred.await(settled)
})

await Effect.runPromise(Effect.provide(writeOn, host))
process.disconnect()
