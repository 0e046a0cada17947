import { Effect, Exit } from "effect"

/**
 * Lets at most `size` requests be unanswered at one time. Whoever waits is admitted in the order of tickets, so a message that is put
 * back (the centre throttles) keeps its place before those that came after it; a pause stops all of them.
 */
export class Window {
  readonly #size: number
  readonly #waiting: Array<{ readonly ticket: number; readonly resume: (admitted: boolean) => void }> = []
  #out = 0
  #pauses = 0
  #tickets = 0
  #shut = false

  constructor(size: number) {
    this.#size = size
  }
  ticket(): number {
    return ++this.#tickets
  }

  /**
   * Waits for room and runs `use` in it. Where `pauseOf` answers its outcome with a pause, nobody is admitted while that lasts, and
   * then the same ticket comes first again. "shut" = the window was shut before there was room.
   */
  admit<A, E>(
    ticket: number,
    use: Effect.Effect<A, E>,
    pauseOf: (outcome: A) => Effect.Effect<void> | undefined
  ): Effect.Effect<A | "shut", E> {
    let pausing = false
    const endPause = () => {
      if (pausing) this.#pauses--
      pausing = false
    }
    return Effect.uninterruptibleMask((restore) =>
      Effect.gen({ self: this }, function* () {
        while (true) {
          if (!(yield* restore(this.#take(ticket, endPause)))) return "shut" as const
          const outcome = yield* Effect.onExit(restore(use), (exit) =>
            Exit.isSuccess(exit) ? Effect.void : this.#release
          )
          const pause = pauseOf(outcome)
          if (pause === undefined) {
            yield* this.#release
            return outcome
          }
          pausing = true
          this.#pauses++
          this.#out--
          yield* restore(pause)
        }
      })
    ).pipe(
      Effect.ensuring(
        Effect.sync(() => {
          endPause()
          this.#wake()
        })
      )
    )
  }
  get paused(): boolean {
    return this.#pauses > 0
  }

  /** Admits nobody any more; whoever waits is told. */
  shut(): void {
    this.#shut = true
    for (const { resume } of this.#waiting.splice(0)) resume(false)
  }

  readonly #release = Effect.sync(() => {
    this.#out--
    this.#wake()
  })

  /** Joins the queue first and ends its own pause then, so that nobody slips in between. */
  #take(ticket: number, endPause: () => void): Effect.Effect<boolean> {
    return Effect.callback((resume) => {
      if (this.#shut) return resume(Effect.succeed(false))
      const entry = { ticket, resume: (admitted: boolean) => resume(Effect.succeed(admitted)) }
      const after = this.#waiting.findIndex((other) => other.ticket > ticket)
      this.#waiting.splice(after < 0 ? this.#waiting.length : after, 0, entry)
      endPause()
      this.#wake()
      return Effect.sync(() => {
        const at = this.#waiting.indexOf(entry)
        if (at >= 0) this.#waiting.splice(at, 1)
      })
    })
  }

  #wake(): void {
    while (this.#pauses === 0 && this.#out < this.#size) {
      const next = this.#waiting.shift()
      if (next === undefined) break
      this.#out++
      next.resume(true)
    }
  }
}
