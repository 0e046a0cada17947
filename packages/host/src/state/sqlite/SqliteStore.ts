import { randomUUID } from "node:crypto"
import { type Entry, origin, type Position, StateError, type Term } from "@strowger/router/ports"
import { stateError } from "../faults.ts"
import { chain } from "../hashChain.ts"
import { type LocalStore, samePlace } from "../LocalStore.ts"
import { makeWatchers } from "../watchers.ts"
import type { JournalFile } from "./openJournal.ts"
import { sqliteError } from "./sqliteError.ts"

interface HeadRow {
  readonly epoch: number
  readonly nonce: string
  readonly seq: number
  readonly at_epoch: number
  readonly hash: string
  readonly op: string
  readonly snap: number | null
  readonly snap_save: string | null
  readonly snap_codec: number | null
  readonly snap_parts: number | null
}
interface LogRow {
  readonly seq: number
  readonly epoch: number
  readonly op: string
  readonly prev: string
  readonly hash: string
  readonly codec: number
  readonly body: Uint8Array
}

/**
 * The log of every partition in one file. An append is one transaction that checks the term for equality and the place by number and
 * hash; it blocks for one fsync. It either returns or threw and wrote nothing: only a crash leaves "don't know", and reading the head
 * settles that.
 */
export const makeSqliteStore = ({ db, file }: JournalFile): LocalStore => {
  const watchers = makeWatchers()
  const sql = statements(db)

  const guarded = <A>(run: () => A): A => {
    try {
      return run()
    } catch (cause) {
      throw cause instanceof StateError ? cause : sqliteError(file)(cause)
    }
  }
  const transact = <A>(run: () => A): A =>
    guarded(() => {
      db.exec("BEGIN IMMEDIATE")
      try {
        const value = run()
        db.exec("COMMIT")
        return value
      } catch (cause) {
        // SQLite itself rolls back on some failures (full, I/O).
        if (db.isTransaction) db.exec("ROLLBACK")
        throw cause
      }
    })
  const headOf = (partition: string): HeadRow | undefined => sql.head.get(partition) as unknown as HeadRow | undefined
  const check = (term: Term): HeadRow => {
    const row = headOf(term.partition)
    if (row?.epoch === term.epoch && row.nonce === term.nonce) return row
    throw stateError("lost", `Term ${term.epoch} of ${term.partition} is over: term ${row?.epoch ?? 0} leads.`)
  }
  const hashAt = (partition: string, seq: number): string | undefined => {
    const row = sql.hashAt.get(partition, seq) as unknown as { readonly hash: string } | undefined
    return row?.hash
  }

  return {
    durability: "D2",
    watch: watchers.watch,
    check: (term) => void guarded(() => check(term)),
    hashAt: (partition, seq) => guarded(() => hashAt(partition, seq)),
    head: (partition) => guarded(() => positionOf(headOf(partition))),
    raise: (partition) =>
      transact(() => {
        const epoch = (headOf(partition)?.epoch ?? 0) + 1
        const nonce = randomUUID()
        sql.raise.run(partition, epoch, nonce)
        return { epoch, nonce }
      }),
    append: (term, after, opId, codec, body) => {
      const at = transact(() => {
        const row = check(term)
        const head = positionOf(row)
        if (row.op === opId && head.seq === after.seq + 1) return head
        if (!samePlace(head, after)) {
          throw stateError("diverged", `The head of ${term.partition} is at ${head.seq}, not at ${after.seq}.`)
        }
        const next = { epoch: term.epoch, seq: after.seq + 1, hash: chain(after.hash, body) }
        sql.insert.run(term.partition, next.seq, next.epoch, opId, after.hash, next.hash, codec, body)
        sql.advance.run(next.seq, next.epoch, next.hash, opId, term.partition)
        return next
      })
      watchers.tell(term.partition)
      return at
    },
    page: (partition, seq, limit) =>
      guarded(() => (sql.page.all(partition, seq, limit) as unknown as ReadonlyArray<LogRow>).map(entryOf)),
    beginSnapshot: (term) =>
      transact(() => {
        sql.dropOtherParts.run(term.partition, check(term).snap_save ?? "")
        return randomUUID()
      }),
    putPart: (term, save, n, body) =>
      transact(() => {
        check(term)
        sql.putPart.run(term.partition, save, n, body)
      }),
    completeSnapshot: (term, { save, at, codec, parts }) =>
      transact(() => {
        const row = check(term)
        if (hashAt(term.partition, at.seq) !== at.hash) {
          throw stateError("diverged", `A snapshot at ${at.seq} of ${term.partition} does not belong to its log.`)
        }
        if (row.snap !== null && row.snap > at.seq) return
        sql.setSnapshot.run(at.seq, save, codec, parts, term.partition)
        sql.dropOtherParts.run(term.partition, save)
      }),
    latestSnapshot: (partition) =>
      guarded(() => {
        const row = headOf(partition)
        if (row === undefined || row.snap === null) return undefined
        const [entry] = (sql.page.all(partition, row.snap - 1, 1) as unknown as ReadonlyArray<LogRow>).map(entryOf)
        if (entry?.at.seq !== row.snap) {
          throw stateError(
            "corrupt",
            `The log of ${partition} lacks entry ${row.snap} of its snapshot. Restore a backup.`
          )
        }
        return { save: row.snap_save ?? "", at: entry.at, codec: row.snap_codec ?? 0, parts: row.snap_parts ?? 0 }
      }),
    part: (partition, save, n) =>
      guarded(() => {
        const row = sql.part.get(partition, save, n) as unknown as { readonly body: Uint8Array } | undefined
        if (row === undefined)
          throw stateError("diverged", `The snapshot of ${partition} was replaced; take the latest.`)
        return row.body
      }),
    trim: (term, keepFrom) =>
      transact(() => {
        const row = check(term)
        return Number(sql.trim.run(term.partition, Math.min(keepFrom, row.snap ?? 0)).changes)
      })
  }
}

