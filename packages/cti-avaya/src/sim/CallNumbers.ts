/**
 * Numbers of a call. Call ids are short and come again, as on Communication Manager; a UCID is 20 digits: network node (5), sequence (5),
 * Unix seconds (10), and is never given twice.
 */
export class CallNumbers {
  #last = 0
  #sequence = 0
  readonly #used = new Set<string>()
  readonly #limit: number
  readonly #node: string

  constructor(limit: number, node = 1) {
    this.#limit = limit
    this.#node = String(node).padStart(5, "0")
  }

  /** Every call id is in use. */
  get full(): boolean {
    return this.#used.size >= this.#limit
  }

  next(atMs: number): { readonly callId: string; readonly ucid: string } {
    if (this.full) throw new Error(`all ${this.#limit} call ids are in use: raise callIdLimit`)
    // Fewer ids are in use than there are, so one is found within the limit.
    do this.#last = (this.#last % this.#limit) + 1
    while (this.#used.has(String(this.#last)))
    const callId = String(this.#last)
    this.#used.add(callId)
    this.#sequence = (this.#sequence % 99_999) + 1
    const seconds = String(Math.floor(atMs / 1000)).padStart(10, "0")
    return { callId, ucid: `${this.#node}${String(this.#sequence).padStart(5, "0")}${seconds}` }
  }

  free(callId: string): void {
    this.#used.delete(callId)
  }
}
