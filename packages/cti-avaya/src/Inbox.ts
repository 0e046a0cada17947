import { Clock, Deferred, Effect, Stream } from "effect"

/** Where the host falls this far behind, reading from the switch stops, and goes on at the lower mark. */
const highMark = 1_000
const lowMark = 500
/** After a unit came back the next is held back for this long: what stopped the host will stop it again at once. */
const retryMs = 500

interface Entry<A> {
  readonly place: number
  readonly unit: A
}

/** What waits for the host, in the order it happened; a unit that comes back takes its old place. */
export class Inbox<A> {
  readonly #throttle: (on: boolean) => void
  #entries: Array<Entry<A>> = []
  #next = 0
  #notBeforeMs = 0
  #throttled = false
  #waiting: Deferred.Deferred<void> | undefined
  #closed = false

  constructor(throttle: (on: boolean) => void) {
    this.#throttle = throttle
  }

  /** `make` gets what puts the unit back in its place. */
  put(make: (back: (nowMs: number) => void) => A): void {
    if (this.#closed) return
    const place = this.#next++
    const entry: Entry<A> = {
      place,
      unit: make((nowMs) => {
        if (this.#closed) return
        this.#notBeforeMs = nowMs + retryMs
        const at = this.#entries.findIndex((other) => other.place > place)
        this.#entries.splice(at === -1 ? this.#entries.length : at, 0, entry)
        this.#wake()
      })
    }
    this.#entries.push(entry)
    if (this.#entries.length >= highMark && !this.#throttled) this.#limit(true)
    this.#wake()
  }

  /** Ends the stream once it is empty. */
  close(): void {
    this.#closed = true
    this.#wake()
  }

  get size(): number {
    return this.#entries.length
  }

  readonly stream: Stream.Stream<A> = Stream.unfold(undefined, () =>
    Effect.map(this.#take(), (unit) => (unit === undefined ? undefined : ([unit, undefined] as const)))
  )

  #take(): Effect.Effect<A | undefined> {
    return Effect.gen({ self: this }, function* () {
      while (true) {
        const waitMs = this.#notBeforeMs - (yield* Clock.currentTimeMillis)
        if (waitMs > 0) yield* Effect.sleep(waitMs)
        const entry = this.#entries.shift()
        if (entry !== undefined) {
          if (this.#throttled && this.#entries.length <= lowMark) this.#limit(false)
          return entry.unit
        }
        if (this.#closed) return undefined
        this.#waiting ??= Deferred.makeUnsafe<void>()
        yield* Deferred.await(this.#waiting)
      }
    })
  }

  #limit(on: boolean): void {
    this.#throttled = on
    this.#throttle(on)
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting !== undefined) Deferred.doneUnsafe(waiting, Effect.void)
  }
}
