import { Effect } from "effect"

/** Counts what was begun and has not ended: units the host has not answered, messages on their way out. Up to a limit. */
export class Outstanding {
  readonly #limit: number
  #count = 0
  #waiting: Array<() => void> = []

  constructor(limit: number) {
    this.#limit = limit
  }
  get full(): boolean {
    return this.#count >= this.#limit
  }
  add(): void {
    this.#count++
  }
  remove(): void {
    this.#count--
    if (this.#count === 0) for (const resume of this.#waiting.splice(0)) resume()
  }
  /** Completes when everything has ended. */
  readonly none: Effect.Effect<void> = Effect.callback((resume) => {
    if (this.#count === 0) return resume(Effect.void)
    const done = () => resume(Effect.void)
    this.#waiting.push(done)
    return Effect.sync(() => {
      this.#waiting = this.#waiting.filter((one) => one !== done)
    })
  })
}
