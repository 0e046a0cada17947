import { Book } from "./Book.ts"
import { Caller } from "./Caller.ts"
import { type Clock, realClock } from "./Clock.ts"
import { DmccServer, type DmccOptions } from "./dmcc/DmccServer.ts"
import type { Faults } from "./dmcc/Faults.ts"
import type { WireLog } from "./dmcc/WireLog.ts"
import { Exchange } from "./Exchange.ts"
import type { ExchangeSetup, Placing } from "./ExchangeSetup.ts"
import type { Fact } from "./Fact.ts"
import { Phone } from "./Phone.ts"

export interface PbxOptions extends ExchangeSetup {
  readonly dmcc?: DmccOptions
  readonly clock?: Clock
  /** How many calls the book keeps at least. Default 100000. */
  readonly bookLimit?: number
}

export interface CallOptions extends Placing {
  /** Hangs up when nobody has answered after this long. */
  readonly patienceMs?: number
  /** Hangs up after talking this long. */
  readonly talkMs?: number
}

/**
 * A simulated PBX: VDNs with vectors, skills, stations and agents behind a DMCC server (CSTA XML over TCP and TLS). It lives on its own: clients
 * come, break off and come back, calls go on. Every call and every unit it sent is in `book`, and what went over the wire in `wire`.
 */
export class Pbx {
  readonly book: Book
  readonly exchange: Exchange
  readonly #dmcc: DmccServer
  readonly #clock: Clock
  readonly #callers = new Map<string, Caller>()
  readonly #listeners = new Set<(fact: Fact) => void>()
  readonly #phones = new Map<string, Phone>()

  constructor(options: PbxOptions = {}) {
    this.#clock = options.clock ?? realClock
    this.book = new Book(options.bookLimit)
    this.#dmcc = new DmccServer(this.#clock, this.book, options.dmcc ?? {})
    this.exchange = new Exchange(options, this.#clock, this.book, this.#dmcc.routes, (fact) => this.#happened(fact))
    for (const station of this.exchange.stations.values()) {
      this.#phones.set(station.extension, new Phone(station, this.exchange))
    }
  }

  /** Opens the listeners; the ports taken are in `port` and `tlsPort`. */
  start(): Promise<void> {
    return this.#dmcc.start(this.exchange)
  }

  /** Ends calls, links and listeners. */
  async stop(): Promise<void> {
    for (const call of this.exchange.calls.values()) this.exchange.drop(call, "pbx", "normalClearing")
    await this.#dmcc.stop()
  }

  get port(): number {
    return this.#dmcc.port ?? 0
  }

  get tlsPort(): number {
    return this.#dmcc.tlsPort ?? 0
  }

  /** What went over the wire, passwords blotted out. */
  get wire(): WireLog {
    return this.#dmcc.wire
  }

  /** What shall go wrong; may be set at any time. */
  get faults(): Faults {
    return this.#dmcc.faults
  }

  /** Units refused at the door, by reason ("frame-version", "xml-doctype", "session-invalidApplicationInfo"...). */
  get refused(): ReadonlyMap<string, number> {
    return this.#dmcc.refused
  }

  /** Sessions there are, linked or waiting for their client. */
  get sessions(): ReadonlyArray<{ readonly id: string; readonly user: string; readonly linked: boolean }> {
    return [...this.#dmcc.sessions.all.values()].map(({ id, user, linked }) => ({ id, user, linked }))
  }

  get links(): number {
    return this.#dmcc.links.size
  }

  /** A customer calls. Throws for user-to-user information that is no hexadecimal: a script that says so is wrong. */
  call(options: CallOptions): Caller {
    if (!/^([0-9a-fA-F]{2})*$/.test(options.uui ?? ""))
      throw new Error("uui must be an even number of hexadecimal digits.")
    // The caller listens before anything is said: a call may be routed, even ended, before `place` returns.
    let caller: Caller | undefined
    const first: Array<Fact> = []
    const off = this.on((fact) => {
      if (caller === undefined) first.push(fact)
    })
    const call = this.exchange.place(options)
    off()
    caller = new Caller(call, this.exchange)
    for (const fact of first) if (fact.type !== "agent" && fact.call === call) caller.hear(fact)
    if (call.ended) return caller
    this.#callers.set(call.ucid, caller)
    this.#limit(caller, options)
    return caller
  }

  /** The phone of a station. Throws where there is no such station: a script that names one is wrong. */
  station(extension: string): Phone {
    const phone = this.#phones.get(extension)
    if (phone === undefined) throw new Error(`The PBX has no station ${extension}.`)
    return phone
  }

  /** Everything that happens, as it happens. The returned function ends that. */
  on(listener: (fact: Fact) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Breaks every link; sessions stay and may be resumed. */
  dropLinks(): void {
    for (const link of this.#dmcc.links) link.destroy()
  }

  /** Forgets every session and breaks its link: a client finds its session id unknown. */
  loseSessions(): void {
    for (const session of this.#dmcc.sessions.all.values()) {
      session.link?.destroy()
      this.#dmcc.sessions.forget(session)
    }
  }

  /** The link between DMCC server and switch goes down or comes back; clients that registered are told. */
  setSwitchLink(up: boolean): void {
    this.#dmcc.setSwitchLink(up)
  }

  #limit(caller: Caller, { patienceMs, talkMs }: CallOptions): void {
    const offPatience =
      patienceMs === undefined
        ? undefined
        : this.#clock.after(patienceMs, () => caller.state !== "ended" && caller.hangUp())
    let offTalk: (() => void) | undefined
    caller.on(({ state }) => {
      if (state === "talking") {
        offPatience?.()
        if (talkMs !== undefined && offTalk === undefined) offTalk = this.#clock.after(talkMs, () => caller.hangUp())
      }
      if (state === "ended") {
        offPatience?.()
        offTalk?.()
      }
    })
  }

  #happened(fact: Fact): void {
    this.#dmcc.publish(fact)
    for (const listener of this.#listeners) listener(fact)
    if (fact.type === "agent") return
    const caller = this.#callers.get(fact.call.ucid)
    if (fact.type === "callCleared") this.#callers.delete(fact.call.ucid)
    caller?.hear(fact)
  }
}
