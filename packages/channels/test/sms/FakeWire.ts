import { Effect, Queue } from "effect"
import { WireClosed, type Wire } from "../../src/sms/link/Wire.ts"
import { decodePdu, encodePdu } from "../../src/sms/pdu/codec.ts"
import type { Pdu } from "../../src/sms/pdu/Pdu.ts"

/** The far end of a wire without a socket: for tests under a virtual clock. */
export interface FakeWire {
  readonly wire: Wire
  /** PDUs the session wrote, in order. */
  readonly written: Array<Pdu>
  readonly say: (...pdus: ReadonlyArray<Pdu>) => void
  readonly sayOctets: (octets: Uint8Array) => void
  readonly hangUp: () => void
}

/** `answer` says at once what the far side says to a PDU; nothing by default. */
export const fakeWire = (answer: (pdu: Pdu) => ReadonlyArray<Pdu> = () => []): FakeWire => {
  const chunks = Effect.runSync(Queue.unbounded<Uint8Array, WireClosed>())
  const written: Array<Pdu> = []
  let open = true
  const close = () => {
    open = false
    Effect.runSync(Queue.fail(chunks, new WireClosed({ message: "the peer closed the connection" })))
  }
  const say = (...pdus: ReadonlyArray<Pdu>) => {
    for (const pdu of pdus) Queue.offerUnsafe(chunks, encodePdu(pdu))
  }
  return {
    written,
    say,
    sayOctets: (octets) => void Queue.offerUnsafe(chunks, octets),
    hangUp: close,
    wire: {
      read: Queue.take(chunks),
      write: (octets) =>
        Effect.suspend(() => {
          if (!open) return Effect.fail(new WireClosed({ message: "closed" }))
          const pdu = decodePdu(octets)
          if (pdu.command === "malformed") throw new Error("the session wrote what nobody can read")
          written.push(pdu)
          say(...answer(pdu))
          return Effect.void
        }),
      close: Effect.sync(close)
    }
  }
}

/** A centre that takes every bind and keep-alive, and answers submits as it is told. */
export const centre =
  (onSubmit: (sequence: number) => ReadonlyArray<Pdu> = () => []) =>
  (pdu: Pdu): ReadonlyArray<Pdu> => {
    const { sequence } = pdu
    switch (pdu.command) {
      case "bind_transceiver":
        return [{ command: "bind_transceiver_resp", sequence, status: 0, systemId: "SMSC", tlvs: [] }]
      case "enquire_link":
        return [{ command: "enquire_link_resp", sequence, status: 0 }]
      case "unbind":
        return [{ command: "unbind_resp", sequence, status: 0 }]
      case "submit_sm":
        return onSubmit(sequence)
      default:
        return []
    }
  }

export const submitted = (sequence: number, status = 0): Pdu => ({
  command: "submit_sm_resp",
  sequence,
  status,
  messageId: status === 0 ? `m${sequence}` : "",
  tlvs: []
})
