import type { RouterEvent } from "@strowger/router"
import type { Inbound } from "@strowger/router/ports"
import { StateError } from "@strowger/router/ports"
import { Predicate, Result } from "effect"
import type { Intent, Record } from "./Record.ts"

/**
 * Number of the stored form of a record list. A new optional field needs no new number; a new kind or a changed meaning does.
 * Form 1: a JSON array of records, UTF-8. Form 2: the same, with the router's events of holds, steps, parking, transfers and so on,
 * which a version that reads 1 does not know; everything of form 1 means the same in it.
 */
export const codec = 2
const readable: ReadonlyArray<number> = [1, codec]

/** One record as it will stand in the body; made at once, so that what is stored is what the folds saw. Throws on what JSON cannot hold. */
export const encodeRecord = (record: Record): string => JSON.stringify(record)

/** The body of an entry, from records encoded one by one. */
export const encodeBody = (records: ReadonlyArray<string>): Uint8Array => Buffer.from(`[${records.join(",")}]`, "utf8")

export const encode = (records: ReadonlyArray<Record>): Uint8Array => encodeBody(records.map(encodeRecord))

/** Everything in the entry or `unreadable`: what is not known is never skipped, because every later record may depend on it. */
export const decode = (number: number, body: Uint8Array): Result.Result<ReadonlyArray<Record>, StateError> => {
  if (!readable.includes(number)) return unreadable(`codec ${number}; this version reads ${readable.join(" and ")}`)
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body))
  } catch (cause) {
    return unreadable(`a body that is not JSON (${String(cause)})`)
  }
  if (!Array.isArray(parsed)) return unreadable("a body that is not a list of records")
  for (const record of parsed) {
    const fault = unknownPart(record)
    if (fault !== undefined) return unreadable(fault)
  }
  return Result.succeed(parsed as ReadonlyArray<Record>)
}

const unreadable = (what: string): Result.Result<never, StateError> =>
  Result.fail(
    new StateError({ reason: "unreadable", message: `The log holds ${what}. Start the version that wrote it.` })
  )

/** What in a record this version does not know; undefined = all known. */
const unknownPart = (record: unknown): string | undefined => {
  const kind = kindOf(record)
  if (kind === undefined || !Object.hasOwn(recordKinds, kind)) return `a record of kind ${String(kind)}`
  const { events, unit, intent } = record as {
    readonly events?: unknown
    readonly unit?: unknown
    readonly intent?: unknown
  }
  switch (kind as Record["type"]) {
    case "Routed":
      if (!Array.isArray(events)) return "a Routed record without events"
      return events.map((event) => unknownKind("router event", eventKinds, event)).find(Predicate.isNotUndefined)
    case "UnitTaken":
      return unknownKind("unit", unitKinds, unit)
    case "Intended":
      return unknownKind("intent", intentKinds, intent)
    default:
      return undefined
  }
}

const unknownKind = (what: string, kinds: object, value: unknown): string | undefined => {
  const kind = kindOf(value)
  return kind !== undefined && Object.hasOwn(kinds, kind) ? undefined : `a ${what} of kind ${String(kind)}`
}

const kindOf = (value: unknown): string | undefined =>
  Predicate.hasProperty(value, "type") && typeof value.type === "string" ? value.type : undefined

// Written out so that a new kind does not compile until somebody has thought of the stored form.
type Kinds<T extends { readonly type: string }> = { readonly [K in T["type"]]: true }

const recordKinds: Kinds<Record> = {
  Led: true,
  Routed: true,
  UnitTaken: true,
  ContactOpened: true,
  Message: true,
  Intended: true,
  Taken: true,
  Settled: true,
  Status: true,
  ActDone: true,
  Noted: true
}
const eventKinds: Kinds<RouterEvent> = {
  Configured: true,
  AgentSignedIn: true,
  AgentSkillsChanged: true,
  AgentSignedOut: true,
  AgentReady: true,
  AgentNotReady: true,
  ContactQueued: true,
  AgentExcluded: true,
  HoldBegan: true,
  ContactRelaxed: true,
  ReserveOpened: true,
  ReserveClosed: true,
  NeedsExpired: true,
  HoldEnded: true,
  ContactReprioritised: true,
  ContactUnreachable: true,
  ContactReachable: true,
  OfferMade: true,
  OfferAccepted: true,
  OfferDeclined: true,
  OfferExpired: true,
  OfferRescinded: true,
  ContactCompleted: true,
  ContactParked: true,
  ContactWoken: true,
  ContactRequeued: true,
  AgentLost: true,
  AgentReturned: true,
  WrapUpRequested: true,
  WrapUpExtended: true,
  WrapUpEnded: true,
  ContactAbandoned: true,
  ContactCancelled: true,
  QueueScheduled: true,
  QueueOpened: true,
  QueueClosed: true,
  ContactOverflowed: true,
  ContactDeflected: true,
  ContactAssigned: true,
  ContactPulled: true,
  ContactTransferred: true,
  ContactHandedOver: true,
  AgentJoined: true,
  AgentLeft: true,
  CallbackRequested: true,
  CallbackDue: true,
  CallbackHeld: true,
  CallbackFailed: true
}
const unitKinds: Kinds<Inbound> = {
  Message: true,
  Part: true,
  SessionOpened: true,
  SessionResumed: true,
  SessionPaused: true,
  SessionClosed: true,
  CallOffered: true,
  CallRinging: true,
  CallAnswered: true,
  CallHeld: true,
  CallRetrieved: true,
  CallDiverted: true,
  CallLeft: true,
  CallEnded: true,
  CallsPresent: true,
  Activity: true,
  Receipt: true
}
const intentKinds: Kinds<Intent> = {
  Send: true,
  RouteCall: true,
  AnswerCall: true,
  DeflectCall: true,
  ClearCall: true,
  SetPresence: true
}
