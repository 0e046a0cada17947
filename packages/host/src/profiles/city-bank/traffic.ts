import { Visitor } from "@strowger/channels/sim"
import { Clock, Effect, Schedule } from "effect"
import { Partition } from "../../partition/Partition.ts"
import { draws } from "../../replay/draws.ts"
import { bankNumbers } from "./bank.ts"
import type { Carriers } from "./carriers.ts"
import { mailTopics, names, topics } from "./words.ts"

export interface TrafficOptions {
  readonly chatUrl: string
  /** The same seed brings the same customers. */
  readonly seed: number
}

/** A channel brings nobody new while so many of its customers still wait: an idle screen is not buried. */
const enoughWaiting = 3
const betweenMs = { least: 4_000, spread: 8_000 }
const talkMs = { least: 25_000, spread: 40_000 }
const patienceMs = 150_000

/**
 * Customers of the demonstration bank, on all four channels, for as long as somebody is ready. They come through the carriers' sockets
 * and nowhere else; what they are answered makes them write again.
 */
export const traffic = (carriers: Carriers, options: TrafficOptions) =>
  Effect.gen(function* () {
    const partition = yield* Partition
    const random = draws(options.seed)
    const pick = <A>(list: ReadonlyArray<A>): A => list[Math.floor(random() * list.length)] as A
    const phone = (): string => `138${String(Math.floor(random() * 1e8)).padStart(8, "0")}`
    const visitors = new Set<Visitor>()
    yield* Effect.addFinalizer(() =>
      Effect.promise(() => Promise.allSettled([...visitors].map((visitor) => visitor.stop())))
    )

    const someoneReady = (): boolean => [...partition.router.view.agents()].some((agent) => agent.presence === "ready")
    const waiting = (channel: string): number =>
      [...partition.router.view.contacts()].filter(
        (contact) => contact.channel === channel && (contact.state === "waiting" || contact.state === "unreachable")
      ).length

    const text = (): void => {
      carriers.smsc.deliver({ from: phone(), to: bankNumbers.sms, text: pick(topics).open })
    }
    const mail = (): Effect.Effect<void> => {
      const { subject, text: body } = pick(mailTopics)
      const from = `customer${Math.floor(random() * 1e6)}@example.com`
      return Effect.ignore(
        Effect.tryPromise(() =>
          carriers.mailbox.send({ from, to: bankNumbers.address, name: pick(names), subject, text: body })
        )
      )
    }
    const call = (): void => {
      carriers.pbx.call({
        from: phone(),
        to: random() < 0.7 ? bankNumbers.general : bankNumbers.complaints,
        patienceMs,
        talkMs: Math.round(talkMs.least + random() * talkMs.spread)
      })
    }
    const chat = (): void => {
      const topic = pick(topics)
      const more = [...topic.more]
      const visitor = new Visitor({ url: options.chatUrl, lang: "zh" })
      visitors.add(visitor)
      visitor.onAgent = () => {
        const next = more.shift()
        if (next !== undefined) visitor.write(next)
        else {
          visitors.delete(visitor)
          void visitor.leave()
        }
      }
      visitor.write(topic.open)
    }

    const channels: ReadonlyArray<readonly [string, Effect.Effect<void>]> = [
      ["chat", Effect.sync(chat)],
      ["sms", Effect.sync(text)],
      ["email", Effect.suspend(mail)],
      ["voice", Effect.sync(call)]
    ]
    const run = (channel: string, come: Effect.Effect<void>) =>
      Effect.gen(function* () {
        if (!someoneReady() || waiting(channel) >= enoughWaiting) return yield* Effect.sleep(500)
        yield* come
        yield* Effect.sleep(betweenMs.least + random() * betweenMs.spread)
      }).pipe(Effect.repeat(Schedule.forever))
    yield* Clock.currentTimeMillis
    for (const [channel, come] of channels) yield* Effect.forkScoped(run(channel, come))
  })
