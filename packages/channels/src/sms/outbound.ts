import { createHash } from "node:crypto"
import type { Outbound } from "@strowger/router/ports"
import { type MessageRequest, type SmAddress, type Tlv, tags } from "./pdu/Pdu.ts"
import { statusName, status } from "./pdu/Status.ts"
import { codeText, sizesOf } from "./text/split.ts"
import type { SmsSettings } from "./options.ts"

/** A submit_sm that only lacks its sequence number. */
export type Submit = Omit<MessageRequest, "sequence">

/** Why no centre can take the message, and what to do about it. */
export interface Unsendable {
  readonly type: "Unsendable"
  readonly code: "too-long" | "bad-address"
  readonly message: string
}
const unsendable = (code: Unsendable["code"], message: string): Unsendable => ({ type: "Unsendable", code, message })

/** The submits of one message, in order. `reference` joins the parts; the centre and the phone see only its low bits. */
export const submitsOf = (
  outbound: Outbound,
  settings: SmsSettings,
  reference: number,
  nowMs: number
): ReadonlyArray<Submit> | Unsendable => {
  const form = settings.concat
  const sizes = settings.sizes ?? sizesOf(form)
  const { dataCoding, parts } = codeText(
    outbound.content.text,
    sizes,
    form === "payload",
    settings.defaultAlphabet === "latin1-link"
  )
  // The total in a header is one octet; the length of message_payload two.
  if (parts.length > 255)
    return unsendable("too-long", `The text takes ${parts.length} parts; 255 is the most. Shorten it.`)
  if ((parts[0]?.length ?? 0) > 65_000)
    return unsendable("too-long", "The text is longer than 65,000 octets. Shorten it.")
  const ours = outbound.from?.value ?? outbound.thread.split("|")[1] ?? ""
  const source = ours === "" ? settings.sourceAddress : ours
  const customer = /^\+?([0-9]{1,20})$/.exec(outbound.to.value)?.[1]
  if (customer === undefined) {
    return unsendable("bad-address", "The customer's address is not a number of 1 to 20 digits. Correct it.")
  }
  if (!/^[\x20-\x7e]{1,20}$/.test(source)) {
    return unsendable("bad-address", "Our own address is neither a number nor a name of 1 to 20 ASCII characters.")
  }
  const common = {
    command: "submit_sm",
    status: 0,
    serviceType: "",
    source: sourceOf(source),
    destination: { ton: 1, npi: 1, value: customer },
    protocolId: 0,
    priority: 0,
    scheduleTime: "",
    validityPeriod: outbound.expiresAtMs === undefined ? "" : validityOf(outbound.expiresAtMs - nowMs),
    registeredDelivery: settings.registeredDelivery,
    replaceIfPresent: 0,
    dataCoding,
    defaultMessageId: 0
  } as const
  const own = settings.ownReference ? [{ tag: tags.userMessageReference, value: pairOf(idReference(outbound.id)) }] : []
  return parts.map((octets, index) => {
    const place = { total: parts.length, number: index + 1, reference }
    const { shortMessage, header, tlvs } = bodyOf(octets, place, form)
    return { ...common, esmClass: header ? 0x40 : 0x00, shortMessage, tlvs: [...own, ...tlvs] }
  })
}

/** user_message_reference: sixteen bits of our own id, the same for the same message for ever; the centre shows it in receipts. */
export const idReference = (id: string): number => createHash("sha256").update(id).digest().readUInt16BE(0)

const pairOf = (value: number): Uint8Array => Uint8Array.of((value >> 8) & 0xff, value & 0xff)

const bodyOf = (
  octets: Uint8Array,
  place: { readonly total: number; readonly number: number; readonly reference: number },
  form: SmsSettings["concat"]
): { readonly shortMessage: Uint8Array; readonly header: boolean; readonly tlvs: ReadonlyArray<Tlv> } => {
  const { total, number, reference } = place
  if (form === "payload") {
    return octets.length <= 140
      ? { shortMessage: octets, header: false, tlvs: [] }
      : { shortMessage: new Uint8Array(0), header: false, tlvs: [{ tag: tags.messagePayload, value: octets }] }
  }
  if (total === 1) return { shortMessage: octets, header: false, tlvs: [] }
  switch (form) {
    case "udh8":
      return headed([0x05, 0x00, 0x03, reference & 0xff, total, number], octets)
    case "udh16":
      return headed([0x06, 0x08, 0x04, ...pairOf(reference), total, number], octets)
    case "sar":
      return {
        shortMessage: octets,
        header: false,
        tlvs: [
          { tag: tags.sarReference, value: pairOf(reference) },
          { tag: tags.sarTotal, value: Uint8Array.of(total) },
          { tag: tags.sarNumber, value: Uint8Array.of(number) }
        ]
      }
  }
}
const headed = (header: ReadonlyArray<number>, octets: Uint8Array) => ({
  shortMessage: Buffer.concat([Uint8Array.from(header), octets]),
  header: true,
  tlvs: []
})

/** A name is alphanumeric (type of number 5); a number of ours is "unknown": service numbers mean something only to their own centre. */
const sourceOf = (value: string): SmAddress => {
  const digits = /^(\+?)([0-9]+)$/.exec(value)
  if (digits === null) return { ton: 5, npi: 0, value }
  return { ton: digits[1] === "+" ? 1 : 0, npi: 1, value: digits[2] ?? value }
}

/** A relative time, `YYMMDDhhmmss000R` (SMPP 3.4, 7.1.1.2), rounded up to whole seconds, a year at most. */
export const validityOf = (leftMs: number): string => {
  const seconds = Math.min(Math.max(1, Math.ceil(leftMs / 1000)), 360 * 86_400)
  const two = (value: number) => String(value).padStart(2, "0")
  const days = Math.floor(seconds / 86_400)
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
  return `00${two(Math.floor(days / 30))}${two(days % 30)}${clock.map(two).join("")}000R`
}

/**
 * What a `command_status` in submit_sm_resp asks of us. throttled: stop the whole link for a while, the message keeps its place.
 * trouble: the centre's own, try a few times. refused: it will never take this message.
 */
export type Verdict = "accepted" | "throttled" | "trouble" | "refused"

export const verdictOf = (code: number): Verdict => {
  switch (code) {
    case status.ok:
      return "accepted"
    case status.throttled:
    case status.queueFull:
      return "throttled"
    case status.systemError:
    case status.submitFailed:
    case status.applicationTemporary:
      return "trouble"
    default:
      return "refused"
  }
}
export const codeOf = statusName
