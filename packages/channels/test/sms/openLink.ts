import { openSms, type SmsOptions } from "@strowger/channels/sms"
import type { Accepted, Adapter, Delivery, Health, Inbound, Outbound, SendError } from "@strowger/router/ports"
import { Effect, Exit, Fiber, Redacted, Result, Scope, Stream } from "effect"

/** An open adapter as a host would hold it, in promises. */
export interface OpenLink {
  readonly adapter: Adapter
  /** The next unit, in the order the adapter gave them. */
  readonly next: () => Promise<Delivery>
  /** Units that came and nobody took yet. */
  readonly waiting: () => number
  readonly send: (text: string, more?: Partial<Outbound>) => Promise<Result.Result<Accepted, SendError>>
  readonly up: () => Promise<void>
  readonly health: (is: (health: Health) => boolean) => Promise<Health>
  readonly refused: () => Promise<Readonly<Record<string, number>>>
  readonly close: () => Promise<void>
}

export const customer = "8613800138000"
export const ours = "95588"

export const openLink = async (port: number, options: Partial<SmsOptions> = {}): Promise<OpenLink> => {
  const scope = Scope.makeUnsafe()
  const adapter = await Effect.runPromise(
    openSms({
      id: "sms",
      host: "127.0.0.1",
      port,
      systemId: "bank",
      password: Redacted.make("secret"),
      sourceAddress: ours,
      backoff: { minMs: 20, maxMs: 100 },
      ...options
    }).pipe(Effect.provideService(Scope.Scope, scope))
  )
  const held: Array<Delivery> = []
  const takers: Array<(delivery: Delivery) => void> = []
  const fiber = Effect.runFork(
    Stream.runForEach(adapter.inbound, (unit) =>
      Effect.sync(() => {
        if (unit.type === "Question") return
        const taker = takers.shift()
        if (taker === undefined) held.push(unit)
        else taker(unit)
      })
    )
  )
  const health = async (is: (health: Health) => boolean): Promise<Health> => {
    for (let asked = 0; asked < 1_000; asked++) {
      const now = await Effect.runPromise(adapter.health)
      if (is(now)) return now
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error(`health stays ${JSON.stringify(await Effect.runPromise(adapter.health))}`)
  }
  let ids = 0
  return {
    adapter,
    health,
    next: () => {
      const first = held.shift()
      return first === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(first)
    },
    waiting: () => held.length,
    send: (text, more = {}) =>
      Effect.runPromise(
        Effect.result(
          adapter.send({
            id: `p/${++ids}/0`,
            thread: `${customer}|${ours}`,
            to: { channel: "sms", value: customer },
            content: { text },
            automatic: false,
            ...more
          })
        )
      ),
    up: async () => void (await health(({ state }) => state === "up")),
    refused: () => Effect.runPromise(adapter.refused),
    close: async () => {
      await Effect.runPromise(Fiber.interrupt(fiber))
      await Effect.runPromise(Scope.close(scope, Exit.void))
    }
  }
}

export const ack = (delivery: Delivery): Promise<void> => Effect.runPromise(delivery.ack({ duplicate: false }))

/** The text of a unit that is a message of its own. */
export const textOf = (unit: Inbound): string => (unit.type === "Message" ? unit.content.text : `a ${unit.type}`)
