import { type Call, type CallFact, legAt } from "./Call.ts"
import { answer, hold, leave, ring } from "./legs.ts"

/** One call at a station, as a snapshot lists it. */
export interface Seen {
  readonly call: Call
  readonly state: string
  readonly deviceId: string | undefined
}

const settle = ({ call, state }: Seen, station: string): ReadonlyArray<CallFact> => {
  switch (state) {
    case "alerting":
      return ring(call, station)
    case "connected":
      return answer(call, station)
    case "hold":
      return hold(call, station)
    default:
      return []
  }
}

/** Brings the model in line with what the switch says of a station now; what was missed in between becomes facts. */
export const reconcile = (
  live: ReadonlyArray<Call>,
  station: string,
  seen: ReadonlyArray<Seen>
): ReadonlyArray<CallFact> => {
  const present = new Set(seen.map(({ call }) => call))
  const left = live
    .filter((call) => !present.has(call) && call.legs.has(station))
    .flatMap((call) => leave(call, station, "resync"))
  const there = seen
    .filter(({ call }) => call.endedAtMs === undefined)
    .flatMap((one) => {
      if (one.deviceId !== undefined) legAt(one.call, station).deviceId = one.deviceId
      return settle(one, station)
    })
  return [...left, ...there]
}
