import { createServer, type Server, type Socket } from "node:net"
import { createServer as createTlsServer } from "node:tls"
import { eventInvokeId, maxBodyBytes } from "../../frame.ts"

import { encode, type Message, type Unread } from "../../messages/Message.ts"
import type { Book, UnitEntry } from "../Book.ts"
import type { Clock } from "../Clock.ts"
import type { Exchange } from "../Exchange.ts"
import type { Fact } from "../Fact.ts"
import { operation } from "../Fault.ts"
import { DeviceIds } from "./deviceId.ts"
import type { Wording } from "./events.ts"
import { noFaults } from "./Faults.ts"
import { Link } from "./Link.ts"
import { eventFor } from "./monitoring.ts"
import { RouteServer } from "./RouteServer.ts"
import { serve } from "./requests.ts"
import type { Session } from "./Session.ts"
import { type SessionOptions, Sessions } from "./sessions.ts"
import { WireLog, type WireOptions } from "./WireLog.ts"

export interface DmccOptions extends SessionOptions {
  readonly switchName?: string
  /** Address of the switch, which clients may give instead of its name. */
  readonly switchAddress?: string
  /** Default 127.0.0.1. */
  readonly host?: string
  /** Plain TCP; 0 = any free port (default); "none" = no such listener. AE Services use 4721. */
  readonly port?: number | "none"
  /** Certificate and key in PEM, and a port (0 = any): the second listener, TLS. AE Services use 4722. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly port?: number }
  readonly wire?: WireOptions
  /** False: a server of the 6.2 days, which grants no agent events. */
  readonly agentEvents?: boolean
  /** A link that starts no session within this time is closed. Default 30 s. */
  readonly loginMs?: number
}

const listening = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      server.on("error", () => undefined)
      const address = server.address()
      resolve(typeof address === "object" && address !== null ? address.port : port)
    })
  })

/** The door of the simulated PBX: links, sessions, monitors, route registrations, and the requests that come through them. */
export class DmccServer {
  readonly faults = noFaults()
  readonly wire: WireLog
  readonly wording: Wording
  readonly routes: RouteServer
  readonly sessions: Sessions
  /** Units refused at the door, by reason. */
  readonly refused = new Map<string, number>()
  port: number | undefined
  tlsPort: number | undefined
  readonly #links = new Set<Link>()
  readonly #servers: Array<Server> = []
  readonly #clock: Clock
  readonly #book: Book
  readonly #options: DmccOptions
  #linkCount = 0
  #monitorCount = 0
  /** Units said while a request is served: its answer goes first. */
  #held: Array<() => void> | undefined

  constructor(clock: Clock, book: Book, options: DmccOptions) {
    this.#clock = clock
    this.#book = book
    this.#options = options
    const switchName = options.switchName ?? "CMSIM"
    this.wording = { switchName, ids: new DeviceIds(switchName) }
    this.wire = new WireLog(options.wire)
    this.routes = new RouteServer({
      wording: this.wording,
      linkUp: () => !this.faults.switchLinkDown,
      tell: (session, message, about) => this.tell(session, message, about),
      settle: (question, by, what) => book.settle(question, { by, what, atMs: clock.nowMs() })
    })
    this.sessions = new Sessions(clock, this.routes, options)
  }

