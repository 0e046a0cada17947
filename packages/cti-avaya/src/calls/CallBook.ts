import { type Call, newCall } from "./Call.ts"

/** The switch uses call ids again; a late event of an ended call must still find it. */
const keptMs = 60_000

/** The calls we know: by UCID, and by the call ids they go by on the switch. */
export class CallBook {
  readonly #byUcid = new Map<string, Call>()
  readonly #byCallId = new Map<string, Call>()
  /** Ended calls, oldest first. */
  readonly #ended: Array<Call> = []

  /** Calls that have not ended. */
  get live(): ReadonlyArray<Call> {
    return [...new Set(this.#byUcid.values())].filter((call) => call.endedAtMs === undefined)
  }

  byThread(thread: string): Call | undefined {
    return this.#byUcid.get(thread)
  }

  /** The call an event speaks of. A UCID decides; without one the call id does, and `undefined` = somebody must ask the switch. */
  find(callId: string | undefined, ucid: string | undefined, nowMs: number): Call | undefined {
    this.#sweep(nowMs)
    if (ucid === undefined) return callId === undefined ? undefined : this.#byCallId.get(callId)
    return this.name(callId, ucid)
  }

  /** The call of that UCID, known from now on by that call id too. */
  name(callId: string | undefined, ucid: string): Call {
    const call = this.#byUcid.get(ucid) ?? newCall(ucid)
    this.#byUcid.set(ucid, call)
    if (callId !== undefined && this.#byCallId.get(callId) !== call) {
      this.#byCallId.get(callId)?.callIds.delete(callId)
      this.#byCallId.set(callId, call)
      call.callIds.add(callId)
      call.oldCallIds.add(callId)
    }
    return call
  }

  /** From now on every name of `lost` means `kept`, which goes by `callIds` alone. */
  merge(kept: Call, lost: Call, callIds: ReadonlyArray<string>): void {
    for (const ucid of lost.ucids) {
      this.#byUcid.set(ucid, kept)
      kept.ucids.add(ucid)
    }
    for (const id of lost.oldCallIds) {
      if (this.#byCallId.get(id) !== lost) continue
      this.#byCallId.set(id, kept)
      kept.oldCallIds.add(id)
    }
    lost.callIds.clear()
    this.renumber(kept, callIds)
  }

  renumber(call: Call, callIds: ReadonlyArray<string>): void {
    if (callIds.length === 0) return
    // Old ids still lead here, so that a late event does not make a new call; they no longer end this one.
    call.callIds.clear()
    for (const id of callIds) {
      this.#byCallId.set(id, call)
      call.callIds.add(id)
      call.oldCallIds.add(id)
    }
  }

  /** Remembers to forget. */
  ended(call: Call): void {
    this.#ended.push(call)
  }

  #sweep(nowMs: number): void {
    // Every turn takes one call out of the list.
    for (let first = this.#ended[0]; first !== undefined; first = this.#ended[0]) {
      if ((first.endedAtMs ?? nowMs) + keptMs > nowMs) return
      this.#ended.shift()
      // Came back to life: the switch asked about it again.
      if (first.endedAtMs === undefined) continue
      for (const ucid of first.ucids) if (this.#byUcid.get(ucid) === first) this.#byUcid.delete(ucid)
      for (const id of first.oldCallIds) if (this.#byCallId.get(id) === first) this.#byCallId.delete(id)
    }
  }
}
