import { Agent, type AgentSetup } from "./Agent.ts"
import { AgentDesk } from "./AgentDesk.ts"
import type { Book } from "./Book.ts"
import { Call, type EndedBy, type Leg } from "./Call.ts"
import { CallNumbers } from "./CallNumbers.ts"
import type { Clock } from "./Clock.ts"
import type { CallFact, CallFactDraft, Cause, Fact } from "./Fact.ts"
import { type Fault, operation, resource, state } from "./Fault.ts"
import type { Adjunct } from "./Question.ts"
import { Skills, type SkillSetup } from "./Skills.ts"
import { Station, type StationSetup } from "./Station.ts"
import { type Switching, type VdnSetup, VectorRun, type WhyStopped } from "./VectorRun.ts"

/** Somebody out there whom a station or a route may dial. */
export interface OutsideParty {
  readonly busy?: boolean
  /** Picks up after ringing this long; never when absent. */
  readonly answerMs?: number
  /** Hangs up after talking this long. */
  readonly talkMs?: number
}

export interface ExchangeSetup {
  readonly stations?: ReadonlyArray<StationSetup>
  readonly agents?: ReadonlyArray<AgentSetup>
  readonly vdns?: ReadonlyArray<VdnSetup>
  readonly skills?: ReadonlyArray<SkillSetup>
  /** How long a station rings before the call goes back (RONA), where the station does not say. Default 15 s. */
  readonly ronaMs?: number
  /** Reason code of the auxWork an agent is put into by RONA. Default 0. */
  readonly ronaReason?: number
  /** Who answers at a number that is not in the switch; undefined = the number does not exist. */
  readonly outside?: (number: string) => OutsideParty | undefined
  /** Short call ids run from 1 to this and come again. Default 9999. */
  readonly callIdLimit?: number
}

export interface Placing {
  readonly from: string
  readonly to: string
  readonly digits?: string
  readonly uui?: string
}

/**
 * The switch itself: stations, agents, VDNs, skills and the calls between them. No socket, no protocol; time comes from the clock.
 * An act returns a fault or nothing; what it did is said in facts.
 */
export class Exchange {
  readonly stations = new Map<string, Station>()
  readonly agents = new Map<string, Agent>()
  readonly vdns = new Map<string, VdnSetup>()
  readonly calls = new Map<string, Call>()
  /** The same calls by their short id. */
  readonly callIds = new Map<string, Call>()
  readonly runs = new Map<string, VectorRun>()
  readonly desk: AgentDesk
  readonly skills: Skills
  readonly #numbers: CallNumbers
  readonly #setup: ExchangeSetup
  readonly #emit: (fact: Fact) => void
  readonly #switching: Switching
  #questions = 0
  readonly #leftTheirCall: Array<Station> = []
  readonly clock: Clock
  readonly book: Book

