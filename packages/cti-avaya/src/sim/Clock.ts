/** The only time the simulated PBX knows: real by default, moved by hand in a test. */
export interface Clock {
  /** Unix milliseconds. */
  readonly nowMs: () => number
  /** Runs once after `delayMs`; the returned function calls it off. */
  readonly after: (delayMs: number, run: () => void) => () => void
}

/** Its timers do not keep a process alive: the listeners do, until the PBX is stopped. */
export const realClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs).unref()
    return () => clearTimeout(timer)
  }
}

interface Due {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
}

/** A clock that stands still until told otherwise. What falls due at the same instant runs in the order it was asked for. */
export class ManualClock implements Clock {
  #nowMs: number
  #order = 0
  readonly #due = new Set<Due>()

  constructor(startMs = 1_700_000_000_000) {
    this.#nowMs = startMs
  }

  readonly nowMs = (): number => this.#nowMs

  readonly after = (delayMs: number, run: () => void): (() => void) => {
    const due: Due = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, run }
    this.#due.add(due)
    return () => void this.#due.delete(due)
  }

  /** Moves on by `ms` and runs what falls due on the way, each at its own instant. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms
    for (;;) {
      let next: Due | undefined
      for (const due of this.#due) {
        if (due.atMs > untilMs) continue
        if (next === undefined || due.atMs < next.atMs || (due.atMs === next.atMs && due.order < next.order)) next = due
      }
      if (next === undefined) break
      this.#due.delete(next)
      this.#nowMs = next.atMs
      next.run()
    }
    this.#nowMs = untilMs
  }

  /** How many things are still to come. */
  get pending(): number {
    return this.#due.size
  }
}
