import { BodyFault, BodyReader, BodyWriter } from "./Cursor.ts"
import {
  type BindRequest,
  type BindResponse,
  type CommandName,
  commandIds,
  commandNames,
  type MessageRequest,
  type MessageResponse,
  type Pdu,
  type SmAddress,
  type Tlv
} from "./Pdu.ts"
import { status } from "./Status.ts"

/**
 * SMPP 3.4 octets to `Pdu` and back, strictly within `command_length`. Own code, and not the one of the npm package `smpp`: that one gives
 * text or a Buffer by its own reading of data_coding, takes the user data header away, masks octets above 127 in ids and cuts a
 * parameter that ends after the PDU. We record the octets of every part as they came. The tests hold both codecs against each other.
 */
export const decodePdu = (frame: Uint8Array): Pdu | Malformed => {
  const head = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const id = head.getUint32(4)
  const common = { status: head.getUint32(8), sequence: head.getUint32(12) }
  const command = commandNames.get(id)
  if (command === undefined)
    return { command: "malformed", id, ...common, answer: status.invalidCommand, reason: "unknown command" }
  try {
    return readBody(command, common, new BodyReader(frame.subarray(16)))
  } catch (fault) {
    if (!(fault instanceof BodyFault)) throw fault
    return { command: "malformed", id, name: command, ...common, answer: fault.status, reason: fault.message }
  }
}

/** A frame whose head is right and whose body or command is not. The link goes on. */
export interface Malformed {
  readonly command: "malformed"
  readonly id: number
  /** Absent for a command we do not know. */
  readonly name?: CommandName
  readonly status: number
  readonly sequence: number
  /** The `command_status` to answer. */
  readonly answer: number
  readonly reason: string
}

type Head = { readonly status: number; readonly sequence: number }

const readBody = (command: CommandName, head: Head, body: BodyReader): Pdu => {
  switch (command) {
    case "bind_receiver":
    case "bind_transmitter":
    case "bind_transceiver":
      return { command, ...head, ...readBind(body) }
    case "bind_receiver_resp":
    case "bind_transmitter_resp":
    case "bind_transceiver_resp":
      return { command, ...head, systemId: optionalText(body, "system_id", 32), tlvs: readTlvs(body) }
    case "submit_sm":
    case "deliver_sm":
      return { command, ...head, ...readMessage(body) }
    case "data_sm":
      return { command, ...head, ...readData(body) }
    case "submit_sm_resp":
    case "deliver_sm_resp":
    case "data_sm_resp":
      return { command, ...head, messageId: optionalText(body, "message_id", 255), tlvs: readTlvs(body) }
    case "unbind":
    case "unbind_resp":
    case "enquire_link":
    case "enquire_link_resp":
    case "generic_nack":
      return { command, ...head }
  }
}

/** Centres leave the whole body of a response out, not only in a negative one. */
const optionalText = (body: BodyReader, what: string, longest: number): string =>
  body.left === 0 ? "" : body.text(what, longest)

const readBind = (body: BodyReader): Omit<BindRequest, "command" | keyof Head> => {
  const systemId = body.text("system_id", 32)
  const password = body.text("password", 32)
  const systemType = body.text("system_type", 32)
  const interfaceVersion = body.octet("interface_version")
  body.take(2, "addr_ton, addr_npi")
  body.text("address_range", 64)
  return { systemId, password, systemType, interfaceVersion }
}

const readAddress = (body: BodyReader, what: string): SmAddress => ({
  ton: body.octet(what),
  npi: body.octet(what),
  value: body.text(what, 64)
})

const readMessage = (body: BodyReader): Omit<MessageRequest, "command" | keyof Head> => ({
  serviceType: body.text("service_type", 32),
  source: readAddress(body, "source_addr"),
  destination: readAddress(body, "destination_addr"),
  esmClass: body.octet("esm_class"),
  protocolId: body.octet("protocol_id"),
  priority: body.octet("priority_flag"),
  scheduleTime: body.text("schedule_delivery_time", 32),
  validityPeriod: body.text("validity_period", 32),
  registeredDelivery: body.octet("registered_delivery"),
  replaceIfPresent: body.octet("replace_if_present_flag"),
  dataCoding: body.octet("data_coding"),
  defaultMessageId: body.octet("sm_default_msg_id"),
  shortMessage: body.take(body.octet("sm_length"), "short_message"),
  tlvs: readTlvs(body)
})

