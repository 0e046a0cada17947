import { existsSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"

/** Does a host run on this directory? It holds `owner.db` exclusively. */
export const inUse = (directory: string): boolean => {
  const owner = join(directory, "owner.db")
  if (!existsSync(owner)) return false
  const db = new DatabaseSync(owner)
  try {
    db.exec("BEGIN EXCLUSIVE; ROLLBACK")
    return false
  } catch {
    return true
  } finally {
    db.close()
  }
}
