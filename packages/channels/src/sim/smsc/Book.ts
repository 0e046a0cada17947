/** What the centre knows of a unit it has for us: a message from a phone, one part of one, or a receipt. */
export interface UnitEntry {
  /** The centre's own id, the same whenever the unit is sent again. */
  readonly id: string
  readonly kind: "message" | "part" | "receipt"
  readonly from: string
  readonly to: string
  /** Of the whole message, also with each part. */
  readonly text: string
  readonly part?: { readonly number: number; readonly total: number }
  /** waiting = to be sent (again); sent = no answer yet; acked = answered with 0; refused = answered for good with something else. */
  readonly state: "waiting" | "sent" | "acked" | "refused"
  /** How often it went over the wire. */
  readonly tries: number
  /** The last `command_status` that answered it. */
  readonly status?: number
  readonly takenAtMs: number
  readonly ackedAtMs?: number
}

/** One submit_sm that the centre accepted. */
export interface SubmitEntry {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly dataCoding: number
  readonly octets: Uint8Array
  readonly part?: { readonly reference: number; readonly number: number; readonly total: number }
  readonly atMs: number
}

/** A message as the phone shows it: parts joined. */
export interface PhoneMessage {
  readonly from: string
  readonly to: string
  readonly text: string
  readonly ids: ReadonlyArray<string>
  readonly complete: boolean
}

/** The centre's own account of what happened. It lives in the centre's process, whatever becomes of the client. */
export interface Book {
  readonly units: ReadonlyArray<UnitEntry>
  readonly submits: ReadonlyArray<SubmitEntry>
  readonly messages: ReadonlyArray<PhoneMessage>
  readonly binds: number
  /** PDUs of the client that the centre could not read. */
  readonly malformed: number
}
