/** `command_status` values we send or tell apart, SMPP 3.4 section 5.1.3. */
export const status = {
  ok: 0x00,
  invalidLength: 0x02,
  invalidCommand: 0x03,
  invalidBindStatus: 0x04,
  alreadyBound: 0x05,
  systemError: 0x08,
  invalidSource: 0x0a,
  invalidDestination: 0x0b,
  invalidMessageId: 0x0c,
  bindFailed: 0x0d,
  invalidPassword: 0x0e,
  invalidSystemId: 0x0f,
  queueFull: 0x14,
  submitFailed: 0x45,
  throttled: 0x58,
  /** "Temporary application error": the centre keeps the message and tries again. */
  applicationTemporary: 0x64,
  /** "Application rejected": the centre gives the message up. */
  applicationRejected: 0x66,
  invalidOptionalStream: 0xc0
} as const

const names: ReadonlyMap<number, string> = new Map([
  [0x01, "ESME_RINVMSGLEN"],
  [0x02, "ESME_RINVCMDLEN"],
  [0x03, "ESME_RINVCMDID"],
  [0x04, "ESME_RINVBNDSTS"],
  [0x05, "ESME_RALYBND"],
  [0x06, "ESME_RINVPRTFLG"],
  [0x07, "ESME_RINVREGDLVFLG"],
  [0x08, "ESME_RSYSERR"],
  [0x0a, "ESME_RINVSRCADR"],
  [0x0b, "ESME_RINVDSTADR"],
  [0x0c, "ESME_RINVMSGID"],
  [0x0d, "ESME_RBINDFAIL"],
  [0x0e, "ESME_RINVPASWD"],
  [0x0f, "ESME_RINVSYSID"],
  [0x14, "ESME_RMSGQFUL"],
  [0x15, "ESME_RINVSERTYP"],
  [0x33, "ESME_RINVNUMDESTS"],
  [0x43, "ESME_RINVESMCLASS"],
  [0x45, "ESME_RSUBMITFAIL"],
  [0x48, "ESME_RINVSRCTON"],
  [0x49, "ESME_RINVSRCNPI"],
  [0x50, "ESME_RINVDSTTON"],
  [0x51, "ESME_RINVDSTNPI"],
  [0x58, "ESME_RTHROTTLED"],
  [0x61, "ESME_RINVSCHED"],
  [0x62, "ESME_RINVEXPIRY"],
  [0x63, "ESME_RINVDFTMSGID"],
  [0x64, "ESME_RX_T_APPN"],
  [0x65, "ESME_RX_P_APPN"],
  [0x66, "ESME_RX_R_APPN"],
  [0xc0, "ESME_RINVOPTPARSTREAM"],
  [0xc2, "ESME_RINVPARLEN"],
  [0xc3, "ESME_RMISSINGOPTPARAM"],
  [0xc4, "ESME_RINVOPTPARAMVAL"],
  [0xff, "ESME_RUNKNOWNERR"]
])

/** The specification's name of a status, or its number in hexadecimal for a vendor's own. */
export const statusName = (code: number): string => names.get(code) ?? `0x${code.toString(16).padStart(8, "0")}`
