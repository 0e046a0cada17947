import type { SourceKey } from "@strowger/router/ports"
import { Effect } from "effect"

/** What a session must tell so that an answer can be known to have arrived. */
export interface AnswerProof {
  readonly proven: () => number
}

interface Seen {
  readonly key: SourceKey
  readonly times: number
  atMs: number
  takenAtMs: number
  answered?: { readonly by: AnswerProof; readonly number: number; readonly atMs: number; readonly tookMs: number }
}

/** A centre repeats what it believes unanswered within minutes. */
const windowMs = 600_000
/** Centres wait at least this long for an answer before they repeat a unit on the same link. */
const patienceMs = 5_000
/** A repetition sent before our late answer reached the centre arrives within this time after it. */
const crossingMs = 2_000

/**
 * Gives a unit the same key when it comes again, and a customer who writes "1" twice two keys. A deliver_sm has no id in SMPP 3.4, so
 * where the centre gives none of its own, what we answered decides: a unit looks new once our answer to its twin has surely arrived.
 * When in doubt within ten minutes it is the same unit. After a restart the ten minutes are kept by the clock, so a unit that comes
 * again over the edge of a window needs `recorded` to be known; without it the unit is handed on twice rather than lost.
 */
export class Repeats {
  readonly #account: string
  readonly #openedAtMs: number
  readonly #recorded: ((key: SourceKey) => Effect.Effect<boolean>) | undefined
  readonly #seen = new Map<string, Seen>()

  constructor(account: string, openedAtMs: number, recorded?: (key: SourceKey) => Effect.Effect<boolean>) {
    this.#account = account
    this.#openedAtMs = openedAtMs
    this.#recorded = recorded
  }
  /** Units remembered. */
  get size(): number {
    return this.#seen.size
  }

  keyOf(digest: string, certain: boolean, by: AnswerProof, nowMs: number): Effect.Effect<SourceKey> {
    if (certain) return Effect.succeed({ account: this.#account, epoch: "", id: digest })
    this.#forget(nowMs)
    const seen = this.#seen.get(digest)
    if (seen === undefined) return Effect.tap(this.#firstKey(digest, nowMs), (key) => this.#note(digest, key, 0, nowMs))
    if (!isNew(seen, by, nowMs)) {
      seen.atMs = nowMs
      return Effect.succeed(seen.key)
    }
    const key = this.#key(digest, Math.floor(nowMs / windowMs), seen.times + 1)
    return Effect.as(this.#note(digest, key, seen.times + 1, nowMs), key)
  }

  /** Our final answer to the unit went out as answer `number` of a session. */
  answered(digest: string, by: AnswerProof, number: number, nowMs: number): void {
    const seen = this.#seen.get(digest)
    if (seen !== undefined) seen.answered = { by, number, atMs: nowMs, tookMs: nowMs - seen.takenAtMs }
  }

  #firstKey(digest: string, nowMs: number): Effect.Effect<SourceKey> {
    const window = Math.floor(nowMs / windowMs)
    const key = this.#key(digest, window, 0)
    // Running for longer than a window, we would remember it ourselves.
    if (this.#recorded === undefined || nowMs - this.#openedAtMs >= windowMs) return Effect.succeed(key)
    const before = this.#key(digest, window - 1, 0)
    return Effect.map(this.#recorded(before), (known) => (known ? before : key))
  }

  #key(digest: string, window: number, times: number): SourceKey {
    return { account: this.#account, epoch: "", id: `${digest}.${window}.${times}` }
  }

  #note(digest: string, key: SourceKey, times: number, nowMs: number): Effect.Effect<void> {
    return Effect.sync(() => {
      this.#seen.delete(digest)
      this.#seen.set(digest, { key, times, atMs: nowMs, takenAtMs: nowMs })
    })
  }

  /** Oldest first: a Map keeps the order of insertion, and a unit is inserted anew with each new key. */
  #forget(nowMs: number): void {
    for (const [digest, seen] of this.#seen) {
      if (nowMs - seen.takenAtMs < windowMs) return
      if (nowMs - seen.atMs >= windowMs) this.#seen.delete(digest)
    }
  }
}

const isNew = ({ answered }: Seen, by: AnswerProof, nowMs: number): boolean => {
  if (answered === undefined) return false
  if (answered.by !== by) return answered.by.proven() >= answered.number
  return answered.tookMs < patienceMs || nowMs - answered.atMs >= crossingMs
}