const readData = (body: BodyReader): Omit<MessageRequest, "command" | keyof Head> => ({
  serviceType: body.text("service_type", 32),
  source: readAddress(body, "source_addr"),
  destination: readAddress(body, "destination_addr"),
  esmClass: body.octet("esm_class"),
  registeredDelivery: body.octet("registered_delivery"),
  dataCoding: body.octet("data_coding"),
  protocolId: 0,
  priority: 0,
  scheduleTime: "",
  validityPeriod: "",
  replaceIfPresent: 0,
  defaultMessageId: 0,
  shortMessage: new Uint8Array(0),
  tlvs: readTlvs(body)
})

const readTlvs = (body: BodyReader): ReadonlyArray<Tlv> => {
  const tlvs: Array<Tlv> = []
  // Each round takes at least the four octets of tag and length.
  while (body.left > 0) {
    if (body.left < 4) throw new BodyFault(status.invalidOptionalStream, "octets left after the optional parameters")
    const tag = body.pair("tag")
    const length = body.pair("length")
    if (length > body.left) {
      throw new BodyFault(status.invalidOptionalStream, `optional parameter 0x${tag.toString(16)} ends after the PDU`)
    }
    tlvs.push({ tag, value: body.take(length, "value") })
  }
  return tlvs
}

/** The octets of one PDU, `command_length` included. Texts must hold only Latin-1 and no zero; a short message at most 255 octets. */
export const encodePdu = (pdu: Pdu): Uint8Array => {
  const body = bodyOf(pdu)
  const frame = Buffer.alloc(16 + body.length)
  frame.writeUInt32BE(frame.length, 0)
  frame.writeUInt32BE(commandIds[pdu.command], 4)
  frame.writeUInt32BE(pdu.status, 8)
  frame.writeUInt32BE(pdu.sequence, 12)
  frame.set(body, 16)
  return frame
}

const bodyOf = (pdu: Pdu): Uint8Array => {
  const body = new BodyWriter()
  switch (pdu.command) {
    case "bind_receiver":
    case "bind_transmitter":
    case "bind_transceiver":
      body.text(pdu.systemId).text(pdu.password).text(pdu.systemType)
      return body.octet(pdu.interfaceVersion).pair(0).text("").done()
    case "submit_sm":
    case "deliver_sm":
      return writeMessage(body, pdu)
    case "data_sm":
      body.text(pdu.serviceType)
      writeAddress(writeAddress(body, pdu.source), pdu.destination)
      body.octet(pdu.esmClass).octet(pdu.registeredDelivery).octet(pdu.dataCoding)
      return writeTlvs(body, pdu.tlvs).done()
    case "bind_receiver_resp":
    case "bind_transmitter_resp":
    case "bind_transceiver_resp":
    case "submit_sm_resp":
    case "deliver_sm_resp":
    case "data_sm_resp":
      return writeResponse(body, pdu)
    case "unbind":
    case "unbind_resp":
    case "enquire_link":
    case "enquire_link_resp":
    case "generic_nack":
      return body.done()
  }
}

const writeResponse = (body: BodyWriter, pdu: BindResponse | MessageResponse): Uint8Array => {
  // "The body portion is not returned" with an error (4.1.2, 4.4.2), but deliver_sm_resp always carries its empty message_id (4.6.2).
  if (pdu.status !== 0 && pdu.command !== "deliver_sm_resp") return body.done()
  return writeTlvs(body.text("messageId" in pdu ? pdu.messageId : pdu.systemId), pdu.tlvs).done()
}

const writeMessage = (body: BodyWriter, pdu: MessageRequest): Uint8Array => {
  if (pdu.shortMessage.length > 255) throw new RangeError("A short message holds at most 255 octets; split it before.")
  body.text(pdu.serviceType)
  writeAddress(writeAddress(body, pdu.source), pdu.destination)
  body.octet(pdu.esmClass).octet(pdu.protocolId).octet(pdu.priority)
  body.text(pdu.scheduleTime).text(pdu.validityPeriod)
  body.octet(pdu.registeredDelivery).octet(pdu.replaceIfPresent).octet(pdu.dataCoding).octet(pdu.defaultMessageId)
  body.octet(pdu.shortMessage.length).octets(pdu.shortMessage)
  return writeTlvs(body, pdu.tlvs).done()
}

const writeAddress = (body: BodyWriter, address: SmAddress): BodyWriter =>
  body.octet(address.ton).octet(address.npi).text(address.value)

const writeTlvs = (body: BodyWriter, tlvs: ReadonlyArray<Tlv>): BodyWriter => {
  for (const tlv of tlvs) body.pair(tlv.tag).pair(tlv.value.length).octets(tlv.value)
  return body
}
