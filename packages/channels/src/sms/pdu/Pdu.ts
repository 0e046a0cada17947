/**
 * The messages of SMPP 3.4 that a message link uses, as values. Field names follow the specification (section 4), in our spelling;
 * `shortMessage` and the values of optional parameters stay octets: what they mean is decided above the codec.
 */
export type Pdu = BindRequest | BindResponse | MessageRequest | MessageResponse | Bare

interface Head {
  /** 1..0x7fffffff, chosen by the side that asks; a response repeats it. */
  readonly sequence: number
  /** `command_status`: 0 in a request and in a positive response. */
  readonly status: number
}
export interface BindRequest extends Head {
  readonly command: "bind_receiver" | "bind_transmitter" | "bind_transceiver"
  readonly systemId: string
  readonly password: string
  readonly systemType: string
  /** 0x34 = version 3.4. */
  readonly interfaceVersion: number
}
export interface BindResponse extends Head {
  readonly command: "bind_receiver_resp" | "bind_transmitter_resp" | "bind_transceiver_resp"
  readonly systemId: string
  readonly tlvs: ReadonlyArray<Tlv>
}
/** Type of number, numbering plan and the number itself (at most 20 characters; 64 in data_sm). */
export interface SmAddress {
  readonly ton: number
  readonly npi: number
  readonly value: string
}
/** submit_sm and deliver_sm have one shape; data_sm is the same without a short message. */
export interface MessageRequest extends Head {
  readonly command: "submit_sm" | "deliver_sm" | "data_sm"
  readonly serviceType: string
  readonly source: SmAddress
  readonly destination: SmAddress
  readonly esmClass: number
  readonly protocolId: number
  readonly priority: number
  /** "" or 16 characters, kept as written: a relative time read with the local clock is no longer the same unit. */
  readonly scheduleTime: string
  readonly validityPeriod: string
  readonly registeredDelivery: number
  readonly replaceIfPresent: number
  readonly dataCoding: number
  readonly defaultMessageId: number
  readonly shortMessage: Uint8Array
  readonly tlvs: ReadonlyArray<Tlv>
}
export interface MessageResponse extends Head {
  readonly command: "submit_sm_resp" | "deliver_sm_resp" | "data_sm_resp"
  readonly messageId: string
  readonly tlvs: ReadonlyArray<Tlv>
}
export interface Bare extends Head {
  readonly command: "unbind" | "unbind_resp" | "enquire_link" | "enquire_link_resp" | "generic_nack"
}
/** Optional parameter: tag, length, value (section 5.3). */
export interface Tlv {
  readonly tag: number
  readonly value: Uint8Array
}

export type CommandName = Pdu["command"]

/** `command_id`s, section 5.1.2.1. */
export const commandIds: Readonly<Record<CommandName, number>> = {
  generic_nack: 0x80000000,
  bind_receiver: 0x00000001,
  bind_receiver_resp: 0x80000001,
  bind_transmitter: 0x00000002,
  bind_transmitter_resp: 0x80000002,
  submit_sm: 0x00000004,
  submit_sm_resp: 0x80000004,
  deliver_sm: 0x00000005,
  deliver_sm_resp: 0x80000005,
  unbind: 0x00000006,
  unbind_resp: 0x80000006,
  bind_transceiver: 0x00000009,
  bind_transceiver_resp: 0x80000009,
  enquire_link: 0x00000015,
  enquire_link_resp: 0x80000015,
  data_sm: 0x00000103,
  data_sm_resp: 0x80000103
}
export const commandNames: ReadonlyMap<number, CommandName> = new Map(
  Object.entries(commandIds).map(([name, id]) => [id, name as CommandName])
)

/** Optional parameters we read or write, section 5.3.2. */
export const tags = {
  receiptedMessageId: 0x001e,
  userMessageReference: 0x0204,
  sarReference: 0x020c,
  sarTotal: 0x020e,
  sarNumber: 0x020f,
  networkErrorCode: 0x0423,
  messagePayload: 0x0424,
  messageState: 0x0427
} as const

/** The first value of an optional parameter. */
export const tlvOf = (tlvs: ReadonlyArray<Tlv>, tag: number): Uint8Array | undefined =>
  tlvs.find((tlv) => tlv.tag === tag)?.value

/** An unsigned number of one to four octets, big-endian; `undefined` for any other length. */
export const tlvNumber = (value: Uint8Array | undefined): number | undefined =>
  value === undefined || value.length < 1 || value.length > 4
    ? undefined
    : value.reduce((number, octet) => number * 256 + octet, 0)
