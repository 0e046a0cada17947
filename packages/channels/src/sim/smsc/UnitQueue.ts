import type { MessageRequest, Tlv } from "../../sms/pdu/Pdu.ts"
import { status } from "../../sms/pdu/Status.ts"
import type { UnitEntry } from "./Book.ts"
import { codingFor, codingNumber, cut, type PhoneCoding, writeText } from "./phoneText.ts"
import type { SmscLink } from "./SmscLink.ts"

export interface UnitSettings {
  readonly window: number
  readonly repeatAfterMs: number
  readonly retryAfterMs: number
  readonly stamp: boolean
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
interface Unit {
  readonly entry: Mutable<UnitEntry>
  readonly pdu: Omit<MessageRequest, "sequence">
  on?: { readonly link: SmscLink; readonly sequence: number; readonly timer: NodeJS.Timeout }
}

/** What waits for the client: sent in order, within a window, again after a lost link or a put-off, until there is a final answer. */
export class UnitQueue {
  readonly #settings: UnitSettings
  readonly #nextId: () => string
  readonly #links: () => ReadonlyArray<SmscLink>
  readonly #changed: () => void
  readonly #units: Array<Unit> = []
  /** Those without a final answer, oldest first: what every answer looks through. */
  readonly #open = new Set<Unit>()
  readonly #timers = new Set<NodeJS.Timeout>()
  /** Of the next long message. Not from zero, for the same reason as ids. */
  #reference = Date.now() & 0xffff
  #turn = 0
  /** Units under way. */
  #out = 0

  constructor(settings: UnitSettings, nextId: () => string, links: () => ReadonlyArray<SmscLink>, changed: () => void) {
    this.#settings = settings
    this.#nextId = nextId
    this.#links = links
    this.#changed = changed
  }

  entries(): ReadonlyArray<UnitEntry> {
    return this.#units.map(({ entry }) => ({ ...entry }))
  }

  message(message: {
    readonly from: string
    readonly to: string
    readonly text: string
    readonly coding?: PhoneCoding
    readonly order?: ReadonlyArray<number>
    readonly concat?: "udh8" | "udh16" | "sar" | "payload"
    readonly partOctets?: number
  }): ReadonlyArray<string> {
    const { from, to, text, coding = codingFor(text), concat = "udh8" } = message
    const octets = writeText(text, coding)
    const parts = concat === "payload" ? [octets] : cut(octets, coding, message.partOctets)
    const reference = this.#reference++ & 0xffff
    const order = message.order ?? parts.map((_, index) => index + 1)
    const pdu = { ...blank, source: phone(from), destination: phone(to), dataCoding: codingNumber[coding] }
    const ids = order.map((number) => {
      const part = parts[number - 1]
      if (part === undefined) throw new RangeError(`The text has ${parts.length} parts; there is no part ${number}.`)
      const total = parts.length
      const body =
        total === 1 ? whole(part, concat === "payload") : partBody(part, concat, { reference, total, number })
      return this.#add({ ...pdu, ...body }, text, total === 1 ? undefined : { number, total })
    })
    this.pump()
    return ids
  }

  raw(pdu: Partial<MessageRequest>): string {
    const id = this.#add({ ...blank, ...pdu }, "")
    this.pump()
    return id
  }

  receipt(submit: MessageRequest, reference: string, stat: string): void {
    const text = `id:${reference} sub:001 dlvrd:001 submit date:2401010000 done date:2401010000 stat:${stat} err:000 text:`
    const state = { DELIVRD: 2, EXPIRED: 3, UNDELIV: 5, REJECTD: 8 }[stat] ?? 7
    const tlvs = [
      { tag: 0x001e, value: Buffer.from(`${reference}\0`, "latin1") },
      { tag: 0x0427, value: Uint8Array.of(state) }
    ]
    const ends = { source: submit.destination, destination: submit.source }
    this.#add({ ...blank, ...ends, esmClass: 0x04, shortMessage: Buffer.from(text, "latin1"), tlvs }, text)
    this.pump()
  }

  onAnswer(link: SmscLink, sequence: number, code: number): void {
    const unit = this.#underWay(link, sequence)
    if (unit === undefined) return
    this.#release(unit)
    unit.entry.status = code
    if (code === status.ok) {
      unit.entry.state = "acked"
      unit.entry.ackedAtMs = Date.now()
    } else if (code === status.applicationTemporary || code === status.queueFull || code === status.throttled) {
      // Still "sent" for the book until its time comes; then it waits for a link again.
      this.#after(this.#settings.retryAfterMs, () => this.#wait(unit))
    } else {
      unit.entry.state = "refused"
    }
    if (unit.entry.state !== "sent") this.#open.delete(unit)
    this.#changed()
    this.pump()
  }

