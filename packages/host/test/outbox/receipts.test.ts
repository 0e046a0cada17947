import { it } from "@effect/vitest"
import type { DeliveryStatus, InboundActivity, InboundReceipt } from "@strowger/router/ports"
import { Effect } from "effect"
import { describe, expect } from "vitest"
import type { OutboxFold } from "../../src/outbox/OutboxFold.ts"
import { matchReceipt, settle } from "../../src/outbox/receipts.ts"
import type { Draft, Partition } from "../../src/partition/Partition.ts"
import { makeCarrier } from "./carrier.ts"
import { intend, log, makeStore, quiet, send, start } from "./centre.ts"

let units = 0
const key = () => ({ account: "sms", epoch: "", id: `unit ${++units}` })

const receipt = (ref: string, status: DeliveryStatus, code?: string): InboundReceipt => ({
  type: "Receipt",
  key: key(),
  thread: "t1",
  atMs: 0,
  ref,
  status,
  ...(code === undefined ? {} : { code })
})

/** What intake does with it: the unit, then what follows, in one decision. */
const take = (partition: Partition["Service"], outbox: OutboxFold, unit: InboundReceipt | InboundActivity) =>
  partition.submit((draft) => {
    draft.write({ type: "UnitTaken", atMs: draft.nowMs, unit, adapter: "sms" })
    matchReceipt(draft, outbox, unit)
  })

const statuses = (store: ReturnType<typeof makeStore>) =>
  Effect.map(log(store), (records) =>
    records.flatMap((record) => (record.type === "Status" ? [[record.status, record.code]] : []))
  )

/** A message of two parts that nobody has answered yet. */
const twoParts = (draft: Draft) => intend(draft, send("x"))

describe("receipts", () => {
  it.effect("a receipt raises the status of what was sent, and a status never goes back", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      const { partition, outbox, close } = yield* start(store, carrier)
      const { value: id } = yield* partition.submit((draft) => intend(draft, send("x")))
      yield* quiet
      yield* take(partition, outbox, receipt("ref-1", "delivered", "000"))
      yield* take(partition, outbox, receipt("ref-1", "submitted"))
      yield* take(partition, outbox, receipt("ref-1", "delivered"))
      expect(outbox.entry(id)?.status).toBe("delivered")
      yield* take(partition, outbox, receipt("ref-1", "read"))
      expect(yield* statuses(store)).toEqual([
        ["delivered", "000"],
        ["read", undefined]
      ])
      yield* close
    })
  )

  it.effect("a receipt that overtakes the answer to our submission is parked and matched when it is settled", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      const { partition, outbox, close } = yield* start(store, carrier)
      // The carrier's book gives the next number; the receipt is durable before the submission is answered.
      carrier.onSubmit = () => Effect.ignore(take(partition, outbox, receipt("ref-1", "delivered", "000")))
      const { value: id } = yield* partition.submit((draft) => intend(draft, send("x")))
      yield* quiet
      expect(outbox.entry(id)).toMatchObject({ state: "settled", status: "delivered" })
      expect(outbox.parked("sms", "ref-1")).toEqual([])
      const types = (yield* log(store)).map((record) => record.type)
      expect(types.indexOf("UnitTaken")).toBeLessThan(types.indexOf("Settled"))
      expect(yield* statuses(store)).toEqual([["delivered", "000"]])
      yield* close
      const again = yield* start(store, carrier)
      expect(again.outbox.entry(id)?.status).toBe("delivered")
      yield* again.close
    })
  )

  it.effect("a message in parts has arrived when all of them have, and failed when one has", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      carrier.door.closeUnsafe()
      const { partition, outbox, close } = yield* start(store, carrier)
      const parts = (id: string, refs: ReadonlyArray<string>) =>
        partition.submit((draft) => settle(draft, outbox, id, { type: "Sent", refs, parts: refs.length }))
      const { value: first } = yield* partition.submit(twoParts)
      yield* take(partition, outbox, receipt("a", "delivered"))
      yield* parts(first, ["a", "b"])
      expect(outbox.entry(first)?.status).toBe("submitted")
      yield* take(partition, outbox, receipt("b", "delivered"))
      expect(outbox.entry(first)?.status).toBe("delivered")
      const { value: second } = yield* partition.submit(twoParts)
      yield* parts(second, ["c", "d"])
      yield* take(partition, outbox, receipt("c", "delivered"))
      yield* take(partition, outbox, receipt("d", "failed", "034"))
      expect(outbox.entry(second)?.status).toBe("failed")
      expect(yield* statuses(store)).toEqual([
        ["delivered", undefined],
        ["failed", "034"]
      ])
      yield* close
    })
  )

  it.effect("references of another adapter are another carrier's", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const { partition, outbox, close } = yield* start(store, makeCarrier())
      const { value: id } = yield* partition.submit((draft) => intend(draft, send("x")))
      yield* quiet
      yield* partition.submit((draft) => {
        const unit = receipt("ref-1", "failed")
        draft.write({ type: "UnitTaken", atMs: draft.nowMs, unit, adapter: "other" })
        matchReceipt(draft, outbox, unit)
      })
      expect(outbox.entry(id)?.status).toBe("submitted")
      yield* close
    })
  )

  it.effect("what a customer has read counts for every line up to it", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const { partition, outbox, close } = yield* start(store, makeCarrier())
      const ids = yield* Effect.forEach([2, 3, 5], (seq) =>
        Effect.map(
          partition.submit((draft) => {
            const id = intend(draft, send(`line ${seq}`))
            const said = { conversation: "v t1", seq, author: "agent" as const, content: { text: `line ${seq}` } }
            draft.write({ type: "Message", atMs: draft.nowMs, intent: id, ...said })
            return id
          }),
          ({ value }) => value
        )
      )
      yield* quiet
      yield* take(partition, outbox, { type: "Activity", key: key(), thread: "t1", atMs: 0, what: "read", seq: 3 })
      yield* take(partition, outbox, { type: "Activity", key: key(), thread: "t1", atMs: 0, what: "typing" })
      expect(ids.map((id) => outbox.entry(id)?.status)).toEqual(["read", "read", "submitted"])
      yield* take(partition, outbox, { type: "Activity", key: key(), thread: "t1", atMs: 0, what: "read", seq: 9 })
      expect(yield* statuses(store)).toHaveLength(3)
      yield* close
    })
  )
})
