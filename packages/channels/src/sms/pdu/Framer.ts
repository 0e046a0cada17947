/** The stream stopped being SMPP: nothing after this octet can be trusted, so the link must be closed. */
export interface BadLength {
  readonly length: number
}

/** Cuts a TCP stream into PDUs by `command_length` (SMPP 3.4, section 3.2). One per link: a new socket needs a new framer. */
export class Framer {
  readonly #longest: number
  #held: Array<Uint8Array> = []
  #size = 0
  #bad: BadLength | undefined

  /** @param longest octets of the longest PDU taken. message_payload may be 64 KiB, so 70,000 is enough for all of SMPP 3.4. */
  constructor(longest = 70_000) {
    this.#longest = longest
  }

  /** Octets of a PDU that has begun and is not whole yet. */
  get held(): number {
    return this.#size
  }

  /** The PDUs that became whole, and what ended the stream, if something did. After that nothing more is read. */
  push(chunk: Uint8Array): { readonly frames: ReadonlyArray<Uint8Array>; readonly bad?: BadLength } {
    const frames: Array<Uint8Array> = []
    if (this.#bad === undefined && chunk.length > 0) {
      this.#held.push(chunk)
      this.#size += chunk.length
      // Every round takes at least 16 octets away or ends.
      while (this.#bad === undefined && this.#size >= 4) {
        const length = this.#peekLength()
        if (length < 16 || length > this.#longest) this.#bad = { length }
        else if (this.#size < length) break
        else frames.push(this.#cut(length))
      }
    }
    return this.#bad === undefined ? { frames } : { frames, bad: this.#bad }
  }

  #peekLength(): number {
    const first = this.#held[0]
    if (first === undefined || first.length < 4) this.#held = [Buffer.concat(this.#held)]
    const head = this.#held[0] ?? new Uint8Array(4)
    return new DataView(head.buffer, head.byteOffset, 4).getUint32(0)
  }

  #cut(length: number): Uint8Array {
    const whole = this.#held.length === 1 ? (this.#held[0] ?? new Uint8Array(0)) : Buffer.concat(this.#held)
    this.#size -= length
    this.#held = this.#size === 0 ? [] : [whole.subarray(length)]
    return whole.subarray(0, length)
  }
}
