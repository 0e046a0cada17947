import type { Avaya } from "@strowger/cti-avaya"
import { CallControl, Journal, PresenceSource } from "@strowger/router/ports"
import type { Inbound } from "@strowger/router/ports"
import { Context, Effect, Exit, Latch, Layer, Scope, Stream } from "effect"
import { Adapters } from "../../src/adapters/Adapters.ts"
import { Switchboard } from "../../src/calls/Switchboard.ts"
import { Desk } from "../../src/desk/Desk.ts"
import { Directory } from "../../src/Directory.ts"
import { type FoldSet, Folds } from "../../src/folds.ts"
import { Partition } from "../../src/partition/Partition.ts"
import { type LiveOptions, liveRooms, type StateRooms, stateRooms } from "../../src/rooms.ts"
import { localServices } from "../../src/state/localLayer.ts"
import { makeMemoryStore } from "../../src/state/memory/MemoryStore.ts"
import { type Carrier, makeCarrier, makeSwitch, type Switch, vdn } from "./carriers.ts"

export const directory = (over: Partial<Directory["Service"]> = {}): Directory["Service"] => {
  const agents = [
    { id: "wei", name: "王伟", role: "agent", skills: { zh: 5, loan: 7 }, device: "8001", login: "4001" },
    { id: "li", name: "李娜", role: "agent", skills: { zh: 5 }, device: "8002", login: "4002" },
    { id: "chen", name: "陈静", role: "agent", skills: { zh: 3 } }
  ] as const
  const queues = ["loans", "cards", "calls"].map((id) => ({
    id,
    name: { zh: `${id}中`, en: id },
    serviceLevelMs: 20_000
  }))
  const entries = [
    { adapter: "sms", to: "95500", queue: "loans" },
    { adapter: "mail", queue: "cards" },
    { adapter: "chat", queue: "cards" },
    { adapter: "pbx", to: vdn, queue: "calls" }
  ]
  return {
    name: "City Bank",
    agents,
    queues,
    agent: (id) => agents.find((agent) => agent.id === id),
    agentAt: (device) => agents.find((agent) => "device" in agent && agent.device === device),
    queue: (id) => queues.find((queue) => queue.id === id),
    entryPoint: (adapter, to) =>
      entries.find((entry) => entry.adapter === adapter && (entry.to === undefined || entry.to === to)),
    router: {
      queues: {
        loans: { needs: "zh >= 3 and loan >= 5", offerMs: 20_000, wrapUpMs: 10_000 },
        cards: { offerMs: 20_000 },
        calls: { needs: "zh >= 5", offerMs: 15_000, wrapUpMs: 5_000 }
      }
    },
    voice: { adapter: "pbx", routeHoldMs: 4_000 },
    ...over
  }
}

/** What outlives a host: the log, and the world around it. */
export interface World {
  readonly store: ReturnType<typeof makeMemoryStore>
  readonly sms: Carrier
  readonly mail: Carrier
  readonly chat: Carrier
  readonly pbx: Switch
  /** While closed, appends wait at the store: what was decided is not durable. */
  readonly door: Latch.Latch
}

export const makeWorld = (): World => ({
  store: makeMemoryStore(),
  sms: makeCarrier("sms", "sms"),
  mail: makeCarrier("mail", "email"),
  chat: makeCarrier("chat", "chat"),
  pbx: makeSwitch("pbx"),
  door: Latch.makeUnsafe(true)
})

const storeOf = ({ store, door }: World) => {
  const services = localServices(store)
  const journal = Context.get(services, Journal)
  return Context.add(services, Journal, {
    ...journal,
    append: (...entry) => Effect.andThen(door.await, journal.append(...entry))
  })
}

export interface Centre extends World {
  readonly folds: FoldSet
  readonly partition: Partition["Service"]
  readonly desk: Desk["Service"]
  readonly switchboard: Switchboard["Service"]
  readonly services: Context.Context<StateRooms>
  readonly close: Effect.Effect<void>
}

