import { Agent } from "./Agent.ts"
import { AgentDesk } from "./AgentDesk.ts"
import type { Book } from "./Book.ts"
import type { Call, EndedBy, Leg } from "./Call.ts"
import type { Clock } from "./Clock.ts"
import { Delivery } from "./Delivery.ts"
import type { ExchangeSetup, Placing } from "./ExchangeSetup.ts"
import type { Cause, Fact } from "./Fact.ts"
import { type Fault, operation, resource, state } from "./Fault.ts"
import { Floor } from "./Floor.ts"
import type { Adjunct } from "./Question.ts"
import { Skills } from "./Skills.ts"
import { Station } from "./Station.ts"
import { type Switching, type VdnSetup, VectorRun } from "./VectorRun.ts"

/**
 * The switch itself: stations, agents, VDNs, skills and the calls between them. No socket, no protocol; time comes from the clock.
 * An act returns a fault or nothing; what it did is said in facts.
 */
export class Exchange {
  readonly stations = new Map<string, Station>()
  readonly agents = new Map<string, Agent>()
  readonly vdns = new Map<string, VdnSetup>()
  readonly desk: AgentDesk
  readonly skills: Skills
  readonly clock: Clock
  readonly book: Book
  readonly #floor: Floor
  readonly #delivery: Delivery
  #questions = 0

  constructor(setup: ExchangeSetup, clock: Clock, book: Book, adjunct: Adjunct, emit: (fact: Fact) => void) {
    this.clock = clock
    this.book = book
    const { stations, agents, vdns } = this
    for (const station of setup.stations ?? []) {
      stations.set(station.extension, new Station(station, setup.ronaMs ?? 15_000))
    }
    for (const agent of setup.agents ?? []) agents.set(agent.login, new Agent(agent))
    for (const vdn of setup.vdns ?? []) vdns.set(vdn.extension, vdn)
    const skills = new Skills(setup.skills ?? [])
    this.skills = skills
    const desk = new AgentDesk(agents, stations, clock, emit, (agent) => this.#delivery.serve(agent))
    this.desk = desk
    const callIdLimit = setup.callIdLimit ?? 9999
    const leftCall = (station: Station, talked: boolean) => this.#leftCall(station, talked)
    const floor = new Floor({ clock, book, stations, skills, callIdLimit, emit, leftCall })
    this.#floor = floor
    const switching: Switching = {
      clock,
      book,
      adjunct,
      nextQuestionId: () => String(++this.#questions),
      objection: (call, to) => this.#delivery.objection(call, to),
      sendTo: (call, to) => this.#delivery.sendTo(call, to),
      queue: (call, skill) => this.#delivery.queue(call, skill),
      drop: (call) => this.drop(call, "pbx", "normalClearing")
    }
    this.#delivery = new Delivery({
      clock,
      floor,
      desk,
      stations,
      agents,
      vdns,
      skills,
      outside: (number) => setup.outside?.(number),
      ronaReason: setup.ronaReason ?? 0,
      runOf: (call, vdn) => new VectorRun(call, vdn, switching),
      answer: (call, extension) => void this.answer(call, extension),
      hangUp: (call, number) => void this.clear(call, number, "caller")
    })
  }

  /** Live calls by UCID. */
  get calls(): ReadonlyMap<string, Call> {
    return this.#floor.calls
  }

  /** Live calls by their short id. */
  get callIds(): ReadonlyMap<string, Call> {
    return this.#floor.callIds
  }

  /** Calls in a vector, by UCID. */
  get runs(): ReadonlyMap<string, VectorRun> {
    return this.#floor.runs
  }

  /** A call comes in from outside. Throws when every call id is in use: a script that needs more says so in `callIdLimit`. */
  place(placing: Placing): Call {
    const call = this.#floor.open(placing)
    call.legs.set(placing.from, { device: placing.from, kind: "outside", state: "connected" })
    this.#send(call, placing.to)
    return call
  }

