import { encodePdu } from "../../src/sms/pdu/codec.ts"
import type { MessageRequest, Pdu } from "../../src/sms/pdu/Pdu.ts"
import { customer, ours } from "./openLink.ts"

/** A deliver_sm with the text "hello", or with what a test wants otherwise. */
export const deliverSm = (more: Partial<MessageRequest> = {}): MessageRequest => ({
  command: "deliver_sm",
  sequence: 1,
  status: 0,
  serviceType: "",
  source: { ton: 1, npi: 1, value: customer },
  destination: { ton: 0, npi: 1, value: ours },
  esmClass: 0,
  protocolId: 0,
  priority: 0,
  scheduleTime: "",
  validityPeriod: "",
  registeredDelivery: 0,
  replaceIfPresent: 0,
  dataCoding: 0,
  defaultMessageId: 0,
  shortMessage: Buffer.from("hello", "latin1"),
  tlvs: [],
  ...more
})

/** One of every kind that a link carries, with all that can be in it. */
export const everyPdu: ReadonlyArray<Pdu> = [
  {
    command: "bind_transceiver",
    sequence: 1,
    status: 0,
    systemId: "bank",
    password: "secret",
    systemType: "VMA",
    interfaceVersion: 0x34
  },
  {
    command: "bind_transceiver_resp",
    sequence: 1,
    status: 0,
    systemId: "SMSC",
    tlvs: [{ tag: 0x0210, value: Uint8Array.of(0x34) }]
  },
  deliverSm(),
  deliverSm({
    esmClass: 0x40,
    dataCoding: 8,
    shortMessage: Uint8Array.of(5, 0, 3, 0, 2, 1, 0x62, 0x95, 0xd8, 0x3d),
    tlvs: [{ tag: 0x0204, value: Uint8Array.of(1, 2) }]
  }),
  deliverSm({ shortMessage: new Uint8Array(0), tlvs: [{ tag: 0x0424, value: Buffer.from("payload", "latin1") }] }),
  deliverSm({
    esmClass: 0x04,
    shortMessage: Buffer.from("id:1A sub:001 dlvrd:001 stat:DELIVRD err:000 text:", "latin1"),
    tlvs: [
      { tag: 0x001e, value: Buffer.from("1A\0", "latin1") },
      { tag: 0x0427, value: Uint8Array.of(2) },
      { tag: 0x0423, value: Uint8Array.of(3, 0, 0) }
    ]
  }),
  deliverSm({
    command: "data_sm",
    shortMessage: new Uint8Array(0),
    tlvs: [{ tag: 0x0424, value: Buffer.from("data") }]
  }),
  deliverSm({ command: "submit_sm", registeredDelivery: 1, validityPeriod: "000001000000000R" }),
  { command: "submit_sm_resp", sequence: 7, status: 0, messageId: "1A", tlvs: [] },
  { command: "submit_sm_resp", sequence: 7, status: 0x58, messageId: "", tlvs: [] },
  { command: "deliver_sm_resp", sequence: 8, status: 0, messageId: "", tlvs: [] },
  { command: "enquire_link", sequence: 9, status: 0 },
  { command: "enquire_link_resp", sequence: 9, status: 0 },
  { command: "generic_nack", sequence: 10, status: 3 },
  { command: "unbind", sequence: 11, status: 0 },
  { command: "unbind_resp", sequence: 11, status: 0 }
]

export const hexOf = (pdu: Pdu): string => Buffer.from(encodePdu(pdu)).toString("hex")
