import type { Agent } from "./Agent.ts"
import type { AgentDesk } from "./AgentDesk.ts"
import type { Call, Leg } from "./Call.ts"
import type { Clock } from "./Clock.ts"
import type { OutsideParty } from "./ExchangeSetup.ts"
import type { Cause } from "./Fact.ts"
import { type Fault, operation, resource, state } from "./Fault.ts"
import type { Floor } from "./Floor.ts"
import type { Skills } from "./Skills.ts"
import type { Station } from "./Station.ts"
import type { VdnSetup, VectorRun } from "./VectorRun.ts"

export interface DeliveryParts {
  readonly clock: Clock
  readonly floor: Floor
  readonly desk: AgentDesk
  readonly stations: ReadonlyMap<string, Station>
  readonly agents: ReadonlyMap<string, Agent>
  readonly vdns: ReadonlyMap<string, VdnSetup>
  readonly skills: Skills
  readonly outside: (number: string) => OutsideParty | undefined
  readonly ronaReason: number
  readonly runOf: (call: Call, vdn: VdnSetup) => VectorRun
  readonly answer: (call: Call, extension: string) => void
  readonly hangUp: (call: Call, number: string) => void
}

/** Where a call goes: to a phone, into a vector, into a skill, to a number outside; and on from a phone that will not have it. */
export class Delivery {
  readonly #parts: DeliveryParts

  constructor(parts: DeliveryParts) {
    this.#parts = parts
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
    if (this.#parts.vdns.has(to) || this.#parts.skills.has(to)) return undefined
    const party = this.#parts.agents.has(to) ? undefined : this.#parts.outside(to)
    if (party === undefined) return operation("invalidDestination")
    return party.busy === true || call.leg(to) !== undefined ? resource("resourceBusy") : undefined
  }

  sendTo(call: Call, to: string, cause: Cause = "newCall"): void {
    const station = this.#stationOf(to)
    if (station !== undefined) return this.#ring(call, station, cause)
    const vdn = this.#parts.vdns.get(to)
    if (vdn !== undefined) return this.#enter(call, vdn)
    if (this.#parts.skills.has(to)) return this.queue(call, to)
    this.#dialOut(call, to)
  }

  queue(call: Call, skill: string): void {
    this.#parts.floor.leaveQueues(call)
    call.legs.set(skill, { device: skill, kind: "skill", state: "queued" })
    const waiting = this.#parts.skills.add(skill, call)
    this.#parts.floor.note(call, "queued", skill)
    this.#parts.floor.say(call, { type: "queued", device: skill, waiting })
    const agent = this.#parts.desk.longestIdle(skill)
    if (agent !== undefined) this.serve(agent)
  }

  /** A free agent takes the next call of their skills. */
  serve(agent: Agent): void {
    const station = agent.station === undefined ? undefined : this.#parts.stations.get(agent.station)
    if (station === undefined || !this.#parts.desk.free(agent)) return
    const call = this.#parts.skills.next(agent.skills)
    if (call === undefined) return
    this.#parts.floor.stopRun(call, "answered elsewhere")
    this.#ring(call, station, "distributed")
  }

  #ring(call: Call, station: Station, cause: Cause): void {
    this.#parts.floor.stopRun(call, "answered elsewhere")
    const from = this.#parts.floor.leaveQueues(call)
    if (from !== undefined) call.redirectedFrom = from
    call.legs.set(station.extension, { device: station.extension, kind: "station", state: "alerting" })
    station.calls.set(call.ucid, call)
    this.#parts.floor.note(call, "ringing", station.extension)
    if (station.ronaMs > 0 && call.lastVdn !== undefined) {
      station.remember(
        call.ucid,
        this.#parts.clock.after(station.ronaMs, () => this.#notAnswered(call, station))
      )
    }
    if (station.autoAnswerMs !== undefined) {
      const cancel = this.#parts.clock.after(station.autoAnswerMs, () => this.#parts.answer(call, station.extension))
      station.remember(call.ucid, cancel)
    }
    this.#parts.floor.say(call, { type: "delivered", device: station.extension, cause })
  }

  #notAnswered(call: Call, station: Station): void {
    const vdn = call.lastVdn
    if (vdn === undefined || call.leg(station.extension)?.state !== "alerting") return
    this.#parts.floor.note(call, "redirected", station.extension, "not answered")
    this.divert(call, station.extension, vdn, () => this.#parts.desk.rona(station, this.#parts.ronaReason))
  }

  /** Takes a ringing call away from a phone. */
  divert(call: Call, extension: string, to: string, onTheWay?: () => void): void {
    const leg = call.leg(extension)
    if (leg === undefined) return
    this.#parts.floor.leave(call, leg)
    call.redirectedFrom = extension
    this.#parts.floor.say(call, { type: "diverted", device: extension, to, cause: "redirected" }, extension)
    onTheWay?.()
    if (!call.ended) this.sendTo(call, to, "redirected")
    const agent = this.#parts.desk.at(extension)
    if (agent !== undefined) this.serve(agent)
  }

  #enter(call: Call, vdn: VdnSetup): void {
    this.#parts.floor.stopRun(call, "answered elsewhere")
    this.#parts.floor.leaveQueues(call)
    call.legs.set(vdn.extension, { device: vdn.extension, kind: "vdn", state: "queued" })
    call.vdns.push(vdn.extension)
    this.#parts.floor.note(call, "entered VDN", vdn.extension)
    const run = this.#parts.runOf(call, vdn)
    this.#parts.floor.runs.set(call.ucid, run)
    this.#parts.floor.say(call, { type: "delivered", device: vdn.extension, cause: "enteringDistribution" })
    if (!call.ended) run.run()
  }

  #dialOut(call: Call, number: string): void {
    const party = this.#parts.outside(number)
    this.#parts.floor.stopRun(call, "answered elsewhere")
    this.#parts.floor.leaveQueues(call)
    const leg: Leg = { device: number, kind: "outside", state: "alerting" }
    call.legs.set(number, leg)
    this.#parts.floor.say(call, { type: "networkReached", device: number })
    this.#parts.floor.say(call, { type: "delivered", device: number, cause: "newCall" })
    if (party?.answerMs === undefined) return
    this.#parts.clock.after(party.answerMs, () => {
      if (call.leg(number) !== leg) return
      leg.state = "connected"
      this.#parts.floor.note(call, "answered", number)
      this.#parts.floor.say(call, { type: "established", device: number })
      if (party.talkMs !== undefined) this.#parts.clock.after(party.talkMs, () => this.#parts.hangUp(call, number))
    })
  }

  #stationOf(to: string): Station | undefined {
    const seat = this.#parts.agents.get(to)?.station
    return this.#parts.stations.get(seat ?? to)
  }
}