/** Each SQL text is compiled once. */
const statements = (db: JournalFile["db"]) => ({
  head: db.prepare("SELECT * FROM head WHERE partition = ?"),
  hashAt: db.prepare("SELECT hash FROM log WHERE partition = ? AND seq = ?"),
  raise: db.prepare(
    `INSERT INTO head (partition, epoch, nonce, seq, at_epoch, hash, op) VALUES (?, ?, ?, 0, 0, '', '')
     ON CONFLICT (partition) DO UPDATE SET epoch = excluded.epoch, nonce = excluded.nonce`
  ),
  insert: db.prepare(
    "INSERT INTO log (partition, seq, epoch, op, prev, hash, codec, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
  ),
  advance: db.prepare("UPDATE head SET seq = ?, at_epoch = ?, hash = ?, op = ? WHERE partition = ?"),
  page: db.prepare("SELECT * FROM log WHERE partition = ? AND seq > ? ORDER BY seq LIMIT ?"),
  putPart: db.prepare("INSERT INTO parts (partition, save, n, body) VALUES (?, ?, ?, ?)"),
  dropOtherParts: db.prepare("DELETE FROM parts WHERE partition = ? AND save <> ?"),
  setSnapshot: db.prepare(
    "UPDATE head SET snap = ?, snap_save = ?, snap_codec = ?, snap_parts = ? WHERE partition = ?"
  ),
  part: db.prepare("SELECT body FROM parts WHERE partition = ? AND save = ? AND n = ?"),
  trim: db.prepare("DELETE FROM log WHERE partition = ? AND seq < ?")
})

const positionOf = (row: HeadRow | undefined): Position =>
  row === undefined || row.seq === 0 ? origin : { epoch: row.at_epoch, seq: row.seq, hash: row.hash }

const entryOf = (row: LogRow): Entry => ({
  at: { epoch: row.epoch, seq: row.seq, hash: row.hash },
  prev: row.prev,
  opId: row.op,
  codec: row.codec,
  body: row.body
})
