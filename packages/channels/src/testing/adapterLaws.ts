import { deepStrictEqual, ok, strictEqual } from "node:assert/strict"
import type { Adapter, Delivery, Health, Inbound, Outbound, SourceKey } from "@strowger/router/ports"
import { Effect, Exit, Fiber, Scope, Stream } from "effect"

/** One adapter and its far side, opened fresh for each law. Everything goes over the real wire. */
export interface AdapterWorld {
  readonly adapter: Adapter
  readonly peer: {
    /** The far side sends a message of its own; completes when it is on the wire. Saying the same `id` again is what the far side does after an acknowledgement it never saw. */
    readonly say: (id: string, text: string) => Promise<void>
    /** Has the far side been told that `id` was taken? */
    readonly acknowledged: (id: string) => boolean
    /** Completes once the far side would have seen every acknowledgement sent until now (a round trip on the same link). */
    readonly settled: () => Promise<void>
    /** Completes once the far side has `text` from us. */
    readonly received: (text: string) => Promise<void>
  }
  /** What the host would send into the thread of a message that came in. */
  readonly reply: (to: Inbound, id: string, text: string) => Outbound
  /** Rubbish by name; each completes when it is on the wire. What is sent next, on whatever link the peer then has, must be handled. */
  readonly hostile: Readonly<Record<string, () => Promise<void>>>
  /** Where the adapter holds the link (a client): how to break and to mend it. A listener leaves this out. */
  readonly link?: { readonly break: () => Promise<void>; readonly mend: () => Promise<void> }
}

/** One promise of an adapter, to be run by any test runner: `for (const law of adapterLaws(...)) test(law.name, law.run)`. */
export interface Law {
  readonly name: string
  readonly run: () => Promise<void>
}

export type MakeAdapterWorld = Effect.Effect<AdapterWorld, unknown, Scope.Scope>

/** Units as a host pulls them: kept until somebody waits for them, settled by hand. */
interface Pulled {
  readonly next: (is: (delivery: Delivery) => boolean) => Promise<Delivery>
  /** A message with this text. */
  readonly message: (text: string) => Promise<Delivery>
}

const WITHIN_MS = 10_000

