import type { Command, Router, RouterEvent } from "@strowger/router"
import type { Journal, Position, StateError, Term } from "@strowger/router/ports"
import { Cause, Deferred, Effect, Latch, Schedule } from "effect"
import { codec, encodeBody, encodeRecord } from "../records/codec.ts"
import type { Record } from "../records/Record.ts"
import { type Batch, emptyBatch } from "./Batch.ts"
import { type Address, type Decided, type Draft, type Fold, PartitionClosed } from "./Partition.ts"

export interface WriterOptions {
  readonly term: Term
  readonly head: Position
  readonly journal: Journal["Service"]
  readonly router: Router
  readonly folds: ReadonlyArray<Fold>
  readonly nowMs: () => number
  readonly onRouted?: OnRouted
  /** Starts what cannot be waited for (a line in the log of the process). */
  readonly fork: (effect: Effect.Effect<void>) => void
}

/**
 * Called inside the decision after every engine step that did something, ticks included: what must become durable together with the
 * step is written here. May route again, and is then called for that step, too.
 */
export type OnRouted = (draft: Draft, events: ReadonlyArray<RouterEvent>) => void

const stopWithin = "10 seconds"

type Listener = (seq: number, records: ReadonlyArray<readonly [Record, Address]>) => void

/** "Don't know" is asked again with the same place and opId until the store answers. */
const askAgain = Schedule.min([Schedule.exponential("20 millis"), Schedule.spaced("1 second")])

/**
 * The one writer of a partition. JavaScript runs one decision at a time: `submit` decides at once, in the order of the calls, and the
 * state is ahead of the log by what is not yet durable. At most one append is in flight; what is decided meanwhile forms the next entry,
 * so there is no timer and a lone decision waits for one fsync only.
 *
 * A decision checks first and writes then. A throw before anything was written leaves everything as it was; a throw after that would
 * leave the state ahead of the log, so the partition closes and is rebuilt from the log.
 */
export class Writer {
  #batch: Batch
  #inFlight: Batch | undefined
  #head: Position
  #closed: PartitionClosed | undefined
  #stopping: PartitionClosed | undefined
  /** True from the moment a decision changed router or folds: a throw after that cannot be undone. */
  #touched = false
  readonly #options: WriterOptions
  readonly #wake = Latch.makeUnsafe(false)
  readonly #listeners = new Set<Listener>()
  readonly #ended = Deferred.makeUnsafe<PartitionClosed>()
  /** Called after each decision; tells the deadlines that the next one may be nearer. */
  onDecided: () => void = () => {}

  constructor(options: WriterOptions) {
    this.#options = options
    this.#head = options.head
    this.#batch = emptyBatch(options.head.seq + 1)
  }

