import type { CallFact } from "../src/calls/Call.ts"
import { CallBook } from "../src/calls/CallBook.ts"
import { type CallEvent, follow } from "../src/calls/follow.ts"

export const ucid = "00001001791428242051"
const stations = ["5001", "5002"]
export const id = (extension: string): string => `${extension}:CM1::0`

/** A switch that speaks to a monitor of station 5001, one of 5002 and one of the VDN. */
export const scene = (options: { readonly watched?: ReadonlyArray<string>; readonly deflected?: boolean } = {}) => {
  const { watched = ["5001", "5002"], deflected = false } = options
  const book = new CallBook()
  const facts: Array<string> = []
  let nowMs = 1_000
  const note = (all: ReadonlyArray<CallFact>): void => {
    for (const { type, thread, device, reason } of all) {
      const short = thread === ucid ? [] : [`(${thread})`]
      facts.push(
        [type, ...(device === undefined ? [] : [device]), ...(reason === undefined ? [] : [reason]), ...short].join(" ")
      )
      const call = book.byThread(thread)
      if (type === "CallEnded" && call !== undefined) book.ended(call)
    }
  }
  const say = (from: string, event: CallEvent, name: string | undefined = ucid): void => {
    const callId = "connection" in event ? event.connection.callID : undefined
    const call = book.find(callId, name, nowMs)
    if (call === undefined) throw new Error("nobody knows this call")
    const sight = {
      station: watched.includes(from) ? from : undefined,
      vdn: from === "vdn",
      isStation: (extension: string) => stations.includes(extension),
      covered: (extension: string) => watched.includes(extension),
      deflected: () => deflected
    }
    note(follow(book, call, event, sight, nowMs))
  }
  const leg = (device: string, callID = "179") => ({ callID, deviceID: id(device) })
  const common = { monitorCrossRefID: "1" }
  return {
    book,
    facts,
    leg,
    later: (ms: number) => (nowMs += ms),
    now: () => nowMs,
    note,
    say,
    entersVdn: () =>
      say("vdn", {
        type: "DeliveredEvent",
        ...common,
        connection: leg("4000"),
        alertingDevice: id("4000"),
        callingDevice: id("138"),
        calledDevice: id("4000"),
        localConnectionInfo: "queued",
        cause: "enteringDistribution"
      }),
    rings: (device: string, from = device) =>
      say(from, {
        type: "DeliveredEvent",
        ...common,
        connection: leg(device),
        alertingDevice: id(device),
        callingDevice: id("138"),
        cause: "newCall"
      }),
    answers: (device: string, from = device) =>
      say(from, {
        type: "EstablishedEvent",
        ...common,
        establishedConnection: leg(device),
        answeringDevice: id(device)
      }),
    holds: (device: string, from = device) =>
      say(from, { type: "HeldEvent", ...common, heldConnection: leg(device), holdingDevice: id(device) }),
    retrieves: (device: string, from = device) =>
      say(from, { type: "RetrievedEvent", ...common, retrievedConnection: leg(device), retrievingDevice: id(device) }),
    diverted: (device: string, cause = "redirected", from = device) =>
      say(from, { type: "DivertedEvent", ...common, connection: leg(device), divertingDevice: id(device), cause }),
    drops: (device: string, releasing: string, from = device) =>
      say(from, {
        type: "ConnectionClearedEvent",
        ...common,
        droppedConnection: leg(device),
        releasingDevice: id(releasing),
        cause: "normalClearing"
      }),
    clears: (callID = "179") =>
      say("vdn", { type: "CallClearedEvent", ...common, clearedCall: leg("4000", callID), cause: "normal" })
  }
}
export type Scene = ReturnType<typeof scene>
