import { connect, type Socket } from "node:net"
import { connect as connectTls } from "node:tls"
import { Result } from "effect"
import { encodeFrame, FrameDecoder } from "../../src/frame.ts"
import { decode, encode, type Kind, type Message, type MessageOf, type Unread } from "../../src/messages/Message.ts"
import { readXml } from "../../src/xml/read.ts"

export const versions = ["http://www.ecma-international.org/standards/ecma-323/csta/ed3/privC"]
export const id = (extension: string): string => `${extension}:CMSIM::0`

/** A client that does nothing by itself: it sends what a test says and keeps what comes. */
export class RawClient {
  readonly events: Array<Message | Unread> = []
  readonly #socket: Socket
  readonly #pending = new Map<number, (answer: Message | Unread) => void>()
  readonly #waiting = new Set<() => void>()
  #invokeId = 0
  readonly closed: Promise<void>

  private constructor(socket: Socket) {
    this.#socket = socket
    const decoder = new FrameDecoder()
    socket.on("error", () => undefined)
    this.closed = new Promise((done) => socket.once("close", () => done()))
    socket.on("data", (chunk: Buffer) => {
      for (const frame of decoder.push(chunk).frames) {
        const element = readXml(frame.body)
        if (Result.isFailure(element)) continue
        const message = decode(element.success)
        const answered = this.#pending.get(frame.invokeId)
        if (frame.invokeId !== 9999 && answered !== undefined) {
          this.#pending.delete(frame.invokeId)
          answered(message)
        } else this.events.push(message)
      }
      for (const look of this.#waiting) look()
    })
  }

  static async open(port: number, tls?: { readonly ca: string }): Promise<RawClient> {
    const host = "127.0.0.1"
    const socket =
      tls === undefined ? connect(port, host) : connectTls({ port, host, ca: tls.ca, servername: "localhost" })
    const client = new RawClient(socket)
    await new Promise<void>((done, failed) => {
      socket.once(tls === undefined ? "connect" : "secureConnect", () => done())
      socket.once("error", failed)
    })
    return client
  }

  write(octets: Buffer | string): void {
    this.#socket.write(octets)
  }

  send(message: Message, invokeId = this.#invokeId++ % 9999): number {
    const frame = encodeFrame(invokeId, encode(message))
    if (Result.isFailure(frame)) throw frame.failure
    this.#socket.write(frame.success)
    return invokeId
  }

  request(message: Message): Promise<Message | Unread> {
    const invokeId = this.#invokeId++ % 9999
    const answer = new Promise<Message | Unread>((settle) => this.#pending.set(invokeId, settle))
    this.send(message, invokeId)
    return answer
  }

  /** The answer, which must be of this kind. */
  async ask<K extends Kind>(kind: K, message: Message): Promise<MessageOf<K>> {
    const answer = await this.request(message)
    if (answer.type !== kind) throw new Error(`${kind} expected, got ${JSON.stringify(answer)}`)
    return answer as MessageOf<K>
  }

  /** The first event of a kind, from now on or not yet taken. */
  async next<K extends Kind>(kind: K, where: (message: MessageOf<K>) => boolean = () => true): Promise<MessageOf<K>> {
    for (;;) {
      const at = this.events.findIndex((event) => event.type === kind && where(event as MessageOf<K>))
      if (at >= 0) return this.events.splice(at, 1)[0] as MessageOf<K>
      await new Promise<void>((look) => {
        const once = () => {
          this.#waiting.delete(once)
          look()
        }
        this.#waiting.add(once)
      })
    }
  }

  startSession(more: { readonly password?: string; readonly sessionID?: string; readonly seconds?: number } = {}) {
    const login = {
      userName: "strowger",
      password: more.password ?? "strowger",
      sessionCleanupDelay: 60,
      ...(more.sessionID === undefined ? {} : { sessionID: more.sessionID })
    }
    return this.request({
      type: "StartApplicationSession",
      applicationInfo: { applicationID: "test", applicationSpecificInfo: login },
      requestedProtocolVersions: versions,
      requestedSessionDuration: more.seconds ?? 180
    })
  }

  /** A session with a call monitor on the VDN, device monitors on the stations, and the VDN's questions. */
  async settle(vdn: string, stations: ReadonlyArray<string>): Promise<{ session: string; register: string }> {
    const started = await this.startSession()
    if (started.type !== "StartApplicationSessionPosResponse") throw new Error(JSON.stringify(started))
    const monitor = (device: string, monitorType: "call" | "device"): Message => ({
      type: "MonitorStart",
      monitorObject: { deviceObject: id(device) },
      monitorType
    })
    await this.ask("MonitorStartResponse", monitor(vdn, "call"))
    for (const station of stations) await this.ask("MonitorStartResponse", monitor(station, "device"))
    const registered = await this.ask("RouteRegisterResponse", { type: "RouteRegister", routeingDevice: id(vdn) })
    return { session: started.sessionID, register: registered.routeRegisterReqID }
  }

  /** Sends a question's call somewhere. */
  select(question: MessageOf<"RouteRequest">, to: string, more: { readonly routeUsedReq?: boolean } = {}): void {
    this.send({
      type: "RouteSelect",
      crossRefIdentifier: question.crossRefIdentifier,
      routeRegisterReqID: question.routeRegisterReqID ?? "",
      routeSelected: id(to),
      ...more
    })
  }

  /** Breaks the link as a killed process does. */
  kill(): void {
    this.#socket.resetAndDestroy()
  }

  end(): void {
    this.#socket.end()
  }
}
