import { readFileSync, writeFileSync } from "node:fs"
import { hostname } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { Predicate } from "effect"
import { stateError } from "../faults.ts"
import { resultCode, sqliteError } from "./sqliteError.ts"

/**
 * One process owns the directory: `owner.db` is held in `BEGIN EXCLUSIVE` until the process lets go or dies. The kernel is the lease, so
 * there is no time-to-live to wait for: a second process is told at once, and after a kill the next one owns it at once.
 */
export const own = (directory: string): { readonly release: () => void } => {
  const file = join(directory, "owner.db")
  const holder = join(directory, "owner.json")
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(file, { timeout: 0 })
    lock.exec("BEGIN EXCLUSIVE")
  } catch (cause) {
    lock?.close()
    if (resultCode(cause) !== 5) throw sqliteError(file)(cause)
    throw stateError(
      "unavailable",
      `${directory} is in use by ${describe(holder)}. Stop that one, or give this one another directory.`
    )
  }
  try {
    writeFileSync(holder, JSON.stringify({ pid: process.pid, host: hostname() }))
  } catch {
    // Only for the message above; who owns the directory is told by the lock alone.
  }
  return { release: () => lock.close() }
}

const describe = (holder: string): string => {
  try {
    const found: unknown = JSON.parse(readFileSync(holder, "utf8"))
    if (Predicate.hasProperty(found, "pid") && Predicate.hasProperty(found, "host")) {
      return `process ${String(found.pid)} on ${String(found.host)}`
    }
  } catch {
    // The note is for people only: without it the message says less and is still true.
  }
  return "another process"
}
