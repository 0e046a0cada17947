import type { RouterEvent } from "@strowger/router"
import type { Inbound } from "@strowger/router/ports"
import type { Fold } from "../partition/Partition.ts"
import type { IntendedRecord, Record, SettledRecord } from "../records/Record.ts"
import type { Call } from "./Call.ts"

/** The calls that exist, by UCID and by contact. A call ends here when its contact leaves routing or the switch says it is over. */
export interface CallsFold extends Fold {
  readonly call: (thread: string) => Call | undefined
  readonly byContact: (contact: string) => Call | undefined
  readonly all: () => Iterable<Call>
}

export const makeCallsFold = (): CallsFold => {
  const byThread = new Map<string, Call>()
  const threadOf = new Map<string, string>()
  const intents = new Map<string, string>()

  const drop = (call: Call | undefined): void => {
    if (call === undefined) return
    byThread.delete(call.thread)
    threadOf.delete(call.contact)
  }
  const update = (thread: string | undefined, change: (call: Call) => Call): void => {
    const call = thread === undefined ? undefined : byThread.get(thread)
    if (call !== undefined) byThread.set(call.thread, change(call))
  }

  const take = (adapter: string, unit: Inbound): void => {
    if (unit.type === "CallsPresent") {
      const present = new Set(unit.threads)
      for (const call of byThread.values()) if (call.adapter === adapter && !present.has(call.thread)) drop(call)
      return
    }
    if (unit.type === "CallEnded") return drop(byThread.get(unit.thread))
    update(unit.thread, (call) => afterUnit(call, unit))
  }

  const route = (event: RouterEvent): void => {
    switch (event.type) {
      case "OfferMade":
      case "OfferAccepted":
      case "OfferDeclined":
      case "OfferExpired":
      case "OfferRescinded":
        return update(threadOf.get(event.contact), without("answering"))
      case "ContactAbandoned":
      case "ContactCancelled":
      case "ContactDeflected":
      case "ContactCompleted":
        return drop(byThread.get(threadOf.get(event.contact) ?? ""))
      default:
        return
    }
  }

  const intend = ({ id, intent }: IntendedRecord): void => {
    if (intent.type === "Send" || intent.type === "SetPresence") return
    intents.set(id, intent.thread)
    update(intent.thread, (call) => {
      switch (intent.type) {
        case "RouteCall":
          return { ...call, route: { intent: id, device: intent.device, state: "asked" } }
        case "AnswerCall":
          return { ...call, answering: id }
        case "ClearCall":
          return { ...call, clearing: id }
        case "DeflectCall":
          return without("route")(call)
      }
    })
  }

  const settle = ({ id, outcome }: SettledRecord): void => {
    const thread = intents.get(id)
    intents.delete(id)
    update(thread, (call) => {
      const done = outcome.type === "Sent"
      if (call.route?.intent === id) return { ...call, route: { ...call.route, state: done ? "taken" : "failed" } }
      if (!done && call.answering === id) return without("answering")(call)
      if (!done && call.clearing === id) return { ...without("clearing")(call), notCleared: true }
      return call
    })
  }

  const apply = (record: Record): void => {
    switch (record.type) {
      case "ContactOpened": {
        if (record.channel !== "voice") return
        const { thread, adapter, contact, from } = record
        drop(byThread.get(thread))
        byThread.set(thread, { thread, adapter, contact, from, vdn: record.to?.value ?? "", onHold: false })
        threadOf.set(contact, thread)
        return
      }
      case "UnitTaken":
        return take(record.adapter, record.unit)
      case "Routed":
        return record.events.forEach(route)
      case "Intended":
        return intend(record)
      case "Settled":
        return settle(record)
      default:
        return
    }
  }

  return {
    name: "calls",
    apply,
    call: (thread) => byThread.get(thread),
    byContact: (contact) => byThread.get(threadOf.get(contact) ?? ""),
    all: () => byThread.values()
  }
}

/** The call after what the switch said of it. Being asked for again means it is at no station: it is in the vector. */
const afterUnit = (call: Call, unit: Inbound): Call => {
  switch (unit.type) {
    case "CallOffered":
      return { ...atNoStation(call), vdn: unit.to.value }
    case "CallRinging":
      return { ...call, at: { device: unit.device, state: "ringing" } }
    case "CallAnswered":
      return { ...call, at: { device: unit.device, state: "answered" } }
    case "CallHeld":
    case "CallRetrieved":
      return call.at?.device === unit.device ? { ...call, onHold: unit.type === "CallHeld" } : call
    case "CallDiverted":
    case "CallLeft":
      return (call.at?.device ?? call.route?.device) === unit.device ? atNoStation(call) : call
    default:
      return call
  }
}

const atNoStation = (call: Call): Call => {
  const { at: _at, route: _route, answering: _answering, clearing: _clearing, notCleared: _notCleared, ...rest } = call
  return { ...rest, onHold: false }
}

const without =
  (key: "answering" | "clearing" | "route") =>
  (call: Call): Call => {
    const { [key]: _gone, ...rest } = call
    return rest
  }
