import { isDeepStrictEqual } from "node:util"
import { type Configuration, createRouter, type Router } from "@strowger/router"
import { type Entry, Journal, Leadership, origin, type Position, StateError } from "@strowger/router/ports"
import { Clock, Context, Effect, Layer, type Scope, Stream } from "effect"
import { decode } from "../records/codec.ts"
import type { Record } from "../records/Record.ts"
import { runDeadlines } from "./deadlines.ts"
import { makeEngineClock } from "./EngineClock.ts"
import { type Fold, Partition, PartitionClosed } from "./Partition.ts"
import { recordMs } from "./recordMs.ts"
import { Tenure } from "./Tenure.ts"
import { type OnRouted, Writer } from "./Writer.ts"

export interface PartitionOptions {
  /** Tenant or site; the name of the log. */
  readonly id: string
  /** Name of this host, written into the log at take-over. */
  readonly host: string
  /** Queues and capacity. When the log ends with another one, a `Configure` is recorded at start. */
  readonly configuration: Configuration
  /** Everything rebuilt from the log, in the order in which records are applied. */
  readonly folds: ReadonlyArray<Fold>
  /** What follows from routing in the same append: a telephone that must ring, a presence to show. */
  readonly onRouted?: OnRouted
}

/**
 * Takes the partition over: waits for the term, folds the log into router and folds, records `Led` and, where it changed, the
 * configuration, then fires deadlines and takes decisions until the scope closes. Ends with everything decided durable.
 */
export const partitionLayer = (
  options: PartitionOptions
): Layer.Layer<Partition | Tenure, StateError | PartitionClosed, Journal | Leadership> =>
  Layer.effectContext(Effect.suspend(() => takeOver(options)))

const takeOver = (
  options: PartitionOptions
): Effect.Effect<
  Context.Context<Partition | Tenure>,
  StateError | PartitionClosed,
  Journal | Leadership | Scope.Scope
> =>
  Effect.gen(function* () {
    const journal = yield* Journal
    const leadership = yield* Leadership
    const term = yield* leadership.lead(options.id)
    // Built empty, so that the log alone makes the state, whatever the configuration file says today.
    const router = createRouter({ queues: {} })
    const rebuilt = yield* rebuild(journal, options, router)
    const nowMs = makeEngineClock(yield* Clock.clockWith(Effect.succeed), rebuilt.lastMs)
    const { folds, onRouted } = options
    const reaction = onRouted === undefined ? {} : { onRouted }
    const run = Effect.runForkWith(yield* Effect.context())
    const fork = (effect: Effect.Effect<void>): void => {
      run(effect)
    }
    const writer = new Writer({ term, head: rebuilt.head, journal, router, folds, nowMs, fork, ...reaction })

    yield* Effect.forkScoped(writer.run)
    yield* Effect.forkScoped(
      Effect.andThen(
        term.lost,
        Effect.sync(() => writer.close("Another term leads."))
      )
    )
    // Runs before the fibers above are interrupted and before the term is released.
    yield* Effect.addFinalizer(() => writer.stop)
    yield* begin(options, writer, rebuilt.configuration, term.epoch)
    yield* Effect.forkScoped(runDeadlines(router, writer, nowMs))

    const partition = Partition.of({
      id: options.id,
      router,
      submit: (decide) => writer.submit(decide),
      durableSeq: () => writer.head.seq,
      onDurable: (listener) => writer.onDurable(listener),
      nowMs
    })
    return Context.make(Partition, partition).pipe(
      Context.add(Tenure, Tenure.of({ alive: term.alive, ended: writer.ended }))
    )
  })

interface Rebuilt {
  readonly head: Position
  readonly lastMs: number
  /** The one the log ends with, as it was given. */
  readonly configuration: Configuration | undefined
}

const rebuild = (journal: Journal["Service"], options: PartitionOptions, router: Router) =>
  Stream.runFoldEffect(
    journal.read(options.id, origin),
    (): Rebuilt => ({ head: origin, lastMs: 0, configuration: undefined }),
    (before: Rebuilt, entry) =>
      Effect.flatMap(Effect.fromResult(decode(entry.codec, entry.body)), (records) =>
        Effect.try({
          try: () => applyEntry(options, router, before, entry, records),
          catch: (cause) => doesNotFollow(options.id, entry, cause)
        })
      )
  )

const doesNotFollow = (partition: string, entry: Entry, cause: unknown): StateError => {
  const said = cause instanceof Error ? cause.message : String(cause)
  const message = `Entry ${entry.at.seq} of ${partition} does not follow from what came before it (${said}). Start the version that wrote it.`
  return new StateError({ reason: "unreadable", message, cause })
}

const applyEntry = (
  options: PartitionOptions,
  router: Router,
  before: Rebuilt,
  entry: Entry,
  records: ReadonlyArray<Record>
): Rebuilt => {
  let { lastMs, configuration } = before
  for (const [index, record] of records.entries()) {
    lastMs = Math.max(lastMs, recordMs(record))
    if (record.type === "Routed") {
      router.evolve(record.events)
      for (const event of record.events) if (event.type === "Configured") configuration = event.configuration
    }
    for (const fold of options.folds) fold.apply(record, { seq: entry.at.seq, index })
  }
  return { head: entry.at, lastMs, configuration }
}

const begin = (
  options: PartitionOptions,
  writer: Writer,
  logged: Configuration | undefined,
  epoch: number
): Effect.Effect<void, PartitionClosed> =>
  Effect.flatMap(
    writer.submit((draft) => {
      draft.write({ type: "Led", atMs: draft.nowMs, host: options.host, epoch })
      // As the log would hold it: a field set to undefined is a field left out.
      if (isDeepStrictEqual(logged, JSON.parse(JSON.stringify(options.configuration)))) return undefined
      return draft.route({ type: "Configure", configuration: options.configuration }).refusal
    }),
    ({ value: refusal }) =>
      refusal === undefined
        ? Effect.void
        : Effect.fail(
            new PartitionClosed({
              message: `The router refuses the configuration of partition ${options.id}: ${refusal.text}`
            })
          )
  )
