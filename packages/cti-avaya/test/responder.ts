import { createServer, type Server, type Socket } from "node:net"
import { createServer as createTlsServer } from "node:tls"
import { Result } from "effect"
import { encodeFrame, FrameDecoder } from "../src/frame.ts"
import { decode, encode, type Kind, type Message, type MessageOf } from "../src/messages/Message.ts"
import { readXml } from "../src/xml/read.ts"

export interface Received {
  readonly message: Message
  readonly invokeId: number
  readonly connection: number
}
/** What to answer; `undefined` = nothing. */
export type Script = (message: Message, at: { readonly connection: number }) => Message | undefined

/** A server that logs everybody in and keeps every session, and knows nothing else. */
export const obliging: Script = (message) => {
  switch (message.type) {
    case "StartApplicationSession":
      return {
        type: "StartApplicationSessionPosResponse",
        sessionID: message.applicationInfo.applicationSpecificInfo?.sessionID ?? `session-${++sessions}`,
        actualProtocolVersion: message.requestedProtocolVersions[0] ?? "",
        actualSessionDuration: message.requestedSessionDuration ?? 180
      }
    case "ResetApplicationSessionTimer":
      return { type: "ResetApplicationSessionTimerPosResponse", actualSessionDuration: 180 }
    case "StopApplicationSession":
      return { type: "StopApplicationSessionPosResponse" }
    case "SystemStatusResponse":
    case "RouteSelect":
    case "RouteEnd":
      return undefined
    default:
      return { type: "CSTAErrorCode", category: "operation", value: "serviceNotSupported" }
  }
}
let sessions = 0

/** A DMCC server that does what a test tells it, on loopback. */
export class Responder {
  script: Script = obliging
  readonly received: Array<Received> = []
  readonly sockets: Array<Socket> = []
  /** Connections so far. */
  connections = 0
  readonly #server: Server
  readonly #waiting: Array<() => void> = []

  private constructor(tls: { readonly cert: string; readonly key: string } | undefined) {
    const serve = (socket: Socket): void => this.#serve(socket)
    this.#server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve)
    this.#server.on("tlsClientError", () => undefined)
  }

  static open(tls?: { readonly cert: string; readonly key: string }): Promise<Responder> {
    const responder = new Responder(tls)
    return new Promise((done) => responder.#server.listen(0, "127.0.0.1", () => done(responder)))
  }

  get port(): number {
    const address = this.#server.address()
    return typeof address === "object" && address !== null ? address.port : 0
  }

  get kinds(): ReadonlyArray<string> {
    return this.received.map(({ message }) => message.type)
  }

  /** The messages of a kind so far. */
  of<K extends Kind>(type: K): ReadonlyArray<MessageOf<K>> {
    return this.received.flatMap(({ message }) => (message.type === type ? [message as MessageOf<K>] : []))
  }

  /** Waits for something to be true; looked at whenever anything happens here. */
  async until(what: () => boolean): Promise<void> {
    while (!what()) await new Promise<void>((wake) => this.#waiting.push(wake))
  }

  send(message: Message, invokeId = 9999): void {
    this.raw(Result.getOrThrow(encodeFrame(invokeId, encode(message))))
  }

  raw(octets: Uint8Array): void {
    this.sockets.at(-1)?.write(octets)
  }

  dropLinks(): void {
    for (const socket of this.sockets.splice(0)) socket.destroy()
  }

  close(): Promise<void> {
    this.dropLinks()
    return new Promise((done) => this.#server.close(() => done()))
  }

  #serve(socket: Socket): void {
    const connection = ++this.connections
    const decoder = new FrameDecoder()
    this.sockets.push(socket)
    socket.on("error", () => undefined)
    socket.on("close", () => this.#wake())
    socket.on("data", (chunk: Buffer) => {
      for (const { invokeId, body } of decoder.push(chunk).frames) {
        const message = decode(Result.getOrThrow(readXml(body)))
        if (message.type === "Unread") throw new Error(`the client sent ${message.name}`)
        this.received.push({ message, invokeId, connection })
        const answer = this.script(message, { connection })
        if (answer !== undefined) socket.write(Result.getOrThrow(encodeFrame(invokeId, encode(answer))))
      }
      this.#wake()
    })
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }
}
