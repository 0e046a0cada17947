import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"
import { it } from "@effect/vitest"
import { BlobStore, Journal, Leadership, origin, type StateError } from "@strowger/router/ports"
import { Effect, Stream } from "effect"
import { afterAll, describe, expect } from "vitest"
import { sqliteState } from "../../src/state/sqlite/index.ts"

const root = mkdtempSync(join(tmpdir(), "strowger-sqlite-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const fresh = () => mkdtempSync(join(root, "s-"))

const within = <A, E, R>(directory: string, run: Effect.Effect<A, E, R>, maxBytes?: number) =>
  Effect.provide(run, sqliteState(maxBytes === undefined ? { directory } : { directory, maxBytes }), { local: true })

const open = (directory: string): Effect.Effect<void, StateError> => within(directory, Effect.asVoid(Journal))

const append = (texts: ReadonlyArray<string>) =>
  Effect.scoped(
    Effect.gen(function* () {
      const journal = yield* Journal
      const term = yield* (yield* Leadership).lead("p1")
      let at = yield* journal.head("p1")
      for (const text of texts) at = yield* journal.append(term, at, `${term.nonce}.${at.seq}`, 1, Buffer.from(text))
      return at
    })
  )

const readAll = Effect.flatMap(Journal, (journal) => Stream.runCollect(journal.read("p1", origin)))

/** Each round starts a process: a second on a machine that is busy. */
const slowMachineMs = 120_000

const writer = fileURLToPath(new URL("./crashWriter.ts", import.meta.url))

/** A process that appends until it is killed; completes when it has confirmed its first entry. */
const startWriter = async (directory: string) => {
  const child: ChildProcess = spawn(process.execPath, ["--conditions=source", writer, directory], {
    stdio: ["ignore", "pipe", "pipe"]
  })
  let said = ""
  let complaints = ""
  child.stderr?.on("data", (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString()
      resolve()
    })
    child.once("close", () => reject(new Error(`the writer ended by itself: ${complaints}`)))
  })
  return {
    /** Kills it at once and tells what it had confirmed: whole lines only. */
    kill: async (): Promise<ReadonlyArray<readonly [number, string]>> => {
      const closed = once(child, "close")
      child.kill("SIGKILL")
      await closed
      const lines = said.slice(0, said.lastIndexOf("\n")).split("\n")
      return lines.map((line) => {
        const [seq = "", hash = ""] = line.split(" ")
        return [Number(seq), hash] as const
      })
    }
  }
}