  constructor(setup: ExchangeSetup, clock: Clock, book: Book, adjunct: Adjunct, emit: (fact: Fact) => void) {
    this.#setup = setup
    this.clock = clock
    this.book = book
    this.#emit = emit
    this.#numbers = new CallNumbers(setup.callIdLimit ?? 9999)
    for (const station of setup.stations ?? []) {
      this.stations.set(station.extension, new Station(station, setup.ronaMs ?? 15_000))
    }
    for (const agent of setup.agents ?? []) this.agents.set(agent.login, new Agent(agent))
    for (const vdn of setup.vdns ?? []) this.vdns.set(vdn.extension, vdn)
    this.skills = new Skills(setup.skills ?? [])
    this.desk = new AgentDesk(this.agents, this.stations, clock, emit, (agent) => this.#serve(agent))
    this.#switching = {
      clock,
      book,
      adjunct,
      nextQuestionId: () => String(++this.#questions),
      objection: (call, to) => this.objection(call, to),
      sendTo: (call, to) => this.sendTo(call, to),
      queue: (call, skill) => this.queue(call, skill),
      drop: (call) => this.drop(call, "pbx", "normalClearing")
    }
  }

  /** A call comes in from outside. */
  place(placing: Placing): Call {
    const call = this.#open(placing)
    call.legs.set(placing.from, { device: placing.from, kind: "outside", state: "connected" })
    const fault = this.objection(call, placing.to)
    if (fault === undefined) this.sendTo(call, placing.to)
    else this.#fail(call, placing.to, fault.value === "resourceBusy" ? "busy" : "destNotObtainable")
    return call
  }

  /** A station dials. */
  make(extension: string, to: string, uui?: string): Call | Fault {
    const station = this.stations.get(extension)
    if (station === undefined) return operation("invalidCallingDeviceID")
    if (station.outOfService) return resource("resourceOutOfService")
    if (station.busy) return resource("resourceBusy")
    const call = this.#open({ from: extension, to, ...(uui === undefined ? {} : { uui }) })
    const leg: Leg = { device: extension, kind: "station", state: "initiated" }
    call.legs.set(extension, leg)
    station.calls.set(call.ucid, call)
    this.#say(call, { type: "serviceInitiated", device: extension })
    leg.state = "connected"
    this.#say(call, { type: "originated", device: extension })
    const fault = this.objection(call, to)
    if (fault === undefined) this.sendTo(call, to)
    else this.#fail(call, to, fault.value === "resourceBusy" ? "busy" : "destNotObtainable")
    return call
  }

  answer(call: Call, extension: string): Fault | undefined {
    const leg = call.leg(extension)
    if (leg === undefined) return operation("invalidConnectionID")
    if (leg.state !== "alerting") return state("noCallToAnswer")
    const station = this.stations.get(extension)
    leg.state = "connected"
    station?.callOff(call.ucid)
    this.#note(call, "answered", extension)
    this.#say(call, { type: "established", device: extension })
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
    this.#note(call, "held", extension)
    this.#say(call, { type: "held", device: extension })
    return undefined
  }

  retrieve(call: Call, extension: string): Fault | undefined {
    const leg = call.leg(extension)
    if (leg === undefined) return operation("invalidConnectionID")
    if (leg.state !== "hold") return state("noHeldCall")
    leg.state = "connected"
    this.#note(call, "retrieved", extension)
    this.#say(call, { type: "retrieved", device: extension })
    return undefined
  }

  /** `device` leaves the call; with fewer than two people and nothing to wait for, the call is over. */
  clear(call: Call, device: string, by: EndedBy): Fault | undefined {
    const leg = call.leg(device)
    if (leg === undefined) return call.ended ? operation("invalidCallID") : operation("invalidConnectionID")
    if (call.people.every((one) => one === leg)) this.#stopRun(call, "caller hung up")
    this.#release(call, leg, device, "normalClearing")
    const waits = [...call.legs.values()].some((other) => other.kind === "vdn" || other.kind === "skill")
    const [other] = call.people
    if (call.people.length === 0 || (call.people.length === 1 && !waits)) {
      if (other !== undefined) this.#release(call, other, other.device, "normalClearing")
      this.#close(call, by, "normalClearing")
    }
    this.#settle()
    return undefined
  }

  /** Sends a call that rings at `extension` elsewhere: what an agent does who will not take it. */
  deflect(call: Call, extension: string, to: string): Fault | undefined {
    const leg = call.leg(extension)
    if (leg === undefined) return operation("invalidConnectionID")
    if (leg.state !== "alerting") return state("invalidConnectionState")
    const fault = this.objection(call, to)
    if (fault !== undefined) return fault
    this.#note(call, "deflected", extension, to)
    this.#divert(call, extension, to)
    return undefined
  }

  /** Hands a call over in one step: `extension` leaves, the call rings (or queues) at `to`. */
  transfer(call: Call, extension: string, to: string): Fault | undefined {
    const leg = call.leg(extension)
    if (leg === undefined) return operation("invalidConnectionID")
    if (leg.state !== "connected" && leg.state !== "hold") return state("noActiveCall")
    // Without another party nobody is left to hand over.
    if (call.people.length < 2) return state("invalidConnectionState")
    const fault = this.objection(call, to)
    if (fault !== undefined) return fault
    this.#note(call, "transferred", extension, to)
    this.#leave(call, leg)
    call.redirectedFrom = extension
    this.#say(call, { type: "transferred", device: extension, to }, extension)
    this.desk.endedCall(this.stations.get(extension))
    if (!call.ended) this.sendTo(call, to, "singleStepTransfer")
    return undefined
  }

  /** Ends the whole call. */
  drop(call: Call, by: EndedBy, cause: Cause): void {
    if (call.ended) return
    this.#stopRun(call, "dropped")
    for (const leg of call.people) this.#release(call, leg, leg.device, cause)
    this.#close(call, by, cause)
    this.#settle()
  }

  /** Undefined when `to` can have the call now. */
  objection(call: Call, to: string): Fault | undefined {
    if (call.ended) return state("noActiveCall")
    const station = this.#stationOf(to)
    if (station !== undefined) {
      if (station.outOfService) return resource("resourceOutOfService")
      // A phone that is in the call already cannot be rung by it.
      return station.busy || call.leg(station.extension) !== undefined ? resource("resourceBusy") : undefined
    }
    if (this.vdns.has(to) || this.skills.has(to)) return undefined
    const party = this.agents.has(to) ? undefined : this.#setup.outside?.(to)
    if (party === undefined) return operation("invalidDestination")
    return party.busy === true || call.leg(to) !== undefined ? resource("resourceBusy") : undefined
  }

  sendTo(call: Call, to: string, cause: Cause = "newCall"): void {
    const station = this.#stationOf(to)
    if (station !== undefined) return this.#ring(call, station, cause)
    const vdn = this.vdns.get(to)
    if (vdn !== undefined) return this.#enter(call, vdn)
    if (this.skills.has(to)) return this.queue(call, to)
    this.#dialOut(call, to)
  }

  queue(call: Call, skill: string): void {
    this.#leaveQueues(call)
    call.legs.set(skill, { device: skill, kind: "skill", state: "queued" })
    const waiting = this.skills.add(skill, call)
    this.#note(call, "queued", skill)
    this.#say(call, { type: "queued", device: skill, waiting })
    const agent = this.desk.longestIdle(skill)
    if (agent !== undefined) this.#serve(agent)
  }

  #serve(agent: Agent): void {
    const station = agent.station === undefined ? undefined : this.stations.get(agent.station)
    if (station === undefined || !this.desk.free(agent)) return
    const call = this.skills.next(agent.skills)
    if (call === undefined) return
    this.#stopRun(call, "answered elsewhere")
    this.#ring(call, station, "distributed")
  }