  /** Opens the listeners, or none of them when one cannot be had. */
  async start(exchange: Exchange): Promise<void> {
    try {
      await this.#listen(exchange)
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  async #listen(exchange: Exchange): Promise<void> {
    const host = this.#options.host ?? "127.0.0.1"
    const accept = (socket: Socket) => this.#accept(socket, exchange)
    if (this.#options.port !== "none") {
      const server = createServer(accept)
      this.#servers.push(server)
      this.port = await listening(server, this.#options.port ?? 0, host)
    }
    const { tls } = this.#options
    if (tls !== undefined) {
      const server = createTlsServer({ cert: tls.cert, key: tls.key, minVersion: "TLSv1.2" }, accept)
      server.on("tlsClientError", (_error, socket) => {
        this.#refuse("tls")
        socket.destroy()
      })
      this.#servers.push(server)
      this.tlsPort = await listening(server, tls.port ?? 0, host)
    }
  }

  async stop(): Promise<void> {
    for (const link of this.#links) link.destroy()
    for (const session of this.sessions.all.values()) this.sessions.forget(session)
    // A server that never listened answers close with an error, and is closed all the same.
    await Promise.all(this.#servers.splice(0).map((one) => new Promise<void>((done) => one.close(() => done()))))
    await this.wire.close()
  }

  get links(): ReadonlySet<Link> {
    return this.#links
  }

  nextMonitorId(): string {
    return String(++this.#monitorCount)
  }

  /** Whether a request speaks of this switch; without a name it does. */
  ours(switchName: string | undefined): boolean {
    const names = [undefined, this.wording.switchName.toLowerCase(), this.#options.switchAddress]
    return names.includes(switchName?.toLowerCase())
  }

  get agentEvents(): boolean {
    return this.#options.agentEvents ?? true
  }

  /** The link to the switch goes down or comes back: said to every session that registered for it, as a request of the server. */
  setSwitchLink(up: boolean): void {
    this.faults.switchLinkDown = !up
    for (const session of this.sessions.all.values()) {
      for (const sysStatRegisterID of session.systemRegisters) {
        const switchTlinkStatus = [
          { switchName: this.wording.switchName, tlinkStatus: up ? "tlinkUp" : "tlinkDown" } as const
        ]
        this.tell(
          session,
          {
            type: "SystemStatus",
            sysStatRegisterID,
            systemStatus: up ? "normal" : "disabled",
            privateData: { switchTlinkStatus }
          },
          { invokeId: 0 }
        )
      }
    }
  }

  /** Every monitor of every session gets its own event of a fact. */
  publish(fact: Fact): void {
    for (const session of this.sessions.all.values()) {
      for (const monitor of session.monitors.values()) {
        const event = eventFor(monitor, fact, this.wording)
        if (event === undefined) continue
        this.tell(session, event, fact.type === "agent" ? {} : { ucid: fact.call.ucid })
      }
    }
  }

  /** Sends something nobody asked for, and enters it into the book. Without a link it is gone: a switch does not repeat itself. */
  tell(
    session: Session,
    message: Message,
    about: { readonly ucid?: string; readonly awaits?: boolean; readonly invokeId?: number }
  ): UnitEntry {
    const entry = this.#book.sent({
      atMs: this.#clock.nowMs(),
      kind: message.type,
      session: session.id,
      ...(about.ucid === undefined ? {} : { ucid: about.ucid }),
      sent: session.linked,
      awaitsAnswer: about.awaits === true
    })
    const { link } = session
    const send = () => link?.send(about.invokeId ?? eventInvokeId, message)
    if (this.#held === undefined) send()
    else this.#held.push(send)
    return entry
  }

  #accept(socket: Socket, exchange: Exchange): void {
    if (this.faults.refuseLinks) {
      socket.on("error", () => undefined)
      socket.destroy()
      return
    }
    const link: Link = new Link(++this.#linkCount, socket, {
      nowMs: this.#clock.nowMs,
      faults: this.faults,
      wire: this.wire,
      received: (from, invokeId, message) => this.#received(from, invokeId, message, exchange),
      closed: (gone) => {
        this.#links.delete(gone)
        this.sessions.unlink(gone)
      },
      refused: (reason) => this.#refuse(reason)
    })
    this.#links.add(link)
    const login = setTimeout(() => {
      if (link.session !== undefined) return
      this.#refuse("no-session")
      link.destroy()
    }, this.#options.loginMs ?? 30_000)
    login.unref()
    socket.once("close", () => clearTimeout(login))
  }

  #received(link: Link, invokeId: number, message: Message | Unread, exchange: Exchange): void {
    if (this.faults.silent) return
    this.#held = []
    const reply = serve(link, message, exchange, this, (reason) => this.#refuse(reason))
    const held = this.#held
    this.#held = undefined
    if (reply !== undefined) link.send(invokeId, this.#fitting(reply))
    for (const send of held) send()
  }

  /** A frame holds 64 KB: a snapshot of some hundred calls does not fit. A monitor goes without it, anything else is an error. */
  #fitting(reply: Message): Message {
    if (Buffer.byteLength(encode(reply), "utf8") <= maxBodyBytes) return reply
    this.#refuse("too-large")
    if (reply.type !== "MonitorStartResponse") {
      return { type: "CSTAErrorCode", ...operation("requestIncompatibleWithObject") }
    }
    const { privateData: _snapshot, ...plain } = reply
    return plain
  }

  #refuse(reason: string): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1)
  }
}
