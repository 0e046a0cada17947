/** Why a body could not be read, with the `command_status` to answer. */
export class BodyFault extends Error {
  readonly status: number
  constructor(status: number, reason: string) {
    super(reason)
    this.status = status
  }
}

/** Reads one body from its start to its end, and never past it. */
export class BodyReader {
  readonly #octets: Uint8Array
  #at = 0
  constructor(octets: Uint8Array) {
    this.#octets = octets
  }
  get left(): number {
    return this.#octets.length - this.#at
  }
  take(count: number, what: string): Uint8Array {
    if (count > this.left) throw new BodyFault(0x02, `${what} ends after the PDU`)
    const taken = this.#octets.subarray(this.#at, this.#at + count)
    this.#at += count
    return taken
  }
  octet(what: string): number {
    return this.take(1, what)[0] ?? 0
  }
  pair(what: string): number {
    const [high = 0, low = 0] = this.take(2, what)
    return high * 256 + low
  }
  /** Text up to its closing zero, as Latin-1: every octet stays itself, so an odd system id or message id survives. */
  text(what: string, longest: number): string {
    const end = this.#octets.indexOf(0, this.#at)
    if (end < 0) throw new BodyFault(0x02, `${what} has no closing zero`)
    if (end - this.#at > longest) throw new BodyFault(0x02, `${what} is longer than ${longest}`)
    const text = Buffer.from(this.take(end - this.#at, what)).toString("latin1")
    this.#at += 1
    return text
  }
}

/** Writes one body. */
export class BodyWriter {
  readonly #parts: Array<Uint8Array> = []
  octet(value: number): this {
    this.#parts.push(Uint8Array.of(value & 0xff))
    return this
  }
  pair(value: number): this {
    this.#parts.push(Uint8Array.of((value >> 8) & 0xff, value & 0xff))
    return this
  }
  octets(value: Uint8Array): this {
    this.#parts.push(value)
    return this
  }
  text(value: string): this {
    this.#parts.push(Buffer.from(`${value.replaceAll("\0", "")}\0`, "latin1"))
    return this
  }
  done(): Uint8Array {
    return Buffer.concat(this.#parts)
  }
}
