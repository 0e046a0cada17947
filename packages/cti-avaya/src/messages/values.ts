import { type Element, child, descend } from "../xml/Element.ts"
import { type Codec, cstaUri, element, optional, record } from "./codec.ts"

export const text: Codec<string> = {
  encode: (value) => ({ text: value }),
  decode: (from) => from.text.trim()
}

export const boolean: Codec<boolean> = {
  encode: (value) => ({ text: String(value) }),
  decode: (from) => {
    const value = from.text.trim()
    return value === "true" || value === "1" ? true : value === "false" || value === "0" ? false : undefined
  }
}

export const integer: Codec<number> = {
  encode: (value) => ({ text: String(value) }),
  decode: (from) => (/^[+-]?\d{1,15}$/.test(from.text.trim()) ? Number(from.text.trim()) : undefined)
}

/** Hexadecimal octets, in upper case whatever the peer wrote. */
export const hex: Codec<string> = {
  encode: (value) => ({ text: value }),
  decode: (from) => {
    const value = from.text.trim()
    return value.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(value) ? value.toUpperCase() : undefined
  }
}

/** An enumeration whose unknown values are kept as they came: vendors add members. */
export const oneOf = <const A extends string>(..._known: ReadonlyArray<A>): Codec<A | (string & {})> => text

export const empty: Codec<true> = { encode: () => ({}), decode: () => true }

/** `extension:switchName:switchIP:instance`, parts may be empty. */
const deviceAttributes = { typeOfNumber: "other", mediaClass: "notKnown" }
export const device: Codec<string> = {
  encode: (value) => ({ text: value, attributes: deviceAttributes }),
  decode: text.decode
}

/** Why the switch names no device. */
export interface NoDevice {
  readonly absent: "notKnown" | "restricted" | "notRequired" | "notSpecified" | (string & {})
}
export const notKnown: NoDevice = { absent: "notKnown" }
/** The device, where there is one. */
export const known = (value: string | NoDevice | undefined): string | undefined =>
  typeof value === "string" ? value : undefined

const choiceOfDevice = (name: string): Codec<string | NoDevice> => ({
  encode: (value) => ({
    children: [
      typeof value === "string" ? element(cstaUri, name, device.encode(value)) : element(cstaUri, value.absent)
    ]
  }),
  decode: (from) => {
    const identifier = child(from, name)
    if (identifier !== undefined) return identifier.text.trim()
    const other = from.children[0]
    if (other !== undefined) return { absent: other.name }
    return from.text.trim() === "" ? undefined : from.text.trim()
  }
})
/** Calling, called, subject devices of events. */
export const extendedDevice = choiceOfDevice("deviceIdentifier")
export const redirectionDevice = choiceOfDevice("numberDialed")

/** A leg: which call at which device. Call ids are short and used again; the UCID is the stable name. */
export const connection = record(cstaUri, { callID: optional(text), deviceID: optional(device) })
export interface Connection {
  readonly callID?: string | undefined
  readonly deviceID?: string | undefined
}

/** The universal call id and the switch that gave it. */
export interface CallLinkage {
  readonly ucid?: string | undefined
  readonly switchName?: string | undefined
}
export const callLinkage: Codec<CallLinkage> = {
  encode: ({ ucid, switchName }) => ({
    children: [
      element(cstaUri, "globalCallData", {
        children: [
          ...(switchName === undefined
            ? []
            : [element(cstaUri, "globalCallSwitchingSubDomainName", { text: switchName })]),
          ...(ucid === undefined
            ? []
            : [
                element(cstaUri, "globalCallLinkageID", {
                  children: [element(cstaUri, "globallyUniqueCallLinkageID", { text: ucid })]
                })
              ])
        ]
      })
    ]
  }),
  decode: (from) => {
    const global = child(from, "globalCallData")
    const ucid = global && descend(global, "globalCallLinkageID", "globallyUniqueCallLinkageID")?.text.trim()
    const switchName = global && child(global, "globalCallSwitchingSubDomainName")?.text.trim()
    if (!ucid && !switchName) return undefined
    return { ...(ucid ? { ucid } : {}), ...(switchName ? { switchName } : {}) }
  }
}

/** User-to-user information: octets in hexadecimal. */
export const userData: Codec<string> = {
  encode: (value) => ({ children: [element(cstaUri, "string", { text: value })] }),
  decode: (from) => {
    const octets = child(from, "string")
    return octets === undefined ? undefined : hex.decode(octets)
  }
}

/** The one child of an error: `category` is its name ("operation", "stateIncompatibility"...), both kept as they came. */
export interface Failure {
  readonly category:
    | "operation"
    | "performanceManagement"
    | "privateData"
    | "privateErrorCode"
    | "security"
    | "stateIncompatibility"
    | "subscribedResourceAvailability"
    | "systemResourceAvailibility"
    | "unspecified"
    | (string & {})
  readonly value: string
}
export const failure: Codec<Failure> = {
  encode: ({ category, value }) => ({ children: [element(cstaUri, category, { text: value })] }),
  decode: (from) => {
    const one: Element | undefined = from.children[0]
    return one === undefined
      ? { category: "unspecified", value: from.text.trim() }
      : { category: one.name, value: one.text.trim() }
  }
}

export const localConnectionState = oneOf("null", "initiated", "alerting", "connected", "hold", "queued", "fail")
export const pendingAgentState = oneOf("agentNotReady", "agentNull", "agentReady", "agentWorkingAfterCall")
export const workMode = oneOf("autoIn", "manualIn", "afterCallWork", "auxWork")
export const eventCause = oneOf(
  "busy",
  "callCancelled",
  "callForwardNoAnswer",
  "callNotAnswered",
  "conference",
  "destNotObtainable",
  "distributed",
  "enteringDistribution",
  "makeCall",
  "newCall",
  "noAvailableAgents",
  "normal",
  "normalClearing",
  "recallNoAnswer",
  "redirected",
  "singleStepTransfer",
  "transfer",
  "trunksBusy"
)
