import type {
  Adapter,
  CallControl,
  Delivery,
  Inbound,
  InboundCallOffered,
  ObservedPresence,
  Outbound,
  PresenceSource,
  Question,
  Recorded
} from "@strowger/router/ports"
import type { Channel } from "@strowger/router"
import { Deferred, Effect, Queue, Stream } from "effect"

/** The far side of one adapter: gives units, keeps what was sent to it. */
export interface Carrier {
  readonly adapter: Adapter
  /** Gives a unit; completes with what the host did with it. */
  readonly give: (unit: Inbound, cursor?: string) => Effect.Effect<Recorded | "retry" | "poison">
  readonly sent: Array<Outbound>
}

export const makeCarrier = (id: string, channel: Channel): Carrier => {
  const queue = Effect.runSync(Queue.unbounded<Delivery | Question>())
  const sent: Array<Outbound> = []
  return {
    sent,
    give: (unit, cursor) =>
      Effect.suspend(() => {
        const settled = Deferred.makeUnsafe<Recorded | "retry" | "poison">()
        Queue.offerUnsafe(queue, {
          type: "Delivery",
          unit,
          ...(cursor === undefined ? {} : { cursor }),
          ack: (recorded) => Effect.asVoid(Deferred.succeed(settled, recorded)),
          nack: (why) => Effect.asVoid(Deferred.succeed(settled, why))
        })
        return Deferred.await(settled)
      }),
    adapter: {
      id,
      channel,
      capabilities: { mode: channel === "chat" ? "session" : "message", receipts: "delivered", typing: false },
      inbound: Stream.fromQueue(queue),
      send: (outbound) =>
        Effect.sync(() => {
          sent.push(outbound)
          return { refs: [`${id}-${sent.length}`], parts: 1 }
        }),
      find: (outbound) =>
        Effect.sync(() => (sent.some((one) => one.id === outbound.id) ? ("sent" as const) : ("not-sent" as const))),
      health: Effect.succeed({ state: "up", sinceMs: 0 }),
      refused: Effect.succeed({}),
      drain: Effect.void
    }
  }
}

/** A switch: asks routes, is told acts, says what its telephones do. */
export interface Switch {
  readonly carrier: Carrier
  readonly acts: Array<string>
  readonly answers: Array<string>
  readonly control: CallControl["Service"]
  readonly source: PresenceSource["Service"]
  /** The next answers are too late. */
  late: boolean
  readonly ask: (
    thread: string,
    key: string,
    forMs: number
  ) => Effect.Effect<{ readonly withdraw: Effect.Effect<void> }>
  readonly show: (observed: ObservedPresence) => void
}

export const vdn = "7000"

export const makeSwitch = (id: string): Switch => {
  const queue = Effect.runSync(Queue.unbounded<Delivery | Question>())
  const presences = Effect.runSync(Queue.unbounded<ObservedPresence>())
  const carrier = makeCarrier(id, "voice")
  const act = (text: string) => Effect.sync(() => void board.acts.push(text))
  const board: Switch = {
    carrier: {
      ...carrier,
      adapter: { ...carrier.adapter, inbound: Stream.merge(carrier.adapter.inbound, Stream.fromQueue(queue)) }
    },
    acts: [],
    answers: [],
    late: false,
    control: {
      answer: (thread, device) => act(`answer ${thread} at ${device}`),
      deflect: (thread, device, to) => act(`deflect ${thread} from ${device} to ${to}`),
      clear: (thread, device) => act(`clear ${thread} at ${device}`),
      hold: () => Effect.void,
      retrieve: () => Effect.void,
      make: () => Effect.succeed("made")
    },
    source: {
      changes: Stream.fromQueue(presences),
      set: ({ device, presence }) => act(`set ${device} ${presence}`)
    },
    show: (observed) => void Queue.offerUnsafe(presences, observed),
    ask: Effect.fnUntraced(function* (thread: string, key: string, forMs: number) {
      const ended = Deferred.makeUnsafe<"answered" | "withdrawn">()
      const now = yield* Effect.clockWith((clock) => clock.currentTimeMillis)
      Queue.offerUnsafe(queue, {
        type: "Question",
        unit: callOffered(thread, key),
        expiresAtMs: now + forMs,
        answer: (to) =>
          Effect.sync(() => {
            const said = to === "none" ? "none" : to.device
            const late = board.late || Deferred.isDoneUnsafe(ended)
            board.answers.push(`${thread} ${said}${late ? " late" : ""}`)
            Deferred.doneUnsafe(ended, Effect.succeed("answered"))
            return late ? ("late" as const) : ("taken" as const)
          }),
        ended: Deferred.await(ended)
      })
      return { withdraw: Effect.asVoid(Deferred.succeed(ended, "withdrawn")) }
    })
  }
  return board
}

const callOffered = (thread: string, key: string): InboundCallOffered => ({
  type: "CallOffered",
  key: { account: "pbx", epoch: "", id: key },
  thread,
  atMs: 0,
  from: { channel: "voice", value: "13812342046" },
  to: { channel: "voice", value: vdn }
})