const within = <A>(what: string, promise: Promise<A>): Promise<A> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${WITHIN_MS / 1000} s`)), WITHIN_MS)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** Pulls everything; units that are no message (a session that opens, a receipt) are acknowledged at once, as a host would. */
const pull = (adapter: Adapter, scope: Scope.Scope): Pulled => {
  const held: Array<Delivery> = []
  const waiting = new Set<() => void>()
  const fiber = Effect.runFork(
    Stream.runForEach(adapter.inbound, (unit) => {
      if (unit.type === "Question") return unit.answer("none")
      held.push(unit)
      for (const check of waiting) check()
      return unit.unit.type === "Message" || unit.unit.type === "Part" ? Effect.void : unit.ack({ duplicate: false })
    })
  )
  Effect.runSync(Scope.addFinalizer(scope, Fiber.interrupt(fiber)))
  const next: Pulled["next"] = (is) =>
    within(
      "a unit of the far side",
      new Promise((resolve) => {
        const check = () => {
          const at = held.findIndex(is)
          if (at < 0) return
          waiting.delete(check)
          resolve(held.splice(at, 1)[0] as Delivery)
        }
        waiting.add(check)
        check()
      })
    )
  return {
    next,
    message: (text) => next(({ unit }) => unit.type === "Message" && unit.content.text.trimEnd() === text)
  }
}

const keyOf = ({ unit }: Delivery): SourceKey => unit.key
const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)

const health = async (adapter: Adapter, is: (health: Health) => boolean): Promise<Health> => {
  for (let waitedMs = 0; waitedMs < WITHIN_MS; waitedMs += 20) {
    const now = await run(adapter.health)
    if (is(now)) return now
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`health stays ${(await run(adapter.health)).state}`)
}

type Story = (world: AdapterWorld, pulled: Pulled) => Promise<void>

const stories: Readonly<Record<string, Story>> = {
  "A1 what the far side says arrives once, whole, with a key and a thread": async ({ peer }, pulled) => {
    await peer.say("a1", "hello, 您好 €")
    const delivery = await pulled.message("hello, 您好 €")
    ok(delivery.unit.thread.length > 0, "a thread")
    ok(delivery.unit.key.account.length > 0 && delivery.unit.key.id.length > 0, "a key")
    ok(delivery.unit.atMs > 0, "a time")
    await run(delivery.ack({ duplicate: false, seq: 1 }))
  },
  "A2 nothing is acknowledged outward before the host acknowledged": async ({ peer }, pulled) => {
    await peer.say("a2", "not yet")
    const delivery = await pulled.message("not yet")
    await peer.settled()
    strictEqual(peer.acknowledged("a2"), false, "acknowledged before it was recorded")
    await run(delivery.ack({ duplicate: false, seq: 1 }))
    await within(
      "the outward acknowledgement",
      until(() => peer.acknowledged("a2"))
    )
  },
  "A3 the same unit said again has the same key": async ({ peer }, pulled) => {
    await peer.say("a3", "twice")
    const first = await pulled.message("twice")
    await run(first.ack({ duplicate: false, seq: 1 }))
    await peer.say("a3", "twice")
    const second = await pulled.message("twice")
    deepStrictEqual(keyOf(second), keyOf(first))
    await run(second.ack({ duplicate: true, seq: 1 }))
  },
  "A4 different units have different keys, the same thread where they belong together": async ({ peer }, pulled) => {
    await peer.say("a4-1", "one")
    const one = await pulled.message("one")
    await run(one.ack({ duplicate: false, seq: 1 }))
    await peer.say("a4-2", "two")
    const two = await pulled.message("two")
    await run(two.ack({ duplicate: false, seq: 2 }))
    ok(JSON.stringify(keyOf(one)) !== JSON.stringify(keyOf(two)), "two units, two keys")
  },
  "A5 what the host sends reaches the far side, and says in how many parts": async (
    { adapter, peer, reply },
    pulled
  ) => {
    await peer.say("a5", "question")
    const delivery = await pulled.message("question")
    await run(delivery.ack({ duplicate: false, seq: 1 }))
    const accepted = await run(adapter.send(reply(delivery.unit, "out-1", "answer 答 €")))
    ok(accepted.parts >= 1, "at least one part")
    strictEqual(accepted.refs.length >= 1, true, "at least one reference")
    await within("our message at the far side", peer.received("answer 答 €"))
  },
  "A6 a refusal for good does not hold up the next unit": async ({ peer }, pulled) => {
    await peer.say("a6-bad", "never")
    await run((await pulled.message("never")).nack("poison"))
    await peer.say("a6-good", "next")
    await run((await pulled.message("next")).ack({ duplicate: false, seq: 1 }))
  },
  "A7 rubbish is counted and the next good unit is handled": async ({ adapter, peer, hostile }, pulled) => {
    for (const [name, send] of Object.entries(hostile)) {
      const before = await run(adapter.refused)
      await send()
      await peer.say(`a7-${name}`, `good after ${name}`)
      await run((await pulled.message(`good after ${name}`)).ack({ duplicate: false, seq: 1 }))
      const after = await run(adapter.refused)
      ok(sum(after) > sum(before), `${name} was not counted`)
    }
  },
  "A8 health is up while it works, and tells of a lost link and of its return": async ({ adapter, link }) => {
    await health(adapter, ({ state }) => state === "up")
    if (link === undefined) return
    await link.break()
    const lost = await health(adapter, ({ state }) => state !== "up")
    await link.mend()
    const back = await health(adapter, ({ state }) => state === "up")
    ok(back.sinceMs >= lost.sinceMs, "times go forward")
  },
  "A9 what was not acknowledged when the link broke comes again under its key": async ({ peer, link }, pulled) => {
    if (link === undefined) return
    await peer.say("a9", "unsure")
    const first = await pulled.message("unsure")
    await link.break()
    await link.mend()
    await peer.say("a9", "unsure")
    const again = await pulled.message("unsure")
    deepStrictEqual(keyOf(again), keyOf(first))
    await run(again.ack({ duplicate: false, seq: 1 }))
    await within(
      "the outward acknowledgement",
      until(() => peer.acknowledged("a9"))
    )
  },
  "A10 drain finishes what was taken and says so": async ({ adapter, peer }, pulled) => {
    await peer.say("a10", "last")
    const delivery = await pulled.message("last")
    const drained = run(adapter.drain)
    await run(delivery.ack({ duplicate: false, seq: 1 }))
    await within(
      "the outward acknowledgement",
      until(() => peer.acknowledged("a10"))
    )
    await within("drain", drained)
    const { state } = await run(adapter.health)
    ok(state === "draining" || state === "down", `health is ${state}`)
  }
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0)

const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/**
 * What every adapter promises the host, over its real wire. `makeWorld` opens one adapter and its far side; each law gets a fresh one and
 * closes it. A law that fails throws an `AssertionError` that says what was expected.
 */
export const adapterLaws = (name: string, makeWorld: MakeAdapterWorld): ReadonlyArray<Law> =>
  Object.entries(stories).map(([law, story]) => ({
    name: `${name}: ${law}`,
    run: async () => {
      const scope = Scope.makeUnsafe()
      try {
        const world = await run(Effect.provideService(makeWorld, Scope.Scope, scope))
        await story(world, pull(world.adapter, scope))
      } finally {
        await run(Scope.close(scope, Exit.void))
      }
    }
  }))
