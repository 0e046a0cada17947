import type { Agent, WorkMode } from "./Agent.ts"
import type { Clock } from "./Clock.ts"
import type { AgentFact, Fact } from "./Fact.ts"
import { type Fault, operation, state } from "./Fault.ts"
import type { Station } from "./Station.ts"

export interface Login {
  readonly login: string
  readonly station: string
  readonly password?: string
  readonly mode?: WorkMode
  readonly reason?: number
}

/** Who sits where, and in what work mode. */
export class AgentDesk {
  readonly #agents: ReadonlyMap<string, Agent>
  readonly #stations: ReadonlyMap<string, Station>
  readonly #clock: Clock
  readonly #emit: (fact: Fact) => void
  readonly #becameFree: (agent: Agent) => void

  constructor(
    agents: ReadonlyMap<string, Agent>,
    stations: ReadonlyMap<string, Station>,
    clock: Clock,
    emit: (fact: Fact) => void,
    becameFree: (agent: Agent) => void
  ) {
    this.#agents = agents
    this.#stations = stations
    this.#clock = clock
    this.#emit = emit
    this.#becameFree = becameFree
  }

  at(extension: string): Agent | undefined {
    const login = this.#stations.get(extension)?.agent
    return login === undefined ? undefined : this.#agents.get(login)
  }

  logOn(login: Login): Fault | undefined {
    const agent = this.#agents.get(login.login)
    const station = this.#stations.get(login.station)
    if (agent === undefined) return operation("invalidAgentIdentifier")
    if (station === undefined) return operation("invalidDeviceID")
    if (agent.password !== undefined && agent.password !== login.password) return operation("invalidAgentPassword")
    if (agent.station !== undefined || station.agent !== undefined) return state("invalidObjectState")
    agent.station = station.extension
    station.agent = agent.login
    this.#say("loggedOn", agent, station.extension)
    this.#take(
      agent,
      login.mode === undefined || login.mode === "loggedOff" ? "auxWork" : login.mode,
      login.reason ?? 0
    )
    return undefined
  }

  /**
   * `whenCallEnds` lets a mode wait for the end of the call that is on (enablePending); without it a change during a call is refused.
   * Answers "pending" when it waits.
   */
  setMode(agent: Agent, mode: WorkMode, reason: number, whenCallEnds: boolean): Fault | "done" | "pending" {
    const seat = agent.station
    if (seat === undefined) return state("invalidObjectState")
    if (this.#onCall(seat)) {
      if (!whenCallEnds || mode === "loggedOff") return state("connectedCallExists")
      agent.pending = { mode, reason }
      return "pending"
    }
    this.#take(agent, mode, reason)
    return "done"
  }

  /** What GetAgentState and the events call it. */
  stateOf(agent: Agent): AgentFact["now"] {
    switch (agent.mode) {
      case "loggedOff":
        return "loggedOff"
      case "auxWork":
        return "notReady"
      case "afterCallWork":
        return "workingAfterCall"
      case "autoIn":
      case "manualIn":
        return agent.station !== undefined && this.#onCall(agent.station) ? "busy" : "ready"
    }
  }

  talking(agent: Agent): boolean {
    return agent.station !== undefined && this.#onCall(agent.station)
  }

  /** Ready, and nothing at the phone. */
  free(agent: Agent): boolean {
    const station = agent.station === undefined ? undefined : this.#stations.get(agent.station)
    return agent.ready && station !== undefined && station.calls.size === 0 && !station.outOfService
  }

  longestIdle(skill: string): Agent | undefined {
    let found: Agent | undefined
    for (const agent of this.#agents.values()) {
      if (!agent.skills.includes(skill) || !this.free(agent)) continue
      if (found === undefined || agent.idleSinceMs < found.idleSinceMs) found = agent
    }
    return found
  }

  tookCall(station: Station | undefined): void {
    const agent = station === undefined ? undefined : this.at(station.extension)
    if (agent?.ready && station !== undefined) this.#say("busy", agent, station.extension)
  }

  endedCall(station: Station | undefined): void {
    const agent = station === undefined ? undefined : this.at(station.extension)
    if (agent === undefined || station === undefined || this.#onCall(station.extension)) return
    const { pending } = agent
    if (pending !== undefined) this.#take(agent, pending.mode, pending.reason)
    else if (agent.mode === "manualIn") this.#take(agent, "afterCallWork", 0)
    else if (agent.mode === "autoIn") this.#take(agent, "autoIn", 0)
  }

  /** Did not answer: no more calls until somebody says so (Redirection on No Answer). */
  rona(station: Station, reason: number): void {
    const agent = this.at(station.extension)
    if (agent?.ready) this.#take(agent, "auxWork", reason)
  }

  #onCall(extension: string): boolean {
    const station = this.#stations.get(extension)
    for (const call of station?.calls.values() ?? []) {
      const leg = call.leg(extension)?.state
      if (leg === "connected" || leg === "hold") return true
    }
    return false
  }

  #take(agent: Agent, mode: WorkMode, reason: number): void {
    const seat = agent.station
    if (seat === undefined) return
    agent.mode = mode
    agent.reason = reason
    agent.pending = undefined
    if (mode === "loggedOff") {
      agent.station = undefined
      const station = this.#stations.get(seat)
      if (station !== undefined) station.agent = undefined
    }
    if (agent.ready) agent.idleSinceMs = this.#clock.nowMs()
    this.#say(this.stateOf(agent), agent, seat)
    if (agent.ready) this.#becameFree(agent)
  }

  #say(now: AgentFact["now"], agent: Agent, station: string): void {
    this.#emit({ type: "agent", now, agent, station })
  }
}