  onClose(link: SmscLink): void {
    for (const unit of this.#open) if (unit.on?.link === link) this.#wait(unit)
    this.pump()
  }
  sendAgain(): void {
    for (const unit of this.#open) if (unit.entry.state === "sent") this.#wait(unit)
    this.pump()
  }
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    for (const unit of this.#open) this.#release(unit)
  }

  /** Sends what waits, oldest first, as far as the windows of the bound links go. */
  pump(): void {
    const links = this.#links()
    if (links.length === 0) return
    for (const unit of this.#open) {
      if (this.#out >= this.#settings.window * links.length) return
      const link = links[this.#turn++ % links.length]
      if (unit.entry.state === "waiting" && link !== undefined) this.#send(unit, link)
    }
  }

  /** Those under way are among the oldest: found at the front. */
  #underWay(link: SmscLink, sequence: number): Unit | undefined {
    for (const unit of this.#open) if (unit.on?.link === link && unit.on.sequence === sequence) return unit
    return undefined
  }

  #send(unit: Unit, link: SmscLink): void {
    const sequence = link.nextSequence()
    unit.on = { link, sequence, timer: this.#after(this.#settings.repeatAfterMs, () => this.#wait(unit)) }
    unit.entry.state = "sent"
    unit.entry.tries++
    this.#out++
    link.write({ ...unit.pdu, sequence })
    this.#changed()
  }

  #wait(unit: Unit): void {
    this.#release(unit)
    if (unit.entry.state !== "sent") return
    unit.entry.state = "waiting"
    this.#changed()
    setImmediate(() => this.pump())
  }

  #release(unit: Unit): void {
    if (unit.on === undefined) return
    clearTimeout(unit.on.timer)
    this.#timers.delete(unit.on.timer)
    delete unit.on
    this.#out--
  }

  #add(pdu: Omit<MessageRequest, "sequence">, text: string, part?: UnitEntry["part"]): string {
    const id = this.#nextId()
    const receipt = (pdu.esmClass & 0x3c) !== 0
    const stamp = receipt || !this.#settings.stamp ? [] : [{ tag: 0x001e, value: Buffer.from(`${id}\0`, "latin1") }]
    const unit: Unit = {
      entry: {
        id,
        kind: receipt ? "receipt" : part === undefined ? "message" : "part",
        from: pdu.source.value,
        to: pdu.destination.value,
        text,
        ...(part === undefined ? {} : { part }),
        state: "waiting",
        tries: 0,
        takenAtMs: Date.now()
      },
      pdu: { ...pdu, tlvs: [...pdu.tlvs, ...stamp] }
    }
    this.#units.push(unit)
    this.#open.add(unit)
    return id
  }

  #after(ms: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, ms)
    timer.unref()
    this.#timers.add(timer)
    return timer
  }
}

const phone = (value: string) => ({ ton: 1, npi: 1, value })

const blank: Omit<MessageRequest, "sequence"> = {
  command: "deliver_sm",
  status: 0,
  serviceType: "",
  source: phone(""),
  destination: phone(""),
  esmClass: 0,
  protocolId: 0,
  priority: 0,
  scheduleTime: "",
  validityPeriod: "",
  registeredDelivery: 0,
  replaceIfPresent: 0,
  dataCoding: 0,
  defaultMessageId: 0,
  shortMessage: new Uint8Array(0),
  tlvs: []
}

type Body = Partial<Pick<MessageRequest, "esmClass" | "shortMessage">> & { readonly tlvs: ReadonlyArray<Tlv> }

const whole = (octets: Buffer, payload: boolean): Body =>
  payload ? { tlvs: [{ tag: 0x0424, value: octets }] } : { shortMessage: octets, tlvs: [] }

const partBody = (
  octets: Buffer,
  concat: "udh8" | "udh16" | "sar" | "payload",
  { reference, total, number }: { readonly reference: number; readonly total: number; readonly number: number }
): Body => {
  const high = (reference >> 8) & 0xff
  const low = reference & 0xff
  if (concat === "sar") {
    const tlvs = [
      { tag: 0x020c, value: Uint8Array.of(high, low) },
      { tag: 0x020e, value: Uint8Array.of(total) },
      { tag: 0x020f, value: Uint8Array.of(number) }
    ]
    return { shortMessage: octets, tlvs }
  }
  const header = concat === "udh16" ? [6, 8, 4, high, low, total, number] : [5, 0, 3, low, total, number]
  return { esmClass: 0x40, shortMessage: Buffer.concat([Uint8Array.from(header), octets]), tlvs: [] }
}
