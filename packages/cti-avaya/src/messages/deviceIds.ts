import { avayaUri, message, optional, required } from "./codec.ts"
import { boolean, device, text } from "./values.ts"

/** Avaya: a device id from an extension. Never put together by hand: the server knows the form it wants. */
export const deviceIds = {
  /** A softphone-enabled extension we mean to control; at least one of name and address of the switch. */
  GetDeviceId: message(avayaUri, {
    switchName: optional(text),
    switchIPInterface: optional(text),
    extension: required(text),
    deviceInstance: optional(text),
    controllableByOtherSessions: optional(boolean)
  }),
  GetDeviceIdResponse: message(avayaUri, { device: required(device) }),
  /** A VDN, a hunt group, a number outside. */
  GetThirdPartyDeviceId: message(avayaUri, {
    switchName: optional(text),
    extension: required(text),
    deviceInstance: optional(text)
  }),
  GetThirdPartyDeviceIdResponse: message(avayaUri, { device: required(device) }),
  ReleaseDeviceId: message(avayaUri, { device: required(device) }),
  ReleaseDeviceIdResponse: message(avayaUri, {})
}
