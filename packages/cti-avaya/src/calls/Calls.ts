import { Deferred, Effect } from "effect"
import { again } from "../again.ts"
import { extensionOf } from "../extension.ts"
import type { MessageOf } from "../messages/Message.ts"
import type { Connection } from "../messages/values.ts"
import type { Offer } from "../routing/offer.ts"
import { classify } from "../session/failures.ts"
import type { RequestError } from "../session/Requests.ts"
import type { Session } from "../session/Session.ts"
import { type Call, type CallFact, endCall, fact, legAt } from "./Call.ts"
import { CallBook } from "./CallBook.ts"
import { type CallEvent, connectionOf, follow, type Sight, ucidOf } from "./follow.ts"
import { reconcile, type Seen } from "./reconcile.ts"

export interface CallsContext {
  readonly session: Session
  readonly switchName: string
  readonly now: () => number
  readonly fork: (effect: Effect.Effect<void>) => void
  readonly emit: (fact: CallFact) => void
}

/** What waits for the name of a call. */
interface Held {
  readonly act: (call: Call) => void
  readonly must: boolean
}

const denies = (error: RequestError): boolean =>
  classify(error) === "race" || /objectNotKnown$/i.test(error.reason === "refused" ? error.code : "")

/** How long the name of a call is waited for before it gets one of ours: a routing question cannot wait longer. */
const nameMs = 1_000

/** What is known of the calls of the switch, kept in step with its events. */
export class Calls {
  readonly book = new CallBook()
  readonly #context: CallsContext
  /** Events of calls whose UCID is being asked for, by call id, in their order. */
  readonly #held = new Map<string, Array<Held>>()
  /** Calls whose names are on their way. */
  readonly #naming = new Set<Deferred.Deferred<void>>()
  /** Legs we sent away ourselves: `thread device`. */
  readonly #deflected = new Set<string>()

  constructor(context: CallsContext) {
    this.#context = context
  }

