import { child } from "../xml/Element.ts"
import { avayaUri, type Codec, element, list, message, optional, record, required, sessionUri } from "./codec.ts"
import { integer, text } from "./values.ts"

/** What Avaya wants inside `applicationSpecificInfo`. `sessionID` asks for an old session back. */
export interface SessionLogin {
  readonly userName: string
  readonly password: string
  readonly sessionCleanupDelay?: number | undefined
  readonly sessionID?: string | undefined
}

const prefix = "acx"
/** The prefixed form with xsi:type, as a client in production use writes it; read in any of the forms seen. */
const sessionLogin: Codec<SessionLogin> = {
  encode: (login) => {
    const member = (name: string, value: string | undefined) =>
      value === undefined ? [] : [{ ...element(avayaUri, name, { text: value }), prefix }]
    const attributes = {
      [`xmlns:${prefix}`]: avayaUri,
      "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      "xsi:type": `${prefix}:SessionLoginInfo`
    }
    const children = [
      ...member("userName", login.userName),
      ...member("password", login.password),
      ...member("sessionCleanupDelay", login.sessionCleanupDelay?.toString()),
      ...member("sessionID", login.sessionID)
    ]
    return { children: [{ ...element(avayaUri, "SessionLoginInfo", { attributes, children }), prefix }] }
  },
  decode: (from) => {
    const info = child(from, "SessionLoginInfo")
    if (info === undefined) return undefined
    const read = (name: string) => child(info, name)?.text.trim() ?? ""
    const delay = Number.parseInt(read("sessionCleanupDelay"), 10)
    const sessionID = read("sessionID")
    return {
      userName: read("userName"),
      password: read("password"),
      ...(Number.isNaN(delay) ? {} : { sessionCleanupDelay: delay }),
      // Some clients always send an empty element.
      ...(sessionID === "" ? {} : { sessionID })
    }
  }
}

/** A choice between a defined reason and free text. */
export interface Reason {
  readonly defined: boolean
  readonly text: string
}
const reason = (definedName: string, freeName: string): Codec<Reason> => ({
  encode: ({ defined, text }) => ({ children: [element(sessionUri, defined ? definedName : freeName, { text })] }),
  decode: (from) => {
    const one = from.children[0]
    return one === undefined ? undefined : { defined: one.name === definedName, text: one.text.trim() }
  }
})
const errorCode = reason("definedError", "applError")

/** ECMA-354 application session. Durations in seconds. */
export const applicationSession = {
  StartApplicationSession: message(sessionUri, {
    applicationInfo: required(
      record(sessionUri, { applicationID: required(text), applicationSpecificInfo: optional(sessionLogin) })
    ),
    requestedProtocolVersions: required(list(sessionUri, "protocolVersion", text)),
    requestedSessionDuration: optional(integer)
  }),
  StartApplicationSessionPosResponse: message(sessionUri, {
    sessionID: required(text),
    actualProtocolVersion: required(text),
    actualSessionDuration: required(integer)
  }),
  /** invalidApplicationInfo, requestedProtocolVersionNotSupported, serverResourcesBusy, maxNumberSessions. */
  StartApplicationSessionNegResponse: message(sessionUri, { errorCode: required(errorCode) }),
  ResetApplicationSessionTimer: message(sessionUri, {
    sessionID: required(text),
    requestedSessionDuration: optional(integer)
  }),
  ResetApplicationSessionTimerPosResponse: message(sessionUri, { actualSessionDuration: required(integer) }),
  /** invalidSessionID, serverCannotResetSessionTimer. */
  ResetApplicationSessionTimerNegResponse: message(sessionUri, { errorCode: required(errorCode) }),
  StopApplicationSession: message(sessionUri, {
    sessionID: required(text),
    sessionEndReason: optional(reason("definedEndReason", "appEndReason"))
  }),
  StopApplicationSessionPosResponse: message(sessionUri, {}),
  StopApplicationSessionNegResponse: message(sessionUri, { errorCode: required(errorCode) }),
  /** From the server: resourceLimitation, sessionTimerExpired. */
  ApplicationSessionTerminated: message(sessionUri, {
    sessionID: required(text),
    sessionTermReason: required(reason("definedTermReason", "serverTermReason"))
  })
}
