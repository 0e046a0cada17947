import { writeSync } from "node:fs"
import { Journal, Leadership } from "@strowger/router/ports"
import { Effect } from "effect"
import { sqliteState } from "../../src/state/sqlite/index.ts"

/** Appends without end and says each confirmed position on its standard output, until it is killed. */
const directory = process.argv[2]
if (directory === undefined) throw new Error("the directory is missing")

const forEver = Effect.gen(function* () {
  const journal = yield* Journal
  const term = yield* (yield* Leadership).lead("p1")
  let at = yield* journal.head("p1")
  while (true) {
    // A body over several pages, so that a torn write would show.
    const body = Buffer.from(`${at.seq + 1} `.repeat(1 + ((at.seq * 7919) % 4_000)))
    at = yield* journal.append(term, at, `${term.nonce}.${at.seq + 1}`, 1, body)
    writeSync(1, `${at.seq} ${at.hash}\n`)
    yield* Effect.yieldNow
  }
})

await Effect.runPromise(Effect.scoped(forEver).pipe(Effect.provide(sqliteState({ directory }))))
