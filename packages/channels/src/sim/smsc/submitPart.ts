import type { MessageRequest } from "../../sms/pdu/Pdu.ts"
import type { SubmitEntry } from "./Book.ts"

/** Reads a submit as a phone would get it: user data header or SAR parameters, and the octets behind them. */
export const partOfSubmit = (submit: MessageRequest): Omit<SubmitEntry, "id" | "atMs"> => {
  const tlv = (tag: number) => submit.tlvs.find((one) => one.tag === tag)?.value
  const common = { from: submit.source.value, to: submit.destination.value, dataCoding: submit.dataCoding }
  const octets = submit.shortMessage.length > 0 ? submit.shortMessage : (tlv(0x0424) ?? submit.shortMessage)
  const sar = [tlv(0x020c), tlv(0x020e), tlv(0x020f)]
  if (sar.every((value) => value !== undefined)) {
    const [reference = 0, total = 0, number = 0] = sar.map((value) =>
      Buffer.from(value ?? []).readUIntBE(0, value?.length ?? 1)
    )
    return { ...common, octets, part: { reference, total, number } }
  }
  if ((submit.esmClass & 0x40) === 0) return { ...common, octets }
  const header = Buffer.from(octets.subarray(0, (octets[0] ?? 0) + 1))
  const text = octets.subarray(header.length)
  if (header[1] === 0x00) return { ...common, octets: text, part: placeAt(header, header.readUInt8(3), 4) }
  if (header[1] === 0x08) return { ...common, octets: text, part: placeAt(header, header.readUInt16BE(3), 5) }
  return { ...common, octets: text }
}

const placeAt = (header: Buffer, reference: number, at: number) => ({
  reference,
  total: header.readUInt8(at),
  number: header.readUInt8(at + 1)
})
