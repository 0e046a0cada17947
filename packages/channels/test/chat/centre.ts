import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Delivery, type Inbound, Places } from "@strowger/router/ports"
import { Effect, Exit, Redacted, Scope, Stream } from "effect"
import type { ChatOptions } from "../../src/chat/index.ts"
import { type ChatAdapter, openChat } from "../../src/chat/index.ts"
import { MemoryPlaces } from "./MemoryPlaces.ts"
import { type MemoryTranscript, memoryTranscript } from "./MemoryTranscript.ts"

/** A chat listener with a host behind it that records every unit, and the list of what it recorded. */
export interface Centre {
  readonly adapter: ChatAdapter
  readonly port: number
  /** Folder its pages are served from. */
  readonly staticRoot: string
  readonly transcript: MemoryTranscript
  readonly places: MemoryPlaces
  readonly units: ReadonlyArray<Inbound>
  /** Completes with the first unit, past or to come, that `is` holds for. */
  readonly unit: (is: (unit: Inbound) => boolean) => Promise<Inbound>
  readonly close: () => Promise<void>
}

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), "strowger-chat-"))

export const openCentre = async (
  options: Partial<ChatOptions> = {},
  answer?: (delivery: Delivery, transcript: MemoryTranscript) => Effect.Effect<void>,
  transcript = memoryTranscript()
): Promise<Centre> => {
  const scope = Scope.makeUnsafe()
  const places = new MemoryPlaces()
  const staticRoot = options.staticRoot ?? emptyFolder()
  const units: Array<Inbound> = []
  const waiting = new Set<() => void>()
  const adapter = await openChat({
    id: "chat-test",
    host: "127.0.0.1",
    port: 0,
    origins: [],
    tokenSecret: Redacted.make("a secret of sixteen or more"),
    connects: { perSecond: 1_000, burst: 1_000 },
    ...options,
    staticRoot
  }).pipe(
    Effect.provide(transcript.layer),
    Effect.provideService(Places, places),
    Effect.provideService(Scope.Scope, scope),
    Effect.runPromise
  )
  const host = Stream.runForEach(adapter.inbound, (delivery) =>
    Effect.gen(function* () {
      if (delivery.type === "Question") return
      yield* answer === undefined ? transcript.record(delivery) : answer(delivery, transcript)
      units.push(delivery.unit)
      for (const check of waiting) check()
    })
  )
  const running = Effect.runPromise(host)
  return {
    adapter,
    port: adapter.port,
    staticRoot,
    transcript,
    places,
    units,
    unit: (is) =>
      new Promise((resolve) => {
        const check = () => {
          const found = units.find(is)
          if (found === undefined) return
          waiting.delete(check)
          resolve(found)
        }
        waiting.add(check)
        check()
      }),
    close: async () => {
      await Effect.runPromise(Scope.close(scope, Exit.void))
      await running
    }
  }
}
