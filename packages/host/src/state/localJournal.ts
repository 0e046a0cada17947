import { type Entry, Journal, type Position, type StateError } from "@strowger/router/ports"
import { Effect, Option, Stream } from "effect"
import { attempt, stateError } from "./faults.ts"
import { chain } from "./hashChain.ts"
import { isOrigin, type LocalStore } from "./LocalStore.ts"

/** Entries read at a time: bounds the memory of a long replay, not its result. */
const pageSize = 256

/** The journal of a store inside this process. */
export const makeLocalJournal = (store: LocalStore): Journal["Service"] =>
  Journal.of({
    durability: store.durability,
    head: (partition) => attempt(() => store.head(partition)),
    append: (term, after, opId, codec, body) => attempt(() => store.append(term, after, opId, codec, body)),
    read: (partition, after) => pages(store, partition, after, () => Effect.succeedNone),
    follow: (partition, after) =>
      pages(store, partition, after, (at) => Effect.map(grown(store, partition, at), () => Option.some(at)))
  })

/** Reads on from `after`; at the head, `atHead` says whether to go on. Hash and number of every entry are checked. */
const pages = (
  store: LocalStore,
  partition: string,
  after: Position,
  atHead: (at: Position) => Effect.Effect<Option.Option<Position>, StateError>
): Stream.Stream<Entry, StateError> =>
  Stream.paginate(after, (at): Effect.Effect<readonly [ReadonlyArray<Entry>, Option.Option<Position>], StateError> => {
    const read = attempt(() => {
      assertPlace(store, partition, at)
      const entries = store.page(partition, at.seq, pageSize)
      let last = at
      for (const entry of entries) {
        assertNext(partition, last, entry)
        last = entry.at
      }
      return [entries, last] as const
    })
    return Effect.flatMap(read, ([entries, last]) =>
      entries.length === 0
        ? Effect.map(atHead(last), (next) => [[], next] as const)
        : Effect.succeed([entries, Option.some(last)] as const)
    )
  })

/** Completes when the log goes beyond `at`. */
const grown = (store: LocalStore, partition: string, at: Position): Effect.Effect<void, StateError> =>
  Effect.callback<void, StateError>((resume) => {
    const look = () => {
      try {
        if (store.head(partition).seq > at.seq) resume(Effect.void)
      } catch (cause) {
        resume(
          attempt((): never => {
            throw cause
          })
        )
      }
    }
    const stop = store.watch(partition, look)
    look()
    return Effect.sync(stop)
  })

const assertPlace = (store: LocalStore, partition: string, at: Position): void => {
  if (isOrigin(at)) return
  if (store.hashAt(partition, at.seq) === at.hash) return
  throw stateError(
    "diverged",
    `The log of ${partition} has another entry, or none any more, at ${at.seq}: reload from the latest snapshot.`
  )
}

const assertNext = (partition: string, last: Position, entry: Entry): void => {
  if (entry.at.seq !== last.seq + 1) {
    throw isOrigin(last)
      ? stateError("diverged", `The log of ${partition} begins at ${entry.at.seq}: start from the latest snapshot.`)
      : stateError("corrupt", `The log of ${partition} has a hole after ${last.seq}: restore it from a backup.`)
  }
  if (entry.prev !== last.hash || entry.at.hash !== chain(entry.prev, entry.body)) {
    throw stateError(
      "corrupt",
      `The log of ${partition} was altered at ${entry.at.seq}: its hash does not fit. Restore it from a backup.`
    )
  }
}
