import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Journal, origin } from "@strowger/router/ports"
import { Effect, Stream } from "effect"
import { afterAll, describe, expect, it } from "vitest"
import { decode } from "../../src/records/codec.ts"
import type { Record } from "../../src/records/Record.ts"
import { sqliteState } from "../../src/state/sqlite/index.ts"

const directory = mkdtempSync(join(tmpdir(), "strowger-outbox-"))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const wanted = 300
const kills = 5
/** Each kill starts another process: seconds on a machine that is busy. */
const slowMachineMs = 120_000

interface Submission {
  readonly id: string
  readonly thread: string
  readonly text: string
}

/** What the carrier took, over all hosts, in order. It cannot be asked afterwards, and some answers it never gives. */
const book: Array<Submission> = []

const startHost = (): ChildProcess =>
  fork(fileURLToPath(new URL("./crashHost.ts", import.meta.url)), [directory, String(wanted)], {
    execArgv: ["--conditions=source"],
    stdio: ["ignore", "inherit", "inherit", "ipc"]
  })

/** Serves one host until it has submitted `until` messages, then kills it; or until it ends by itself. */
const serve = async (until: number, silent: (nth: number) => boolean): Promise<void> => {
  const host = startHost()
  const closed = once(host, "close")
  let submitted = 0
  host.on("message", (submission: Submission) => {
    // What was under way when the host was killed may still arrive: the customer has it.
    book.push(submission)
    submitted += 1
    if (submitted === until) host.kill("SIGKILL")
    else if (!silent(submitted) && host.connected) host.send({ id: submission.id, ref: `r${book.length}` }, () => {})
  })
  await closed
}

const readLog = (): Promise<ReadonlyArray<Record>> =>
  Effect.runPromise(
    Effect.flatMap(Journal, (journal) => Stream.runCollect(journal.read("p1", origin))).pipe(
      Effect.flatMap((entries) =>
        Effect.forEach(entries, (entry) => Effect.fromResult(decode(entry.codec, entry.body)))
      ),
      Effect.map((lists) => lists.flat()),
      Effect.provide(sqliteState({ directory }))
    )
  )

describe("outbox over kills", () => {
  it(
    "O1 O2 O5 O6 at-most-once goes out at most once, at-least-once at least once, each thread in order",
    async () => {
      for (let round = 1; round <= kills; round++) await serve(10 + round * 3, (nth) => nth % 5 === 0)
      await serve(Number.POSITIVE_INFINITY, () => false)

      const records = await readLog()
      const intended = records.filter((record) => record.type === "Intended")
      const settled = new Map(
        records.flatMap((record) => (record.type === "Settled" ? [[record.id, record.outcome.type] as const] : []))
      )
      const sent = new Map<string, number>()
      for (const { id } of book) sent.set(id, (sent.get(id) ?? 0) + 1)

      expect(intended.length).toBeGreaterThanOrEqual(wanted)
      expect(settled.size).toBe(intended.length)
      expect(records.filter((record) => record.type === "Settled")).toHaveLength(intended.length)
      const times = (id: string): number => sent.get(id) ?? 0
      const twiceAtMostOnce = intended.filter(({ id, policy }) => policy === "at-most-once" && times(id) > 1)
      expect(twiceAtMostOnce).toEqual([])
      const neverAtLeastOnce = intended.filter(({ id, policy }) => policy === "at-least-once" && times(id) === 0)
      expect(neverAtLeastOnce).toEqual([])
      // Nothing is called sent that the carrier never had.
      expect(intended.filter(({ id }) => settled.get(id) === "Sent" && times(id) === 0)).toEqual([])
      for (let thread = 0; thread < 7; thread++) {
        const first = [
          ...new Set(book.filter((taken) => taken.thread === `t${thread}`).map((taken) => Number(taken.text)))
        ]
        expect(first).toEqual(first.toSorted((a, b) => a - b))
      }
      const unknown = [...settled.values()].filter((type) => type === "Unknown").length
      const twice = [...sent.values()].filter((count) => count > 1).length
      console.log(`outbox: ${intended.length} intents over ${kills} kills, ${unknown} unknown, ${twice} sent again`)
      expect(unknown + twice).toBeGreaterThan(0)
    },
    slowMachineMs
  )
})
