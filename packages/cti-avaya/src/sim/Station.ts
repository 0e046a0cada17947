import type { Call, Leg } from "./Call.ts"

/** A phone. Without `autoAnswerMs` somebody has to pick it up: the test, or the client through AnswerCall. */
export interface StationSetup {
  readonly extension: string
  /** Picks up by itself after ringing this long. */
  readonly autoAnswerMs?: number
  /** Hangs up by itself after talking this long. */
  readonly talkMs?: number
  /** Rings this long, then the call goes back to its VDN and the agent to auxWork (RONA); 0 rings for ever. */
  readonly ronaMs?: number
  /** Calls it can hold at a time, ringing ones counted. */
  readonly lines?: number
}

export class Station {
  autoAnswerMs: number | undefined
  talkMs: number | undefined
  ronaMs: number
  /** Out of service: nothing can be delivered to it. */
  outOfService = false
  /** Login of the agent who sits here. */
  agent: string | undefined
  readonly calls = new Map<string, Call>()
  /** Timers of calls here (RONA, auto-answer, talk), by UCID. */
  readonly timers = new Map<string, Array<() => void>>()
  readonly extension: string
  readonly lines: number

  constructor(setup: StationSetup, ronaMs: number) {
    this.extension = setup.extension
    this.autoAnswerMs = setup.autoAnswerMs
    this.talkMs = setup.talkMs
    this.ronaMs = setup.ronaMs ?? ronaMs
    this.lines = setup.lines ?? 1
  }

  get busy(): boolean {
    return this.calls.size >= this.lines
  }

  /** The call whose leg here is in this state, the eldest first. */
  callIn(state: Leg["state"]): Call | undefined {
    for (const call of this.calls.values()) if (call.leg(this.extension)?.state === state) return call
    return undefined
  }

  callOff(ucid: string): void {
    for (const cancel of this.timers.get(ucid) ?? []) cancel()
    this.timers.delete(ucid)
  }

  remember(ucid: string, cancel: () => void): void {
    const timers = this.timers.get(ucid)
    if (timers === undefined) this.timers.set(ucid, [cancel])
    else timers.push(cancel)
  }
}