describe("sqlite", () => {
  it.live(
    "J5 J6 killed in the middle of appends, no confirmed entry is lost and the chain is whole",
    () =>
      Effect.gen(function* () {
        const directory = fresh()
        const rounds = 10
        let confirmed = 0
        let last = 0
        for (let round = 0; round < rounds; round++) {
          const running = yield* Effect.promise(() => startWriter(directory))
          yield* Effect.sleep(Math.random() * 60)
          const book = yield* Effect.promise(() => running.kill())
          // Reading checks every number and every hash.
          const entries = yield* within(directory, readAll)
          const log = new Map(entries.map((entry) => [entry.at.seq, entry.at.hash]))
          for (const [seq, hash] of book) {
            expect(log.get(seq), `entry ${seq} was confirmed in round ${round}`).toBe(hash)
          }
          // At most the one in flight is there without having been confirmed.
          const known = book.at(-1)?.[0] ?? last
          expect(entries.length - known).toBeGreaterThanOrEqual(0)
          expect(entries.length - known).toBeLessThanOrEqual(1)
          for (const entry of entries.slice(last))
            expect(Buffer.from(entry.body).toString()).toMatch(`${entry.at.seq} `)
          confirmed += book.length
          last = entries.length
        }
        console.log(`sqlite: ${confirmed} entries confirmed over ${rounds} kills, ${last} in the log`)
        expect(confirmed).toBeGreaterThan(rounds)
      }),
    slowMachineMs
  )

  it.live(
    "L1 a second process is told at once who holds the directory and what to do; after a kill it leads at once",
    () =>
      Effect.gen(function* () {
        const directory = fresh()
        const running = yield* Effect.promise(() => startWriter(directory))
        const { pid } = JSON.parse(readFileSync(join(directory, "owner.json"), "utf8")) as { readonly pid: number }
        const refused = yield* Effect.flip(open(directory))
        expect(refused.reason).toBe("unavailable")
        expect(refused.message).toContain(directory)
        expect(refused.message).toContain(`process ${pid}`)
        expect(refused.message).toContain("another directory")
        yield* Effect.promise(() => running.kill())
        const at = yield* within(directory, append(["mine"]))
        expect(at.epoch).toBe(2)
      })
  )

  it.live("a directory this user may not write to is named with the remedy", () =>
    Effect.gen(function* () {
      const parent = fresh()
      writeFileSync(join(parent, "file"), "")
      const refused = yield* Effect.flip(open(join(parent, "file", "inside")))
      expect(refused.reason).toBe("unavailable")
      expect(refused.message).toContain(join(parent, "file", "inside"))
      expect(refused.message).toContain("right to write")
    })
  )

  it.live("no room left: nothing of the entry is written, what was confirmed stays, and it is called full", () =>
    Effect.gen(function* () {
      const directory = fresh()
      yield* within(directory, append(["a", "b"]))
      const big = "x".repeat(500_000)
      const refused = yield* Effect.flip(within(directory, append([big, big]), 200_000))
      expect(refused.reason).toBe("full")
      expect(refused.message).toContain("nothing was written")
      yield* within(directory, append(["c"]))
      const entries = yield* within(directory, readAll)
      expect(entries.map((entry) => Buffer.from(entry.body).toString())).toEqual(["a", "b", "c"])
    })
  )

  const planted: ReadonlyArray<readonly [string, string]> = [
    ["a byte of a body", "UPDATE log SET body = CAST('B' AS BLOB) WHERE seq = 2"],
    ["a hash", "UPDATE log SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE seq = 2"],
    ["an entry that is gone", "DELETE FROM log WHERE seq = 2"]
  ]
  it.live.each(planted)("a log that was altered is refused as corrupt: %s", ([, sql]) =>
    Effect.gen(function* () {
      const directory = fresh()
      yield* within(directory, append(["a", "b", "c"]))
      const db = new DatabaseSync(join(directory, "journal.db"))
      db.exec(sql)
      db.close()
      const refused = yield* Effect.flip(within(directory, readAll))
      expect(refused.reason).toBe("corrupt")
      expect(refused.message).toContain("backup")
    })
  )

  it.live("a file that is no database, and one of a later version, are refused by name", () =>
    Effect.gen(function* () {
      const directory = fresh()
      writeFileSync(
        join(directory, "journal.db"),
        "this is not a database, but long enough to be looked at".repeat(100)
      )
      expect((yield* Effect.flip(open(directory))).reason).toBe("corrupt")
      const later = fresh()
      yield* open(later)
      const db = new DatabaseSync(join(later, "journal.db"))
      db.exec("PRAGMA user_version=99")
      db.close()
      const refused = yield* Effect.flip(open(later))
      expect(refused.reason).toBe("unreadable")
      expect(refused.message).toContain("99")
    })
  )

  it.live("B1 a blob altered on disk is told as corrupt when it is read", () =>
    Effect.gen(function* () {
      const directory = fresh()
      const refused = yield* Effect.flip(
        within(
          directory,
          Effect.gen(function* () {
            const blobs = yield* BlobStore
            const { sha256 } = yield* blobs.put(Stream.make(Buffer.from("recorded call")))
            writeFileSync(join(directory, "blobs", sha256.slice(0, 2), sha256), "recorded Call")
            const stream = yield* blobs.get(sha256)
            return stream === undefined ? undefined : yield* Stream.runCollect(stream)
          })
        )
      )
      expect(refused.reason).toBe("corrupt")
    })
  )
})