  event(event: CallEvent, sight: Omit<Sight, "deflected">): void {
    const { callID } = connectionOf(event)
    const apply = (call: Call): void => {
      call.heardAtMs = this.#context.now()
      const deflected = (thread: string, device: string) => this.#deflected.delete(`${thread} ${device}`)
      this.#emit(follow(this.book, call, event, { ...sight, deflected }, this.#context.now()))
    }
    const waiting = callID === undefined ? undefined : this.#held.get(callID)
    if (waiting !== undefined) return void waiting.push({ act: apply, must: false })
    const call = this.book.find(callID, ucidOf(event), this.#context.now())
    if (call !== undefined) return apply(call)
    // An end of what we never knew is no news.
    if (callID === undefined || event.type === "ConnectionClearedEvent" || event.type === "CallClearedEvent") return
    this.#nameLater(connectionOf(event), apply)
  }

  /** Which call a route request is about. */
  identify(offer: Offer): string | Effect.Effect<string> {
    const { call: leg, ucid, from } = offer
    const known = this.book.find(leg?.callID, ucid, this.#context.now())
    const name = (call: Call): string => {
      call.heardAtMs = this.#context.now()
      call.caller ??= from
      return call.thread
    }
    if (known !== undefined && (known.endedAtMs === undefined || ucid !== undefined)) {
      // A call the switch asks about has not ended, whatever we thought.
      known.endedAtMs = undefined
      return name(known)
    }
    return Effect.callback<string>((resume) => {
      this.#nameLater(leg ?? {}, (call) => resume(Effect.succeed(name(call))), true)
    })
  }

  /** The agent chosen in a routing answer did not get the call. */
  routeFailed(thread: string, device: string, code: string): void {
    const call = this.book.byThread(thread)
    if (call === undefined || call.endedAtMs !== undefined || legAt(call, device).announced) return
    this.#emit([fact(call, "CallDiverted", device, `route-failed: ${code}`)])
  }

  /** We send this leg away: the Diverted that follows is no RONA. */
  deflecting(thread: string, device: string, on: boolean): void {
    if (on) this.#deflected.add(`${thread} ${device}`)
    else this.#deflected.delete(`${thread} ${device}`)
  }

  /** A call of ours: known before its first event. */
  made(device: string, { callID, deviceID }: Connection, ucid: string): void {
    const call = this.book.name(callID, ucid)
    call.madeBy = device
    const leg = legAt(call, device)
    leg.deviceId = deviceID ?? ""
    if (leg.state === "null") leg.state = "initiated"
  }

  /** The leg of a call at a device, as requests name it. */
  connection(thread: string, device: string): Connection | undefined {
    const call = this.book.byThread(thread)
    const leg = call?.legs.get(device)
    const callID = call === undefined ? undefined : [...call.callIds].at(-1)
    if (call === undefined || leg === undefined || callID === undefined) return undefined
    if (call.endedAtMs !== undefined || leg.state === "null" || leg.state === "fail") return undefined
    return { callID, deviceID: leg.deviceId }
  }

  stateAt(thread: string, device: string): string {
    return this.book.byThread(thread)?.legs.get(device)?.state ?? "null"
  }

  /** Asks the switch what is at a station, and tells what was missed. */
  snapshot(station: string, deviceId: string): Effect.Effect<void, RequestError> {
    return again(
      this.#context.session.ask(
        { type: "SnapshotDevice", snapshotObject: deviceId, privateData: { getStationStatus: true } },
        "SnapshotDeviceResponse",
        { heard: (answer) => this.#compare(station, answer) }
      )
    ).pipe(Effect.asVoid)
  }

  /** Asks who stands at a VDN. Not every switch tells. */
  entrance(deviceId: string): Effect.Effect<void, RequestError> {
    const asked = this.#context.session.ask(
      { type: "SnapshotDevice", snapshotObject: deviceId },
      "SnapshotDeviceResponse",
      { heard: ({ legs }) => this.#meet((legs ?? []).map(({ connectionIdentifier }) => connectionIdentifier)) }
    )
    return Effect.asVoid(again(asked))
  }

  /** Asks after every call we know; those the switch denies are gone. Returns the threads that live. */
  readonly verify: Effect.Effect<ReadonlyArray<string>> = Effect.gen({ self: this }, function* () {
    // A call that was met and has no name yet lives too.
    yield* Effect.forEach([...this.#naming], (name) => Deferred.await(name), { discard: true })
    const alive = (call: Call) => this.#alive(call, () => this.#gone(call))
    yield* Effect.forEach(this.book.live, alive, { concurrency: 8, discard: true })
    return this.book.live.map(({ thread }) => thread)
  })

  /**
   * A question about a call is over unanswered and no monitor will tell its end: if nothing is heard of it for `quietMs`, the switch is
   * asked, for a caller who hung up must not wait in our queue for ever.
   */
  doubt(thread: string, quietMs: number): void {
    const call = this.book.byThread(thread)
    if (call === undefined || call.observed || call.endedAtMs !== undefined) return
    const { heardAtMs } = call
    const gone = () => this.#emit(endCall(call, this.#context.now(), "gone"))
    const ask = Effect.suspend(() =>
      call.heardAtMs === heardAtMs && call.endedAtMs === undefined ? this.#alive(call, gone) : Effect.void
    )
    this.#context.fork(Effect.andThen(Effect.sleep(quietMs), ask))
  }

  /** `gone` where the switch denies the call. */
  #alive(call: Call, gone: () => void): Effect.Effect<void> {
    const callID = [...call.callIds].at(-1)
    const deviceID = [...call.legs.values()].find((leg) => leg.state !== "null" && leg.deviceId !== "")?.deviceId
    // No call id leads to it any more: the switch uses them for others.
    if (callID === undefined) return Effect.sync(gone)
    return again(
      this.#context.session.ask({ type: "SnapshotCall", snapshotObject: { callID, deviceID } }, "SnapshotCallResponse")
    ).pipe(
      Effect.catch((error) =>
        Effect.sync(() => {
          // A switch that says nothing, or does not know the question, has not said that the call is gone.
          if (denies(error)) gone()
        })
      ),
      Effect.asVoid
    )
  }

  #gone(call: Call): void {
    // No fact: the list of the calls present says it.
    endCall(call, this.#context.now())
    this.book.ended(call)
  }

  #compare(station: string, { legs }: MessageOf<"SnapshotDeviceResponse">): void {
    if (legs === undefined) return
    const seen: Array<Seen> = []
    const nameless: Array<() => void> = []
    for (const { connectionIdentifier, localCallState } of legs) {
      const state = localCallState?.[0] ?? ""
      const deviceId = connectionIdentifier.deviceID
      const call = this.book.find(connectionIdentifier.callID, undefined, this.#context.now())
      if (call !== undefined) seen.push({ call, state, deviceId })
      else if (connectionIdentifier.callID !== undefined) {
        const settle = (named: Call) => this.#emit(reconcile([], station, [{ call: named, state, deviceId }]))
        nameless.push(() => this.#nameLater(connectionIdentifier, settle))
      }
    }
    this.#emit(reconcile(this.book.live, station, seen))
    for (const ask of nameless) ask()
  }

  /**
   * Asks the switch for the UCID; what comes meanwhile about the call waits behind it. A switch that has no name gets one of ours; a call it
   * denies, or a link that broke, leaves nothing to name, except where somebody must have an answer (`must`).
   */
  #nameLater(leg: Connection, act: (call: Call) => void, must = false): void {
    const { callID } = leg
    const waiting = callID === undefined ? undefined : this.#held.get(callID)
    if (waiting !== undefined) return void waiting.push({ act, must })
    const held: Array<Held> = [{ act, must }]
    const done = Deferred.makeUnsafe<void>()
    if (callID !== undefined) this.#held.set(callID, held)
    this.#naming.add(done)
    const named = (ucid: string, who: ReadonlyArray<Held>): void => {
      if (callID !== undefined) this.#held.delete(callID)
      if (who.length > 0) {
        const call = this.book.name(callID, ucid)
        for (const one of who) one.act(call)
      }
      this.#naming.delete(done)
      Deferred.doneUnsafe(done, Effect.void)
    }
    const ours = `${this.#context.switchName}/${callID ?? "?"}/${this.#context.now()}`
    const ask = this.#context.session.ask({ type: "GetCallLinkageData", call: leg }, "GetCallLinkageDataResponse", {
      timeoutMs: nameMs,
      heard: ({ callLinkageData }) => named(callLinkageData?.ucid ?? ours, held)
    })
    const nameless = (error: RequestError) =>
      Effect.sync(() => {
        const pointless = denies(error) || error.reason === "unavailable" || error.code === "link-lost"
        named(ours, pointless ? held.filter((one) => one.must) : held)
      })
    this.#context.fork(ask.pipe(Effect.asVoid, Effect.catch(nameless)))
  }

  #emit(facts: ReadonlyArray<CallFact>): void {
    for (const one of facts) {
      if (one.type === "CallEnded") {
        const call = this.book.byThread(one.thread)
        if (call !== undefined) this.book.ended(call)
      }
      this.#context.emit(one)
    }
  }

  /** Calls that were there before any event told of them: a monitor that starts lists them. */
  found(data: MessageOf<"MonitorStartResponse">["privateData"]): void {
    this.#meet((data?.snapshotData ?? []).map(({ callIdentifier }) => callIdentifier))
  }

  #meet(legs: ReadonlyArray<Connection>): void {
    for (const leg of legs) {
      if (leg.callID === undefined || this.book.find(leg.callID, undefined, this.#context.now()) !== undefined) continue
      this.#nameLater(leg, (call) => {
        call.observed = true
        const device = extensionOf(leg.deviceID)
        if (device !== undefined) legAt(call, device).deviceId = leg.deviceID ?? ""
      })
    }
  }
}
