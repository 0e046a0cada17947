import type { Socket } from "node:net"
import { Result } from "effect"
import { encodeFrame, eventInvokeId, FrameDecoder } from "../../frame.ts"
import { decode, encode, type Message, type Unread } from "../../messages/Message.ts"
import { readXml } from "../../xml/read.ts"
import type { Faults } from "./Faults.ts"
import type { WireLog } from "./WireLog.ts"

/** What a link tells the server behind it. */
export interface LinkOwner {
  readonly nowMs: () => number
  readonly faults: Faults
  readonly wire: WireLog
  readonly received: (link: Link, invokeId: number, message: Message | Unread) => void
  readonly closed: (link: Link) => void
  /** A unit that was refused, and why. */
  readonly refused: (reason: string) => void
}

/** A client that does not read: rather than fill the memory, the link is given up. */
const maxUnreadOctets = 16 * 1024 * 1024

/** One connection of a client. Whatever comes in, it never throws past here. */
export class Link {
  /** The session that uses this link. */
  session: string | undefined
  readonly number: number
  readonly #socket: Socket
  readonly #owner: LinkOwner
  readonly #decoder = new FrameDecoder()
  /** Frames that are sent later: in order, whatever becomes of the delay meanwhile. */
  readonly #later: Array<Buffer> = []
  #open = true

  constructor(number: number, socket: Socket, owner: LinkOwner) {
    this.number = number
    this.#socket = socket
    this.#owner = owner
    socket.setNoDelay(true)
    // The reason of a broken link is nothing to act on: `close` follows.
    socket.on("error", () => undefined)
    socket.on("close", () => {
      this.#open = false
      owner.closed(this)
    })
    socket.on("data", (chunk: Buffer) => this.#read(chunk))
  }

  get open(): boolean {
    return this.#open
  }

  /** Ends the link in order: what was sent before still arrives. */
  end(): void {
    this.#socket.end()
  }

  /** Ends the link at once. */
  destroy(): void {
    this.#open = false
    this.#socket.destroy()
  }

  send(invokeId: number, message: Message): void {
    if (!this.#open) return
    const { faults, wire } = this.#owner
    if (faults.malformed > 0) {
      faults.malformed--
      this.#put(eventInvokeId, faults.malformedXml ?? "<DeliveredEvent><monitorCrossRefID>1</DeliveredEvent>")
    }
    const xml = encode(message)
    wire.add({ atMs: this.#owner.nowMs(), direction: "out", link: this.number, invokeId, xml })
    this.#put(invokeId, xml)
    if (faults.duplicateEvents > 0 && message.type.endsWith("Event")) {
      faults.duplicateEvents--
      this.#put(invokeId, xml)
    }
  }

  #put(invokeId: number, xml: string): void {
    const frame = encodeFrame(invokeId, xml)
    if (Result.isFailure(frame)) return this.#owner.refused("too-large")
    const { delayMs } = this.#owner.faults
    if (delayMs === 0 && this.#later.length === 0) return this.#pass(frame.success)
    this.#later.push(frame.success)
    setTimeout(() => {
      const next = this.#later.shift()
      if (next !== undefined) this.#pass(next)
    }, delayMs).unref()
  }

  #pass(frame: Buffer): void {
    const octets = this.#owner.faults.chunkOctets || frame.length
    for (let at = 0; at < frame.length; at += octets) this.#write(frame.subarray(at, at + octets))
  }

  #write(octets: Buffer): void {
    if (!this.#open) return
    this.#socket.write(octets)
    if (this.#socket.writableLength <= maxUnreadOctets) return
    this.#owner.refused("slow-reader")
    this.destroy()
  }

  #read(chunk: Buffer): void {
    const { frames, broken } = this.#decoder.push(chunk)
    for (const frame of frames) {
      if (!this.#open) return
      this.#take(frame.invokeId, frame.body)
    }
    if (broken === undefined || !this.#open) return
    this.#owner.refused(`frame-${broken.reason}`)
    this.destroy()
  }

  #take(invokeId: number, body: Uint8Array): void {
    const element = readXml(body)
    if (Result.isFailure(element)) {
      const { reason } = element.failure
      this.#owner.refused(`xml-${reason}`)
      // Not well formed may be a slip of the peer; what is forbidden outright is not.
      if (reason === "not-well-formed" || reason === "encoding") {
        this.send(invokeId, { type: "CSTAErrorCode", category: "operation", value: "generic" })
      } else this.destroy()
      return
    }
    const atMs = this.#owner.nowMs()
    this.#owner.wire.add({
      atMs,
      direction: "in",
      link: this.number,
      invokeId,
      xml: Buffer.from(body).toString("utf8")
    })
    this.#owner.received(this, invokeId, decode(element.success))
  }
}
