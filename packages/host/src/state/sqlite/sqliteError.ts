import type { StateError } from "@strowger/router/ports"
import { stateError } from "../faults.ts"

/** Primary result codes of SQLite (sqlite.org/rescode.html) that the host can do something about. */
const busy = 5
const locked = 6
const readOnly = 8
const ioError = 10
const corrupt = 11
const full = 13
const cannotOpen = 14
const notADatabase = 26

export const resultCode = (cause: unknown): number | undefined => {
  if (!(cause instanceof Error) || !("errcode" in cause) || typeof cause.errcode !== "number") return undefined
  return cause.errcode & 0xff
}

/** Names what SQLite says about `file` in our words, with what to do about it. */
export const sqliteError =
  (file: string) =>
  (cause: unknown): StateError => {
    const said = cause instanceof Error ? cause.message : String(cause)
    switch (resultCode(cause)) {
      case full:
        return stateError(
          "full",
          `No room left for ${file}; nothing was written. Free disk space, then start again.`,
          cause
        )
      case corrupt:
      case notADatabase:
        return stateError("corrupt", `${file} is damaged (${said}). Restore it from a backup.`, cause)
      case ioError:
        return stateError("corrupt", `The disk refused ${file} (${said}). Check the disk, then start again.`, cause)
      case readOnly:
      case cannotOpen:
        return stateError("unavailable", `${file} cannot be written (${said}). ${writableRemedy}`, cause)
      case busy:
      case locked:
        return stateError("unavailable", `${file} is in use by another program (${said}). Close that program.`, cause)
      default:
        return stateError("corrupt", `${file} failed in a way it should not: ${said}`, cause)
    }
  }

export const writableRemedy = "Give this user the right to write there, or choose another directory."
