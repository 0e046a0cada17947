import { createHash } from "node:crypto"
import { BlobStore, Cursors, type Delivery, type InboundMessage } from "@strowger/router/ports"
import { Context, Effect, Exit, Redacted, Scope, Stream } from "effect"
import { type EmailAdapter, type EmailOptions, openEmail } from "../../src/email/index.ts"

/** Blobs in memory, by their hash. */
export class MemoryBlobs {
  readonly stored = new Map<string, Buffer>()
  readonly service: BlobStore["Service"] = {
    put: (bytes) =>
      bytes.pipe(
        Stream.runFold(
          () => [] as Array<Uint8Array>,
          (chunks, chunk) => [...chunks, chunk]
        ),
        Effect.map((chunks) => {
          const all = Buffer.concat(chunks)
          const sha256 = createHash("sha256").update(all).digest("hex")
          this.stored.set(sha256, all)
          return { sha256, bytes: all.length }
        })
      ),
    get: (sha256) =>
      Effect.sync(() => {
        const found = this.stored.get(sha256)
        return found === undefined ? undefined : Stream.fromIterable(slices(found))
      }),
    sweep: () => Effect.succeed(0)
  }
}

const slices = function* (bytes: Buffer): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024)
}

export type Answer = "ack" | "retry" | "poison" | "silence"

/** What a host keeps over restarts: units told apart by both their keys, and the cursor of the last one recorded. */
export class Ledger {
  readonly blobs = new MemoryBlobs()
  readonly units: Array<InboundMessage> = []
  duplicates = 0
  cursor: string | undefined
  /** What to do with a unit; recorded by default. */
  decide: (unit: InboundMessage) => Answer = () => "ack"
  readonly #seen = new Set<string>()
  readonly #watchers = new Set<() => void>()

  /** Records a unit as the host does, in one step with its cursor. */
  record(delivery: Delivery): boolean {
    const unit = delivery.unit as InboundMessage
    const first = JSON.stringify(unit.key)
    const second = `${unit.messageId ?? ""} ${unit.raw?.sha256 ?? ""}`
    const known = this.#seen.has(first) || this.#seen.has(second)
    if (known) this.duplicates++
    else this.units.push(unit)
    this.#seen.add(first).add(second)
    if (delivery.cursor !== undefined) this.cursor = delivery.cursor
    this.changed()
    return known
  }
  changed(): void {
    for (const watcher of this.#watchers) watcher()
  }
  /** Resolves once `holds` does; rejects after 15 s. */
  until(holds: () => boolean, what: string): Promise<void> {
    if (holds()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!holds()) return
        clearTimeout(timer)
        this.#watchers.delete(look)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#watchers.delete(look)
        reject(new Error(`not within 15 s: ${what}; ${this.units.length} units, ${this.duplicates} duplicates`))
      }, 15_000)
      this.#watchers.add(look)
    })
  }
  async take(count: number): Promise<ReadonlyArray<InboundMessage>> {
    await this.until(() => this.units.length >= count, `${count} units`)
    return this.units
  }
}

export const SECRET = Redacted.make("a secret that only the tests know")

export interface OpenDesk {
  readonly adapter: EmailAdapter
  readonly run: <A, E>(effect: Effect.Effect<A, E>) => Promise<A>
  readonly close: () => Promise<void>
}

/** Opens the adapter and records what comes in, as the host would. */
export const openDesk = async (options: EmailOptions, ledger: Ledger): Promise<OpenDesk> => {
  const scope = Scope.makeUnsafe()
  const context = Context.make(BlobStore, ledger.blobs.service).pipe(
    Context.add(Cursors, { get: () => Effect.sync(() => ledger.cursor) }),
    Context.add(Scope.Scope, scope)
  )
  const adapter = await Effect.runPromiseWith(context)(openEmail(options))
  const take = (delivery: Delivery) =>
    Effect.suspend(() => {
      const answer = ledger.decide(delivery.unit as InboundMessage)
      if (answer === "silence") return Effect.sync(() => ledger.changed())
      if (answer !== "ack") return delivery.nack(answer).pipe(Effect.tap(() => Effect.sync(() => ledger.changed())))
      const duplicate = ledger.record(delivery)
      return delivery.ack({ duplicate })
    })
  const consume = adapter.inbound.pipe(
    Stream.runForEach((offered) => (offered.type === "Delivery" ? Effect.forkIn(take(offered), scope) : Effect.void))
  )
  Effect.runSync(Effect.forkIn(consume, scope))
  return {
    adapter,
    run: (effect) => Effect.runPromise(effect),
    close: () => Effect.runPromise(Scope.close(scope, Exit.void))
  }
}

export const noop: Effect.Effect<void> = Effect.void
export const effectOf = (promise: Promise<void>): Effect.Effect<void> => Effect.promise(() => promise)
