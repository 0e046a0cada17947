import type { DeliveryStatus } from "@strowger/router/ports"
import { type MessageRequest, tags, tlvNumber, tlvOf } from "./pdu/Pdu.ts"

/** How this link writes one message id in two places: centres differ between submit_sm_resp and the receipt. */
export type ReferenceForm = "as-is" | "hex-to-decimal" | "decimal-to-hex" | "trim-zeros"

/** Brings the id of a receipt to the form that submit_sm_resp had. An id that does not fit the form stays as it is. */
export const normaliseReference = (reference: string, form: ReferenceForm): string => {
  const id = reference.trim()
  switch (form) {
    case "as-is":
      return id
    case "trim-zeros":
      return id.replace(/^0+(?=.)/, "").toLowerCase()
    case "hex-to-decimal":
      return /^[0-9a-f]{1,32}$/i.test(id) ? BigInt(`0x${id}`).toString(10) : id
    case "decimal-to-hex":
      return /^[0-9]{1,38}$/.test(id) ? BigInt(id).toString(16) : id
  }
}

export interface Receipt {
  /** The centre's id of what we sent, as it stands in the receipt. */
  readonly reference: string
  readonly status: DeliveryStatus
  /** The centre's own error code, where it is not zero. */
  readonly code?: string
}

/** message_state, SMPP 3.4 section 5.2.28. */
const states: ReadonlyMap<number, DeliveryStatus> = new Map([
  [1, "submitted"], // ENROUTE
  [2, "delivered"],
  [3, "expired"],
  [4, "failed"], // DELETED
  [5, "failed"], // UNDELIVERABLE
  [6, "delivered"], // ACCEPTED: read on the customer's behalf
  [7, "unknown"],
  [8, "failed"] // REJECTED
])
/** `stat:` of the text form, Appendix B. Five to seven letters are seen for one word. */
const words: ReadonlyArray<readonly [beginning: string, status: DeliveryStatus]> = [
  ["ENROU", "submitted"],
  ["BUFFE", "submitted"],
  ["DELIV", "delivered"],
  ["ACCEP", "delivered"],
  ["EXPIR", "expired"],
  ["DELET", "failed"],
  ["UNDEL", "failed"],
  ["REJEC", "failed"],
  ["FAILE", "failed"]
]

/**
 * Reads a delivery receipt: the optional parameters count, the text fills in what they leave open. `undefined` when neither names a
 * message.
 */
export const readReceipt = (pdu: MessageRequest, text: string): Receipt | undefined => {
  const named = tlvOf(pdu.tlvs, tags.receiptedMessageId)
  const reference =
    named === undefined ? (field(text, "id") ?? "") : Buffer.from(named).toString("latin1").replace(/\0+$/, "")
  if (reference === "") return undefined
  const state = tlvNumber(tlvOf(pdu.tlvs, tags.messageState))
  const word = (field(text, "stat") ?? "").toUpperCase()
  const status =
    (state === undefined ? undefined : states.get(state)) ??
    words.find(([beginning]) => word.startsWith(beginning))?.[1] ??
    "unknown"
  const code = networkCode(tlvOf(pdu.tlvs, tags.networkErrorCode)) ?? field(text, "err")
  return { reference, status, ...(code === undefined || /^0*$/.test(code) ? {} : { code }) }
}

/** `key:value`, whatever the case of the key, with or without spaces about the colon (Appendix B, and what centres make of it). */
const field = (text: string, key: string): string | undefined =>
  new RegExp(`(?:^|\\s)${key}\\s*:\\s*(\\S+)`, "i").exec(text)?.[1]

/** network_error_code: one octet of network type, two of code (5.3.2.31). */
const networkCode = (value: Uint8Array | undefined): string | undefined =>
  value?.length === 3 ? String(tlvNumber(value.subarray(1)) ?? 0) : undefined
