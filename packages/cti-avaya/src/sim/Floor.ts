import type { Book, Happening } from "./Book.ts"
import { Call, type EndedBy, type Leg } from "./Call.ts"
import { CallNumbers } from "./CallNumbers.ts"
import type { Clock } from "./Clock.ts"
import type { Placing } from "./ExchangeSetup.ts"
import type { CallFact, CallFactDraft, Cause, Fact } from "./Fact.ts"
import type { Skills } from "./Skills.ts"
import type { Station } from "./Station.ts"
import type { VectorRun, WhyStopped } from "./VectorRun.ts"

export interface FloorParts {
  readonly clock: Clock
  readonly book: Book
  readonly stations: ReadonlyMap<string, Station>
  readonly skills: Skills
  readonly callIdLimit: number
  readonly emit: (fact: Fact) => void
  /** A station has left a call; `talked` = it had been answered there. */
  readonly leftCall: (station: Station, talked: boolean) => void
}

/** The calls there are and their legs: what opens, leaves and closes them, keeps them in step with the stations, and says so. */
export class Floor {
  /** By UCID. */
  readonly calls = new Map<string, Call>()
  /** The same calls by their short id. */
  readonly callIds = new Map<string, Call>()
  readonly runs = new Map<string, VectorRun>()
  readonly #numbers: CallNumbers
  readonly #parts: FloorParts
  readonly #left: Array<{ readonly station: Station; readonly talked: boolean }> = []

  constructor(parts: FloorParts) {
    this.#parts = parts
    this.#numbers = new CallNumbers(parts.callIdLimit)
  }

  /** No more calls fit in. */
  get full(): boolean {
    return this.#numbers.full
  }

  open(placing: Placing): Call {
    const atMs = this.#parts.clock.nowMs()
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
    this.#parts.book.open({ ucid, callId, from, to, offeredAtMs: atMs })
    this.note(call, "offered", to)
    return call
  }

  close(call: Call, by: EndedBy, cause: Cause): void {
    this.leaveQueues(call)
    call.ended = true
    this.calls.delete(call.ucid)
    this.callIds.delete(call.callId)
    this.#numbers.free(call.callId)
    const entry = this.#parts.book.call(call.ucid)
    if (entry !== undefined) {
      entry.endedAtMs = this.#parts.clock.nowMs()
      entry.endedBy = by
    }
    this.note(call, "ended", undefined, by)
    this.say(call, { type: "callCleared", cause })
  }

  /** A leg goes and says so. */
  release(call: Call, leg: Leg, releasing: string, cause: Cause): void {
    const talked = leg.state === "connected" || leg.state === "hold"
    this.leave(call, leg)
    this.note(call, "left", leg.device)
    this.say(call, { type: "connectionCleared", device: leg.device, releasing, cause }, leg.device)
    const station = this.#parts.stations.get(leg.device)
    if (station !== undefined) this.#left.push({ station, talked })
  }

  /** Agents whose call is over become free only when all of it has been said: the next call's events come after. */
  settle(): void {
    for (const { station, talked } of this.#left.splice(0)) this.#parts.leftCall(station, talked)
  }

  leave(call: Call, leg: Leg): void {
    call.legs.delete(leg.device)
    const station = this.#parts.stations.get(leg.device)
    station?.callOff(call.ucid)
    station?.calls.delete(call.ucid)
  }

  /** Takes the call out of VDN and skill; returns where it was. */
  leaveQueues(call: Call): string | undefined {
    let from: string | undefined
    for (const leg of call.legs.values()) {
      if (leg.kind !== "vdn" && leg.kind !== "skill") continue
      from = leg.device
      call.legs.delete(leg.device)
      if (leg.kind === "skill") this.#parts.skills.remove(call)
    }
    return from
  }

  stopRun(call: Call, why: WhyStopped): void {
    const run = this.runs.get(call.ucid)
    this.runs.delete(call.ucid)
    run?.stop(why)
  }

  note(call: Call, what: Happening["what"], device?: string, detail?: string): void {
    this.#parts.book.note(call.ucid, {
      atMs: this.#parts.clock.nowMs(),
      what,
      ...(device === undefined ? {} : { device }),
      ...(detail === undefined ? {} : { detail })
    })
  }

  /** `gone`: a device that has just left and shall hear of it. */
  say(call: Call, fact: CallFactDraft, gone?: string): void {
    const parties = [...call.legs.keys()]
    if (gone !== undefined && !call.legs.has(gone)) parties.push(gone)
    this.#parts.emit({ ...fact, call, parties } as CallFact)
  }
}