  #ring(call: Call, station: Station, cause: Cause): void {
    this.#stopRun(call, "answered elsewhere")
    const from = this.#leaveQueues(call)
    if (from !== undefined) call.redirectedFrom = from
    call.legs.set(station.extension, { device: station.extension, kind: "station", state: "alerting" })
    station.calls.set(call.ucid, call)
    this.#note(call, "ringing", station.extension)
    if (station.ronaMs > 0 && call.lastVdn !== undefined) {
      station.remember(
        call.ucid,
        this.clock.after(station.ronaMs, () => this.#notAnswered(call, station))
      )
    }
    if (station.autoAnswerMs !== undefined) {
      const cancel = this.clock.after(station.autoAnswerMs, () => void this.answer(call, station.extension))
      station.remember(call.ucid, cancel)
    }
    this.#say(call, { type: "delivered", device: station.extension, cause })
  }

  #notAnswered(call: Call, station: Station): void {
    const vdn = call.lastVdn
    if (vdn === undefined || call.leg(station.extension)?.state !== "alerting") return
    this.#note(call, "redirected", station.extension, "not answered")
    this.#divert(call, station.extension, vdn, () => this.desk.rona(station, this.#setup.ronaReason ?? 0))
  }

  #divert(call: Call, extension: string, to: string, onTheWay?: () => void): void {
    const leg = call.leg(extension)
    if (leg === undefined) return
    this.#leave(call, leg)
    call.redirectedFrom = extension
    this.#say(call, { type: "diverted", device: extension, to, cause: "redirected" }, extension)
    onTheWay?.()
    if (!call.ended) this.sendTo(call, to, "redirected")
    const agent = this.desk.at(extension)
    if (agent !== undefined) this.#serve(agent)
  }

  #enter(call: Call, vdn: VdnSetup): void {
    this.#stopRun(call, "answered elsewhere")
    this.#leaveQueues(call)
    call.legs.set(vdn.extension, { device: vdn.extension, kind: "vdn", state: "queued" })
    call.vdns.push(vdn.extension)
    this.#note(call, "entered VDN", vdn.extension)
    const run = new VectorRun(call, vdn, this.#switching)
    this.runs.set(call.ucid, run)
    this.#say(call, { type: "delivered", device: vdn.extension, cause: "enteringDistribution" })
    if (!call.ended) run.run()
  }

  #dialOut(call: Call, number: string): void {
    const party = this.#setup.outside?.(number)
    this.#stopRun(call, "answered elsewhere")
    this.#leaveQueues(call)
    const leg: Leg = { device: number, kind: "outside", state: "alerting" }
    call.legs.set(number, leg)
    this.#say(call, { type: "networkReached", device: number })
    this.#say(call, { type: "delivered", device: number, cause: "newCall" })
    if (party?.answerMs === undefined) return
    this.clock.after(party.answerMs, () => {
      if (call.leg(number) !== leg) return
      leg.state = "connected"
      this.#note(call, "answered", number)
      this.#say(call, { type: "established", device: number })
      if (party.talkMs !== undefined) this.clock.after(party.talkMs, () => void this.clear(call, number, "caller"))
    })
  }

  #fail(call: Call, device: string, cause: Cause): void {
    this.#note(call, "failed", device, cause)
    this.#say(call, { type: "failed", device, cause })
    for (const leg of call.people) this.#release(call, leg, leg.device, "normalClearing")
    this.#close(call, "pbx", cause)
    this.#settle()
  }

  #open(placing: Placing): Call {
    const atMs = this.clock.nowMs()
    const { callId, ucid } = this.#numbers.next(atMs)
    const { from, to } = placing
    const call = new Call({
      callId,
      ucid,
      from,
      dialled: to,
      digits: placing.digits ?? "",
      uui: placing.uui,
      startedAtMs: atMs
    })
    this.calls.set(ucid, call)
    this.callIds.set(callId, call)
    this.book.open({ ucid, callId, from, to, offeredAtMs: atMs })
    this.#note(call, "offered", to)
    return call
  }

  #close(call: Call, by: EndedBy, cause: Cause): void {
    this.#leaveQueues(call)
    call.ended = true
    this.calls.delete(call.ucid)
    this.callIds.delete(call.callId)
    this.#numbers.free(call.callId)
    const entry = this.book.call(call.ucid)
    if (entry !== undefined) {
      entry.endedAtMs = this.clock.nowMs()
      entry.endedBy = by
    }
    this.#note(call, "ended", undefined, by)
    this.#say(call, { type: "callCleared", cause })
  }

  /** A leg goes and says so. */
  #release(call: Call, leg: Leg, releasing: string, cause: Cause): void {
    const answered = leg.state === "connected" || leg.state === "hold"
    this.#leave(call, leg)
    this.#note(call, "left", leg.device)
    this.#say(call, { type: "connectionCleared", device: leg.device, releasing, cause }, leg.device)
    const station = this.stations.get(leg.device)
    if (answered && station !== undefined) this.#leftTheirCall.push(station)
  }

  /** Agents whose call is over become free only when all of it has been said: the next call's events come after. */
  #settle(): void {
    for (const station of this.#leftTheirCall.splice(0)) this.desk.endedCall(station)
  }

  #leave(call: Call, leg: Leg): void {
    call.legs.delete(leg.device)
    const station = this.stations.get(leg.device)
    station?.callOff(call.ucid)
    station?.calls.delete(call.ucid)
  }

  /** Takes the call out of VDN and skill; returns where it was. */
  #leaveQueues(call: Call): string | undefined {
    let from: string | undefined
    for (const leg of call.legs.values()) {
      if (leg.kind !== "vdn" && leg.kind !== "skill") continue
      from = leg.device
      call.legs.delete(leg.device)
      if (leg.kind === "skill") this.skills.remove(call)
    }
    return from
  }

  #stopRun(call: Call, why: WhyStopped): void {
    const run = this.runs.get(call.ucid)
    this.runs.delete(call.ucid)
    run?.stop(why)
  }

  #stationOf(to: string): Station | undefined {
    const seat = this.agents.get(to)?.station
    return this.stations.get(seat ?? to)
  }

  #note(call: Call, what: Parameters<Book["note"]>[1]["what"], device?: string, detail?: string): void {
    this.book.note(call.ucid, {
      atMs: this.clock.nowMs(),
      what,
      ...(device === undefined ? {} : { device }),
      ...(detail === undefined ? {} : { detail })
    })
  }

  #say(call: Call, fact: CallFactDraft, gone?: string): void {
    const parties = [...call.legs.keys()]
    if (gone !== undefined && !call.legs.has(gone)) parties.push(gone)
    this.#emit({ ...fact, call, parties } as CallFact)
  }
}
