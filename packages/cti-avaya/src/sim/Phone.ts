import type { Exchange } from "./Exchange.ts"
import { type Fault, operation, state } from "./Fault.ts"
import type { Station } from "./Station.ts"

/** What somebody does at a station, in person. Each act answers with what the switch has against it, or nothing. */
export class Phone {
  readonly extension: string
  readonly #station: Station
  readonly #exchange: Exchange

  constructor(station: Station, exchange: Exchange) {
    this.#station = station
    this.#exchange = exchange
    this.extension = station.extension
  }

  get state(): "idle" | "ringing" | "talking" | "held" {
    if (this.#station.callIn("alerting") !== undefined) return "ringing"
    if (this.#station.callIn("connected") !== undefined) return "talking"
    return this.#station.callIn("hold") === undefined ? "idle" : "held"
  }

  /** UCID of the call at this phone. */
  get ucid(): string | undefined {
    return [...this.#station.calls.keys()][0]
  }

  /** Picks up by itself after ringing this long; undefined = somebody has to. */
  set autoAnswerMs(ms: number | undefined) {
    this.#station.autoAnswerMs = ms
  }

  /** Hangs up by itself after talking this long. */
  set talkMs(ms: number | undefined) {
    this.#station.talkMs = ms
  }

  /** Rings this long before the call goes back (RONA); 0 = for ever. */
  set ronaMs(ms: number) {
    this.#station.ronaMs = ms
  }

  set outOfService(out: boolean) {
    this.#station.outOfService = out
  }

  answer(): Fault | undefined {
    const call = this.#station.callIn("alerting")
    return call === undefined ? state("noCallToAnswer") : this.#exchange.answer(call, this.extension)
  }

  hangUp(): Fault | undefined {
    const call = this.#station.callIn("connected") ?? this.#station.callIn("hold") ?? this.#station.callIn("initiated")
    return call === undefined ? state("noConnectionToClear") : this.#exchange.clear(call, this.extension, "agent")
  }

  hold(): Fault | undefined {
    const call = this.#station.callIn("connected")
    return call === undefined ? state("noActiveCall") : this.#exchange.hold(call, this.extension)
  }

  retrieve(): Fault | undefined {
    const call = this.#station.callIn("hold")
    return call === undefined ? state("noHeldCall") : this.#exchange.retrieve(call, this.extension)
  }

  transfer(to: string): Fault | undefined {
    const call = this.#station.callIn("connected")
    return call === undefined ? state("noActiveCall") : this.#exchange.transfer(call, this.extension, to)
  }

  dial(to: string): Fault | undefined {
    const made = this.#exchange.make(this.extension, to)
    return "category" in made ? made : undefined
  }

  /** An agent sits down here and logs in, in auxWork. */
  logOn(login: string, password?: string): Fault | undefined {
    const station = this.extension
    return this.#exchange.desk.logOn({ login, station, ...(password === undefined ? {} : { password }) })
  }

  ready(mode: "autoIn" | "manualIn" = "autoIn"): Fault | undefined {
    return this.#set(mode, 0)
  }

  notReady(reason = 0): Fault | undefined {
    return this.#set("auxWork", reason)
  }

  logOff(reason = 0): Fault | undefined {
    return this.#set("loggedOff", reason)
  }

  #set(mode: "autoIn" | "manualIn" | "auxWork" | "loggedOff", reason: number): Fault | undefined {
    const agent = this.#exchange.desk.at(this.extension)
    if (agent === undefined) return operation("invalidAgentState")
    const set = this.#exchange.desk.setMode(agent, mode, reason, mode !== "loggedOff")
    return set === "done" || set === "pending" ? undefined : set
  }
}
