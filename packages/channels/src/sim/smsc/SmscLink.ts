import type { Socket } from "node:net"
import { decodePdu, encodePdu } from "../../sms/pdu/codec.ts"
import { Framer } from "../../sms/pdu/Framer.ts"
import type { BindRequest, MessageRequest, Pdu } from "../../sms/pdu/Pdu.ts"
import { status } from "../../sms/pdu/Status.ts"

/** What the centre does with what comes over a link. */
export interface LinkEvents {
  /** The `command_status` of the bind response. */
  readonly onBind: (link: SmscLink, bind: BindRequest) => number
  readonly onSubmit: (link: SmscLink, submit: MessageRequest) => void
  readonly onAnswer: (link: SmscLink, sequence: number, status: number) => void
  readonly onMalformed: () => void
  readonly onClose: (link: SmscLink) => void
  /** True: whatever comes is read and not answered. */
  readonly silent: () => boolean
}

/** The centre's end of one connection. */
export class SmscLink {
  readonly #socket: Socket
  readonly #events: LinkEvents
  readonly #framer = new Framer()
  #sequence = 0
  bound = false

  constructor(socket: Socket, events: LinkEvents) {
    this.#socket = socket
    this.#events = events
    socket.setNoDelay(true)
    socket.on("data", (chunk) => this.#read(chunk))
    socket.on("error", () => socket.destroy())
    socket.on("close", () => {
      this.bound = false
      events.onClose(this)
    })
  }

  nextSequence(): number {
    return ++this.#sequence
  }
  write(pdu: Pdu): void {
    this.writeRaw(encodePdu(pdu))
  }
  /** Octets as they are: for a peer that sends rubbish. */
  writeRaw(octets: Uint8Array): void {
    if (!this.#socket.destroyed) this.#socket.write(octets)
  }
  drop(): void {
    this.#socket.destroy()
  }

  #read(chunk: Uint8Array): void {
    const { frames, bad } = this.#framer.push(chunk)
    for (const frame of frames) if (!this.#events.silent()) this.#handle(frame)
    if (bad === undefined || this.#socket.destroyed) return
    this.#events.onMalformed()
    this.write({ command: "generic_nack", sequence: 0, status: status.invalidLength })
    this.#socket.destroySoon()
  }

  #handle(frame: Uint8Array): void {
    const pdu = decodePdu(frame)
    switch (pdu.command) {
      case "malformed":
        this.#events.onMalformed()
        if (pdu.id < 0x80000000) this.write({ command: "generic_nack", sequence: pdu.sequence, status: pdu.answer })
        return
      case "bind_receiver":
      case "bind_transmitter":
      case "bind_transceiver":
        return this.#bind(pdu)
      case "submit_sm":
        if (this.bound) return this.#events.onSubmit(this, pdu)
        return this.write({ ...answerTo(pdu), status: status.invalidBindStatus, messageId: "" })
      case "deliver_sm_resp":
      case "data_sm_resp":
      case "generic_nack":
        return this.#events.onAnswer(this, pdu.sequence, pdu.status)
      case "enquire_link":
        return this.write({ command: "enquire_link_resp", sequence: pdu.sequence, status: 0 })
      case "unbind":
        this.bound = false
        this.write({ command: "unbind_resp", sequence: pdu.sequence, status: 0 })
        this.#socket.end()
        return
      case "deliver_sm":
      case "data_sm":
        return this.write({ command: "generic_nack", sequence: pdu.sequence, status: status.invalidCommand })
      case "bind_receiver_resp":
      case "bind_transmitter_resp":
      case "bind_transceiver_resp":
      case "submit_sm_resp":
      case "unbind_resp":
      case "enquire_link_resp":
        return
    }
  }

  #bind(pdu: BindRequest): void {
    const code = this.bound ? status.alreadyBound : this.#events.onBind(this, pdu)
    this.write({ command: `${pdu.command}_resp`, sequence: pdu.sequence, status: code, systemId: "SMSC", tlvs: [] })
    if (code === status.ok) this.bound = true
    else this.#socket.end()
  }
}

/** The beginning of a submit_sm_resp. */
export const answerTo = (submit: MessageRequest) =>
  ({ command: "submit_sm_resp", sequence: submit.sequence, tlvs: [] }) as const
