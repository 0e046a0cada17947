import { accessSync, constants, mkdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { StateError } from "@strowger/router/ports"
import { stateError } from "../faults.ts"
import { sqliteError, writableRemedy } from "./sqliteError.ts"

/** Number of the table layout below; kept in `user_version`. */
const layout = 1

const tables = `
  CREATE TABLE IF NOT EXISTS head (
    partition TEXT PRIMARY KEY, epoch INTEGER NOT NULL, nonce TEXT NOT NULL, seq INTEGER NOT NULL, at_epoch INTEGER NOT NULL,
    hash TEXT NOT NULL, op TEXT NOT NULL, snap INTEGER, snap_save TEXT, snap_codec INTEGER, snap_parts INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS log (
    partition TEXT NOT NULL, seq INTEGER NOT NULL, epoch INTEGER NOT NULL, op TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL,
    codec INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (partition, seq)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS parts (
    partition TEXT NOT NULL, save TEXT NOT NULL, n INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (partition, save, n)
  ) STRICT;
`

export interface JournalFile {
  readonly db: DatabaseSync
  readonly file: string
}

/** Makes the directory if it is absent and says clearly when it cannot be written. */
export const prepareDirectory = (directory: string): void => {
  try {
    // Customers' messages are in there: nobody else on the machine needs to look.
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    accessSync(directory, constants.W_OK)
  } catch (cause) {
    throw stateError("unavailable", `${directory} cannot be written. ${writableRemedy}`, cause)
  }
}

/**
 * Opens `journal.db` in WAL with synchronous=FULL and reads both settings back: durability D2 is promised only where SQLite confirms it.
 * `maxBytes` stops the file from growing beyond a size; appends then fail with `full`.
 */
export const openJournal = (directory: string, maxBytes?: number): JournalFile => {
  const file = join(directory, "journal.db")
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(file, { timeout: 0 })
    db.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    confirm(db, file, "journal_mode", "wal")
    confirm(db, file, "synchronous", 2)
    assertLayout(db, file)
    db.exec(tables)
    db.exec(`PRAGMA user_version=${layout}`)
    if (maxBytes !== undefined) {
      const pageSize = Number(pragma(db, "page_size"))
      db.exec(`PRAGMA max_page_count=${Math.max(1, Math.floor(maxBytes / pageSize))}`)
    }
    return { db, file }
  } catch (cause) {
    db?.close()
    throw cause instanceof StateError ? cause : sqliteError(file)(cause)
  }
}

const pragma = (db: DatabaseSync, name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]

const confirm = (db: DatabaseSync, file: string, name: string, wanted: unknown): void => {
  const found = pragma(db, name)
  if (found === wanted) return
  throw stateError(
    "unavailable",
    `${file}: ${name} is ${String(found)}, not ${String(wanted)}. Put the directory on a local disk (not a network share).`
  )
}

const assertLayout = (db: DatabaseSync, file: string): void => {
  const found = Number(pragma(db, "user_version"))
  if (found === 0 || found === layout) return
  throw stateError(
    "unreadable",
    `${file} has table layout ${found}; this version reads ${layout}. Start the version that wrote it.`
  )
}