  get head(): Position {
    return this.#head
  }
  get ended(): Effect.Effect<PartitionClosed> {
    return Deferred.await(this.#ended)
  }

  onDurable(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  submit<A>(decide: (draft: Draft) => A): Effect.Effect<Decided<A>, PartitionClosed> {
    return Effect.suspend(() => {
      const refused = this.#closed ?? this.#stopping
      if (refused !== undefined) return Effect.fail(refused)
      const batch = this.#batch
      const before = batch.records.length
      let value: A
      try {
        value = this.#decide(batch, decide)
      } catch (cause) {
        if (this.#touched) {
          this.close(`A decision failed after it had changed something: ${Cause.pretty(Cause.die(cause))}`)
        }
        return Effect.die(cause)
      }
      this.onDecided()
      if (batch.records.length > before) this.#wake.openUnsafe()
      // A decision that wrote nothing may have read what is not durable yet: its answer must not go outward before that is.
      const read = batch.records.length > 0 ? batch : this.#inFlight
      if (read === undefined) return Effect.succeed({ value, seq: this.#head.seq })
      return Effect.as(Deferred.await(read.durable), { value, seq: read.seq })
    })
  }

  #decide<A>(batch: Batch, decide: (draft: Draft) => A): A {
    const { router, nowMs, onRouted } = this.#options
    let over = false
    const assertLive = () => {
      if (over) throw new Error("PARTITION-1 a decision writes only while it runs: do not keep its draft")
    }
    const atMs = Math.max(nowMs(), router.view.nowMs)
    this.#touched = false
    const write = (record: Record): Address => {
      assertLive()
      return this.#write(batch, record)
    }
    const route = (command: Command) => {
      assertLive()
      const touched = this.#touched
      this.#touched = true
      const outcome = router.step(command, atMs)
      if (outcome.events.length > 0) {
        write({ type: "Routed", events: outcome.events })
        onRouted?.(draft, outcome.events)
      } else this.#touched = touched
      return outcome
    }
    const next = () => ({ seq: batch.seq, index: batch.records.length })
    const draft: Draft = { nowMs: atMs, router, write, route, next }
    try {
      return decide(draft)
    } finally {
      over = true
    }
  }

  #write(batch: Batch, record: Record): Address {
    const frame = encodeRecord(record)
    const address: Address = { seq: batch.seq, index: batch.records.length }
    this.#touched = true
    batch.records.push([record, address])
    batch.frames.push(frame)
    for (const fold of this.#options.folds) fold.apply(record, address)
    return address
  }

  /** Appends until the partition closes. */
  readonly run: Effect.Effect<void> = Effect.suspend(() => this.#appendNext()).pipe(
    Effect.repeat({ until: () => this.#closed !== undefined }),
    Effect.asVoid
  )

  #appendNext(): Effect.Effect<void> {
    return this.#wake.await.pipe(
      // A store in this process blocks while it writes: what is ready to run now shall join this entry rather than wait for it.
      Effect.andThen(Effect.yieldNow),
      Effect.andThen(
        Effect.suspend(() => {
          if (this.#closed !== undefined) return Effect.void
          const batch = this.#batch
          this.#batch = emptyBatch(batch.seq + 1)
          this.#inFlight = batch
          this.#wake.closeUnsafe()
          return this.#append(batch)
        })
      )
    )
  }

  #append(batch: Batch): Effect.Effect<void> {
    const { journal, term } = this.#options
    const body = encodeBody(batch.frames)
    const opId = `${term.nonce}.${batch.seq}`
    return Effect.suspend(() => journal.append(term, this.#head, opId, codec, body)).pipe(
      Effect.tapError((error) => Effect.logWarning(`Append ${batch.seq} of ${term.partition}: ${error.message}`)),
      Effect.retry({
        schedule: askAgain,
        while: (error: StateError) => error.reason === "unavailable" && this.#closed === undefined
      }),
      Effect.matchCause({
        onSuccess: (at) => this.#confirmed(batch, at),
        onFailure: (cause) => {
          if (!Cause.hasInterruptsOnly(cause)) this.close(`The log refused entry ${batch.seq}: ${messageOf(cause)}`)
        }
      })
    )
  }

  #confirmed(batch: Batch, at: Position): void {
    if (this.#closed !== undefined) return
    if (at.seq !== batch.seq) return this.close(`Entry ${batch.seq} was confirmed at ${at.seq}: this log is not ours.`)
    this.#head = at
    this.#inFlight = undefined
    // Before the waiters, who may run at once and listen themselves: nobody hears of what was durable before he listened.
    const listeners = [...this.#listeners]
    for (const listener of listeners) {
      try {
        listener(batch.seq, batch.records)
      } catch (cause) {
        // A listener must not throw; one that does takes nothing away from the others.
        this.#options.fork(Effect.logError("A listener of durable records failed", cause))
      }
    }
    Deferred.doneUnsafe(batch.durable, Effect.void)
  }

  /** Loud and final: nothing that waits is acknowledged, nothing more is served. The log is the truth; a restart reads it. */
  close(why: string): void {
    if (this.#closed !== undefined) return
    const { term, fork } = this.#options
    const closed = new PartitionClosed({ message: `Partition ${term.partition} (term ${term.epoch}) closed. ${why}` })
    this.#closed = closed
    for (const batch of [this.#inFlight, this.#batch]) {
      if (batch !== undefined) Deferred.doneUnsafe(batch.durable, Effect.fail(closed))
    }
    this.#wake.openUnsafe()
    Deferred.doneUnsafe(this.#ended, Effect.succeed(closed))
    fork(Effect.logFatal(closed.message))
  }

  /** Takes nothing new and waits until what was decided is durable; a store that does not answer is not waited for long. */
  readonly stop: Effect.Effect<void> = Effect.suspend(() => {
    this.#stopping ??= new PartitionClosed({ message: `Partition ${this.#options.term.partition} is stopping.` })
    const last = this.#batch.records.length > 0 ? this.#batch : this.#inFlight
    return last === undefined || this.#closed !== undefined
      ? Effect.void
      : Effect.ignore(Effect.timeout(Deferred.await(last.durable), stopWithin))
  })
}

const messageOf = (cause: Cause.Cause<StateError>): string => {
  const failure = Cause.squash(cause)
  return failure instanceof Error ? failure.message : String(failure)
}