/** The host's rooms over a world. Everything is real but the far sides of the adapters. */
export const start = (
  world: World,
  options: LiveOptions & { readonly directory?: Directory["Service"]; readonly voice?: Avaya } = {}
) =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    const { adapter, callControl, presence } = options.voice ?? {
      adapter: world.pbx.carrier.adapter,
      callControl: world.pbx.control,
      presence: world.pbx.source
    }
    const all = [world.sms.adapter, world.mail.adapter, world.chat.adapter, adapter]
    const layer = liveRooms({ pump: { drainMs: 0 }, ...options }).pipe(
      Layer.provideMerge(stateRooms({ id: "p1", host: "test" })),
      Layer.provideMerge(Layer.succeedContext(storeOf(world))),
      Layer.provideMerge(Layer.succeed(Directory, options.directory ?? directory())),
      Layer.provideMerge(Layer.succeed(Adapters, { all, get: (id) => all.find((adapter) => adapter.id === id) })),
      Layer.provideMerge(Layer.succeed(CallControl, callControl)),
      Layer.provideMerge(Layer.succeed(PresenceSource, presence))
    )
    const context = yield* Layer.buildWithScope(layer, scope)
    const centre: Centre = {
      ...world,
      folds: Context.get(context, Folds),
      partition: Context.get(context, Partition),
      desk: Context.get(context, Desk),
      switchboard: Context.get(context, Switchboard),
      services: context,
      close: Scope.close(scope, Exit.void)
    }
    return centre
  })

/** What the log alone gives: the partition and its folds, with nothing running over them. */
export const rebuild = Effect.fnUntraced(function* (world: World) {
  const scope = yield* Scope.make()
  const layer = stateRooms({ id: "p1", host: "test" }).pipe(
    Layer.provideMerge(Layer.succeedContext(storeOf(world))),
    Layer.provideMerge(Layer.succeed(Directory, directory()))
  )
  const context = yield* Layer.buildWithScope(layer, scope)
  return {
    folds: Context.get(context, Folds),
    partition: Context.get(context, Partition),
    close: Scope.close(scope, Exit.void)
  }
})

/** Lets everything that can run without the clock run. */
export const quiet = Effect.repeat(Effect.yieldNow, { times: 300 })

let keys = 0
/** A short message to the bank; a key of its own unless one is given. */
export const sms = (text: string, from = "13812342046", id = `sms-${keys++}`): Inbound => ({
  type: "Message",
  key: { account: "smsc", epoch: "", id },
  thread: `${from}>95500`,
  atMs: 0,
  from: { channel: "sms", value: from },
  to: { channel: "sms", value: "95500" },
  content: { text },
  traits: { automatic: "no" }
})

export const chatLine = (text: string, session = "visitor-1", clientId = `cid-${keys++}`): Inbound => ({
  type: "Message",
  key: { account: "chat", epoch: "", id: `${session}:${clientId}` },
  thread: session,
  atMs: 0,
  from: { channel: "chat", value: session },
  to: { channel: "chat", value: "chat" },
  content: { text },
  clientId,
  traits: { automatic: "no" }
})

export const mail = (subject: string, over: Partial<Extract<Inbound, { readonly type: "Message" }>> = {}): Inbound => ({
  type: "Message",
  key: { account: "imap", epoch: "1", id: `mail-${keys++}` },
  thread: "root-1",
  atMs: 0,
  from: { channel: "email", value: "zhang@example.com", display: "Zhang San" },
  to: { channel: "email", value: "service@bank.example" },
  content: { text: "hello", subject },
  messageId: "<m1@example.com>",
  raw: { name: "raw", mime: "message/rfc822", bytes: 10, sha256: `${keys}` },
  traits: { automatic: "no" },
  ...over
})

let commands = 0
/** Does an act under a command id of its own. */
export const act = (
  centre: Centre,
  agent: string,
  one: Parameters<Desk["Service"]["act"]>[2],
  command = `k${commands++}`
) => centre.desk.act(agent, command, one)

export const ready = Effect.fnUntraced(function* (centre: Centre, agent: string) {
  yield* act(centre, agent, { _tag: "SignIn" })
  yield* act(centre, agent, { _tag: "MakeReady" })
  yield* quiet
})

/** The first thing a stream shows. */
export const first = <A, E>(stream: Stream.Stream<A, E>): Effect.Effect<A, E> =>
  Effect.map(Stream.runHead(stream), (found) => {
    if (found._tag === "None") throw new Error("the stream ended without showing anything")
    return found.value
  })

/** Rings at the agent and is accepted; returns the contact. */
export const accepted = Effect.fnUntraced(function* (centre: Centre, agent: string) {
  const { offers } = yield* first(centre.desk.watchDesk(agent))
  const offer = offers[0]
  if (offer === undefined) throw new Error(`nothing rings at ${agent}`)
  yield* act(centre, agent, { _tag: "Accept", contact: offer.contact, offer: offer.offer })
  return offer
})
