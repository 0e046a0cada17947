import { extensionOf } from "../extension.ts"
import type { MessageOf } from "../messages/Message.ts"
import { type Call, type CallFact, endCall, legAt } from "./Call.ts"
import type { CallBook } from "./CallBook.ts"
import { answer, leave, ring } from "./legs.ts"

type Joining = MessageOf<"ConferencedEvent" | "TransferedEvent">

interface Stations {
  readonly isStation: (extension: string) => boolean
}

const partsOf = (event: Joining) =>
  event.type === "TransferedEvent"
    ? { legs: event.transferredConnections ?? [], leaving: extensionOf(event.transferringDevice) }
    : { legs: event.conferenceConnections ?? [], leaving: undefined }

/** The customer's call goes on: the one a VDN saw, else the first. */
const survivor = (first: Call, second: Call): Call => (second.observed && !first.observed ? second : first)

/** The legs of the call that gives its name away appear in the other, as they are. */
const adopt = (kept: Call, lost: Call, leaving: string | undefined, stations: Stations): ReadonlyArray<CallFact> =>
  [...lost.legs.values()].flatMap((leg) => {
    const mine = legAt(kept, leg.device)
    if (mine.deviceId === "") mine.deviceId = leg.deviceId
    if (leg.state === "null" || leg.device === leaving || mine.state !== "null") return []
    if (stations.isStation(leg.device)) {
      if (leg.state === "alerting") return ring(kept, leg.device)
      if (leg.state === "connected" || leg.state === "hold") return answer(kept, leg.device)
    }
    mine.state = leg.state
    return []
  })

/**
 * A transfer or a conference: two calls become one, which keeps the customer's name whatever id the switch gives it. A conference alone is
 * never an agent's act: a recorder steps in the same way.
 */
export const join = (book: CallBook, event: Joining, stations: Stations, nowMs: number): ReadonlyArray<CallFact> => {
  const first = book.find(event.primaryOldCall.callID, undefined, nowMs)
  const second = book.find(event.secondaryOldCall?.callID, undefined, nowMs)
  const { legs, leaving } = partsOf(event)
  const kept = first !== undefined && second !== undefined ? survivor(first, second) : (first ?? second)
  if (kept === undefined) return []
  const lost = kept === first ? second : first
  const named = [...new Set(legs.flatMap(({ newConnection }) => newConnection?.callID ?? []))]
  // Where the list is missing: the second call is the one that goes on.
  const callIds = named.length > 0 ? named : [event.secondaryOldCall?.callID ?? []].flat()
  const left = leaving === undefined ? [] : leave(kept, leaving, "transferred")
  if (lost === undefined || lost === kept) {
    book.renumber(kept, callIds)
    return left
  }
  const told = [...lost.legs.values()].some((leg) => leg.announced)
  const ended = endCall(lost, nowMs, "joined")
  const adopted = adopt(kept, lost, leaving, stations)
  book.merge(kept, lost, callIds)
  return [...left, ...adopted, ...(told ? ended : [])]
}