  /** A station dials. */
  make(extension: string, to: string, uui?: string): Call | Fault {
    const station = this.stations.get(extension)
    if (station === undefined) return operation("invalidCallingDeviceID")
    if (station.outOfService) return resource("resourceOutOfService")
    if (station.busy || this.#floor.full) return resource("resourceBusy")
    const call = this.#floor.open({ from: extension, to, ...(uui === undefined ? {} : { uui }) })
    const leg: Leg = { device: extension, kind: "station", state: "initiated" }
    call.legs.set(extension, leg)
    station.calls.set(call.ucid, call)
    this.#floor.say(call, { type: "serviceInitiated", device: extension })
    leg.state = "connected"
    this.#floor.say(call, { type: "originated", device: extension })
    this.#send(call, to)
    return call
  }

  answer(call: Call, extension: string): Fault | undefined {
    const leg = call.leg(extension)
    if (leg === undefined) return operation("invalidConnectionID")
    if (leg.state !== "alerting") return state("noCallToAnswer")
    const station = this.stations.get(extension)
    leg.state = "connected"
    station?.callOff(call.ucid)
    this.#floor.note(call, "answered", extension)
    this.#floor.say(call, { type: "established", device: extension })
    this.desk.tookCall(station)
    if (station?.talkMs !== undefined) {
      const talked = this.clock.after(station.talkMs, () => this.clear(call, extension, "agent"))
      station.remember(call.ucid, talked)
    }
    return undefined
  }

  hold(call: Call, extension: string): Fault | undefined {
    const leg = call.leg(extension)
    if (leg === undefined) return operation("invalidConnectionID")
    if (leg.state !== "connected") return state("noActiveCall")
    leg.state = "hold"
    this.#floor.note(call, "held", extension)
    this.#floor.say(call, { type: "held", device: extension })
    return undefined
  }

  retrieve(call: Call, extension: string): Fault | undefined {
    const leg = call.leg(extension)
    if (leg === undefined) return operation("invalidConnectionID")
    if (leg.state !== "hold") return state("noHeldCall")
    leg.state = "connected"
    this.#floor.note(call, "retrieved", extension)
    this.#floor.say(call, { type: "retrieved", device: extension })
    return undefined
  }

  /** `device` leaves the call; with fewer than two people and nothing to wait for, the call is over. */
  clear(call: Call, device: string, by: EndedBy): Fault | undefined {
    const leg = call.leg(device)
    if (leg === undefined) return call.ended ? operation("invalidCallID") : operation("invalidConnectionID")
    // A phone that rings is no party yet: who will not take a call deflects it.
    if (leg.kind === "station" && leg.state === "alerting") return state("invalidConnectionState")
    if (call.people.every((one) => one === leg)) this.#floor.stopRun(call, "caller hung up")
    this.#floor.release(call, leg, device, "normalClearing")
    const waits = [...call.legs.values()].some((other) => other.kind === "vdn" || other.kind === "skill")
    const [other] = call.people
    if (call.people.length === 0 || (call.people.length === 1 && !waits)) {
      if (other !== undefined) this.#floor.release(call, other, other.device, "normalClearing")
      this.#floor.close(call, by, "normalClearing")
    }
    this.#floor.settle()
    return undefined
  }

  /** Sends a call that rings at `extension` elsewhere: what an agent does who will not take it. */
  deflect(call: Call, extension: string, to: string): Fault | undefined {
    const leg = call.leg(extension)
    if (leg === undefined) return operation("invalidConnectionID")
    if (leg.state !== "alerting") return state("invalidConnectionState")
    const fault = this.#delivery.objection(call, to)
    if (fault !== undefined) return fault
    this.#floor.note(call, "deflected", extension, to)
    this.#delivery.divert(call, extension, to)
    return undefined
  }

  /** Hands a call over in one step: `extension` leaves, the call rings (or queues) at `to`. */
  transfer(call: Call, extension: string, to: string): Fault | undefined {
    const leg = call.leg(extension)
    if (leg === undefined) return operation("invalidConnectionID")
    if (leg.state !== "connected" && leg.state !== "hold") return state("noActiveCall")
    // Without another party nobody is left to hand over: a phone that only rings is none yet.
    if (!call.people.some((other) => other !== leg && other.state !== "alerting"))
      return state("invalidConnectionState")
    const fault = this.#delivery.objection(call, to)
    if (fault !== undefined) return fault
    this.#floor.note(call, "transferred", extension, to)
    this.#floor.leave(call, leg)
    call.redirectedFrom = extension
    this.#floor.say(call, { type: "transferred", device: extension, to }, extension)
    this.desk.endedCall(this.stations.get(extension))
    if (!call.ended) this.#delivery.sendTo(call, to, "singleStepTransfer")
    return undefined
  }

  /** Ends the whole call. */
  drop(call: Call, by: EndedBy, cause: Cause): void {
    if (call.ended) return
    this.#floor.stopRun(call, "dropped")
    for (const leg of call.people) this.#floor.release(call, leg, leg.device, cause)
    this.#floor.close(call, by, cause)
    this.#floor.settle()
  }

  #send(call: Call, to: string): void {
    const fault = this.#delivery.objection(call, to)
    if (fault === undefined) return this.#delivery.sendTo(call, to)
    const cause = fault.value === "resourceBusy" ? "busy" : "destNotObtainable"
    this.#fail(call, to, cause)
  }

  #leftCall(station: Station, talked: boolean): void {
    if (talked) return this.desk.endedCall(station)
    const agent = this.desk.at(station.extension)
    if (agent !== undefined) this.#delivery.serve(agent)
  }

  #fail(call: Call, device: string, cause: Cause): void {
    this.#floor.note(call, "failed", device, cause)
    this.#floor.say(call, { type: "failed", device, cause })
    for (const leg of call.people) this.#floor.release(call, leg, leg.device, "normalClearing")
    this.#floor.close(call, "pbx", cause)
    this.#floor.settle()
  }
}
