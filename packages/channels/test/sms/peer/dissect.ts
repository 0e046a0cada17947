import { execFile } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"

const run = promisify(execFile)

/** What tshark's SMPP dissector says of one PDU. */
export interface Dissected {
  readonly commandId: string
  readonly dataCoding?: string
  readonly destination?: string
  /** UTF-8 of the text, with each half of a surrogate pair as three octets of its own. */
  readonly text: Buffer
  readonly part?: { readonly reference: string; readonly total: string; readonly number: string }
  readonly malformed: boolean
}

type Layers = {
  readonly smpp?: Record<string, string>
  readonly gsm_sms_ud?: unknown
  readonly "_ws.malformed"?: unknown
}

/** PDUs as tshark reads them. Nothing is captured: the octets go through text2pcap. */
export const dissect = async (
  pdus: ReadonlyArray<{ readonly hex: string; readonly fromClient: boolean }>,
  port: number
): Promise<ReadonlyArray<Dissected>> => {
  const folder = await mkdtemp(join(tmpdir(), "dissect-"))
  try {
    const [text, pcap] = [join(folder, "pdus.txt"), join(folder, "pdus.pcap")]
    const dump = pdus.map(({ hex, fromClient }) => `${fromClient ? "O" : "I"}\n000000 ${hex.replace(/../g, "$& ")}\n`)
    await writeFile(text, dump.join("\n"))
    await run("text2pcap", ["-q", "-D", "-T", `${port === 50_000 ? 50_001 : 50_000},${port}`, text, pcap])
    const options = ["-o", "smpp.decode_sms_over_smpp:GSM 7-bit", "-d", `tcp.port==${port},smpp`, "-T", "json"]
    // Latin-1 keeps the octets of a half character, which is no UTF-8.
    const { stdout } = await run("tshark", ["-r", pcap, ...options], { encoding: "latin1", maxBuffer: 64 << 20 })
    const frames = JSON.parse(stdout) as ReadonlyArray<{ readonly _source: { readonly layers: Layers } }>
    return frames.map(({ _source: { layers } }) => dissected(layers))
  } finally {
    await rm(folder, { recursive: true })
  }
}

const dissected = (layers: Layers): Dissected => {
  const smpp = layers.smpp ?? {}
  const header = JSON.stringify(layers.gsm_sms_ud ?? {})
  const field = (name: string) => new RegExp(`"gsm_sms.udh.mm.${name}":"(\\d+)"`).exec(header)?.[1]
  const [reference, total, number] = [field("msg_id"), field("msg_parts"), field("msg_part")]
  return {
    commandId: smpp["smpp.command_id"] ?? "",
    ...(smpp["smpp.data_coding"] === undefined ? {} : { dataCoding: smpp["smpp.data_coding"] }),
    ...(smpp["smpp.destination_addr"] === undefined ? {} : { destination: smpp["smpp.destination_addr"] }),
    text: Buffer.from(smpp["smpp.message_text"] ?? "", "latin1"),
    ...(reference === undefined || total === undefined || number === undefined
      ? {}
      : { part: { reference, total, number } }),
    malformed: layers["_ws.malformed"] !== undefined
  }
}

/** Joins parts by number and makes one character again of two halves. */
export const joinDissected = (parts: ReadonlyArray<Dissected>): string => {
  const octets = Buffer.concat(
    parts.toSorted((a, b) => Number(a.part?.number ?? 1) - Number(b.part?.number ?? 1)).map(({ text }) => text)
  )
  let text = ""
  for (let at = 0; at < octets.length; ) {
    const first = octets[at] ?? 0
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    const surrogate = first === 0xed && (octets[at + 1] ?? 0) >= 0xa0
    text += surrogate
      ? String.fromCharCode(0xd000 | (((octets[at + 1] ?? 0) & 0x3f) << 6) | ((octets[at + 2] ?? 0) & 0x3f))
      : octets.toString("utf8", at, at + size)
    at += size
  }
  return text
}
