import { avayaUri, cstaUri, extension, message, optional, record, repeated, required } from "./codec.ts"
import { boolean, oneOf, text } from "./values.ts"

const status = oneOf(
  "disabled",
  "partiallyDisabled",
  "enabled",
  "initializing",
  "messagesLost",
  "normal",
  "overloadImminent",
  "overloadReached",
  "overloadRelieved"
)

/** The link between AE Services and one switch. */
const switchTlinkStatus = record(avayaUri, {
  switchName: optional(text),
  tlinkStatus: optional(oneOf("tlinkUp", "tlinkDown", "tlinkUnavailable"))
})

export const systemStatus = {
  SystemRegister: message(cstaUri, {
    requestTypes: required(
      record(cstaUri, { systemStatus: optional(boolean), requestSystemStatus: optional(boolean) })
    ),
    privateData: extension("SystemRegisterPrivateData", { invertFilter: optional(boolean), switchName: optional(text) })
  }),
  SystemRegisterResponse: message(cstaUri, { sysStatRegisterID: optional(text) }),
  /** From the server, an unsolicited request: answered with its own invoke id. */
  SystemStatus: message(cstaUri, {
    sysStatRegisterID: optional(text),
    systemStatus: required(status),
    privateData: extension("SystemStatusPrivateData", { switchTlinkStatus: repeated(switchTlinkStatus) })
  }),
  SystemStatusResponse: message(cstaUri, {})
}
