import { createHash } from "node:crypto"
import type { Address, Inbound, InboundMessage, InboundPart, InboundReceipt, SourceKey } from "@strowger/router/ports"
import { partSetId } from "./parts.ts"
import { type MessageRequest, type SmAddress, tags, tlvNumber, tlvOf } from "./pdu/Pdu.ts"
import { normaliseReference, type ReferenceForm, readReceipt } from "./receipts.ts"
import type { DefaultAlphabet } from "./text/dataCoding.ts"
import { decodeShortMessage } from "./text/decode.ts"
import { type PartPlace, placeOf, readUserDataHeader, type UserData } from "./text/userDataHeader.ts"

/** esm_class bits 2 to 5 say what a deliver_sm is (SMPP 3.4, 5.2.12). The other bits are set at will: mask, never compare. */
const kindMask = 0x3c
const kinds = { message: 0x00, receipt: 0x04, intermediate: 0x20 } as const
const headerBit = 0x40

export interface Reading {
  readonly account: string
  readonly defaultAlphabet: DefaultAlphabet
  readonly receiptIds: ReferenceForm
}

/** A unit read from the wire, its key still to be decided: `Repeats` tells one that comes again from one that only looks the same. */
export interface ReadUnit {
  readonly digest: string
  /** The centre gave an id or a time of its own, so the digest belongs to this unit alone. */
  readonly certain: boolean
  readonly unit: (key: SourceKey) => Inbound
}

/** Makes one of our units of a deliver_sm or data_sm. `undefined`: a receipt that names nothing. Never throws. */
export const readUnit = (pdu: MessageRequest, atMs: number, reading: Reading): ReadUnit | undefined => {
  const kind = pdu.esmClass & kindMask
  const named = { digest: digestOf(pdu), certain: isCertain(pdu) }
  const octets = userData(pdu)
  if (kind === kinds.receipt || kind === kinds.intermediate) {
    const receipt = receiptOf(pdu, octets, atMs, reading)
    return receipt && { ...named, certain: true, unit: (key) => ({ ...receipt, key }) }
  }
  const data = (pdu.esmClass & headerBit) === 0 ? { octets, warnings: [] } : readUserDataHeader(octets)
  const place = data.place ?? sarPlace(pdu)
  if (place === undefined) {
    const message = messageOf(pdu, data, atMs, reading)
    return { ...named, unit: (key) => ({ ...message, key }) }
  }
  const part = partOf(pdu, data.octets, place, atMs, reading)
  return { ...named, unit: (key) => ({ ...part, key }) }
}

/** The octets of the message: short_message, or message_payload where the centre used that (5.3.2.32). */
const userData = (pdu: MessageRequest): Uint8Array => {
  const payload = tlvOf(pdu.tlvs, tags.messagePayload)
  return pdu.shortMessage.length === 0 && payload !== undefined ? payload : pdu.shortMessage
}

/** Everything the far side said of the unit, except what it may say otherwise when it sends again (sequence, source of the link). */
const digestOf = (pdu: MessageRequest): string => {
  const hash = createHash("sha256")
  const text = [pdu.source.value, pdu.destination.value, pdu.scheduleTime, pdu.esmClass & (kindMask | headerBit)]
  hash.update(JSON.stringify([...text, pdu.dataCoding, pdu.shortMessage.length])).update(pdu.shortMessage)
  for (const { tag, value } of pdu.tlvs.toSorted((a, b) => a.tag - b.tag)) {
    hash.update(`|${tag}:${value.length}|`).update(value)
  }
  return hash.digest("hex").slice(0, 32)
}

const isCertain = (pdu: MessageRequest): boolean =>
  pdu.scheduleTime !== "" || tlvOf(pdu.tlvs, tags.receiptedMessageId) !== undefined

const sarPlace = (pdu: MessageRequest): PartPlace | undefined => {
  const reference = tlvNumber(tlvOf(pdu.tlvs, tags.sarReference))
  const total = tlvNumber(tlvOf(pdu.tlvs, tags.sarTotal))
  const number = tlvNumber(tlvOf(pdu.tlvs, tags.sarNumber))
  if (reference === undefined || total === undefined || number === undefined) return undefined
  return placeOf(0, reference, total, number)
}

/** A number without its "+"; a name (type of number 5) as it is. */
export const addressOf = ({ ton, value }: SmAddress): Address => {
  const digits = /^\+?([0-9]+)$/.exec(value)?.[1]
  return { channel: "sms", value: ton === 5 || digits === undefined ? value : digits }
}

/** The far side's thread of a short message is the pair of numbers: `customer|ours`. */
export const threadOf = (customer: string, ours: string): string => `${customer}|${ours}`

const ends = (pdu: MessageRequest) => {
  const from = addressOf(pdu.source)
  const to = addressOf(pdu.destination)
  return { from, to, thread: threadOf(from.value, to.value) }
}

const messageOf = (
  pdu: MessageRequest,
  data: UserData,
  atMs: number,
  reading: Reading
): Omit<InboundMessage, "key"> => {
  const { text, warnings } = decodeShortMessage(data.octets, pdu.dataCoding, reading.defaultAlphabet)
  const all = [...data.warnings, ...warnings]
  return {
    type: "Message",
    ...ends(pdu),
    atMs,
    content: { text },
    traits: { automatic: "no", ...(all.length === 0 ? {} : { warnings: all }) }
  }
}

const partOf = (
  pdu: MessageRequest,
  octets: Uint8Array,
  place: PartPlace,
  atMs: number,
  { account }: Reading
): Omit<InboundPart, "key"> => {
  const { from, to, thread } = ends(pdu)
  return {
    type: "Part",
    thread,
    atMs,
    from,
    to,
    set: { id: partSetId(account, from.value, to.value, place), total: place.total, number: place.number },
    octets: Buffer.from(octets).toString("base64"),
    dataCoding: pdu.dataCoding
  }
}

/** A receipt goes from the customer's number to ours like a message: the thread is the same. */
const receiptOf = (
  pdu: MessageRequest,
  octets: Uint8Array,
  atMs: number,
  reading: Reading
): Omit<InboundReceipt, "key"> | undefined => {
  const { text } = decodeShortMessage(octets, pdu.dataCoding, reading.defaultAlphabet)
  const receipt = readReceipt(pdu, text)
  return (
    receipt && {
      type: "Receipt",
      thread: ends(pdu).thread,
      atMs,
      ref: normaliseReference(receipt.reference, reading.receiptIds),
      status: receipt.status,
      ...(receipt.code === undefined ? {} : { code: receipt.code })
    }
  )
}
