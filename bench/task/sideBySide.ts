import { bullmq } from "./bullmq.ts"
import { matcher } from "./matcher.ts"
import { ours } from "./ours.ts"
import { redisTask } from "./redis.ts"
import { ruleEngine } from "./ruleEngine.ts"
import { sqliteLifeCycle, sqliteOrderBy, sqlitePick } from "./sqlite.ts"
import type { Done, Taken, World } from "./World.ts"

export interface Peer {
  readonly name: string
  /** What it does less than a router, or more. */
  readonly note: string
  /** How many contacts, where it would take too long with all of them. */
  readonly most?: number
  /** It takes seconds: in every third round only. */
  readonly slow?: true
  readonly run: (world: World) => Done | Promise<Done>
}

/** What somebody would take instead. `url`: of a Redis, if there is one. */
export function peersOf(url: string | undefined): ReadonlyArray<Peer> {
  const some = 300
  const ofRedis = (at: string): ReadonlyArray<Peer> => [
    {
      name: "Redis 7, zset per class + Lua, pipelined by 100",
      note: "enqueue and pick only; state can be shared, none is on disk",
      run: (world) => redisTask(at, world, { together: 100 })
    },
    {
      name: "the same with the life cycle",
      note: "states checked by Lua, five events in a stream",
      run: (world) => redisTask(at, world, { together: 100, lifeCycle: true })
    },
    {
      name: "Redis 7, zset per class + Lua, one by one",
      note: "enqueue and pick only; a round trip each",
      slow: true,
      run: (world) => redisTask(at, world, { together: 1 })
    },
    {
      name: "BullMQ, one queue, concurrency 100, addBulk",
      note: "priority only: no skills, no ageing; jobs that survive a worker",
      run: (world) => bullmq(at, world)
    },
    {
      name: "assignment-user-matcher, best-match",
      note: "classes as tags, no ageing; state can be shared",
      most: some,
      slow: true,
      run: (world) => matcher(at, world, some)
    }
  ]
  return [
    {
      name: "SQLite in memory, first of each class",
      note: "enqueue and pick only; can be made durable",
      run: sqlitePick
    },
    {
      name: "the same with the life cycle",
      note: "states checked, five events, by triggers",
      run: sqliteLifeCycle
    },
    ...(url === undefined ? [] : ofRedis(url)),
    {
      name: "json-rules-engine, 50 rules",
      note: "matching only; the first of each class is scored outside",
      most: some,
      slow: true,
      run: (world) => ruleEngine(world, some)
    },
    {
      name: "SQLite in memory, ORDER BY score",
      note: "enqueue and pick only; all 10,000 wait at the first pick",
      most: some,
      slow: true,
      run: (world) => sqliteOrderBy(world, some)
    }
  ]
}

export interface Figure {
  readonly name: string
  readonly note: string
  readonly most?: number
  /** Median of the rounds, microseconds per contact. */
  readonly usPerContact: number
  /** Median of the rounds, each beside our run next to it. Absent = it is ours. */
  readonly ratio?: number
  /** Whether its decisions were ours, one for one. Absent = it cannot express them. */
  readonly same?: boolean
  /** Events written for each contact. */
  readonly events?: number
}

export interface SideBySide {
  readonly ours: Figure
  readonly peers: ReadonlyArray<Figure>
}

const us = ({ ms, contacts }: Done) => (ms * 1_000) / contacts

/** They take turns: before each peer's turn is one of ours, and the two are compared. */
export async function sideBySide(
  world: World,
  peers: ReadonlyArray<Peer>,
  rounds: number,
  tell: (line: string) => void = () => {}
): Promise<SideBySide> {
  // What is measured is warm: engines compile what runs often.
  for (let n = 0; n < 5; n++) ours(world)
  for (const peer of peers) await peer.run(world)
  const first = ours(world)
  const ownUs: number[] = []
  const of = peers.map(() => ({ us: [] as number[], ratios: [] as number[], last: undefined as Done | undefined }))
  for (let round = 0; round < rounds; round++) {
    for (const [n, peer] of peers.entries()) {
      if (peer.slow && round % 3 > 0) continue
      const own = us(ours(world))
      const done = await peer.run(world)
      ownUs.push(own)
      of[n]!.us.push(us(done))
      of[n]!.ratios.push(us(done) / own)
      of[n]!.last = done
    }
    tell(`round ${round + 1} of ${rounds}`)
  }
  const figure = ({ name, note, most }: Peer, n: number): Figure => {
    const { us: all, ratios, last } = of[n]!
    return {
      name,
      note,
      ...(most === undefined ? {} : { most }),
      usPerContact: median(all),
      ratio: median(ratios),
      ...(last?.taken === undefined ? {} : { same: isBeginning(last.taken, first.taken!) }),
      ...(last?.events === undefined ? {} : { events: last.events / last.contacts })
    }
  }
  const name = "@strowger/router, whole life cycle, strings and objects"
  const events = first.events! / first.contacts
  return { ours: { name, note: "", usPerContact: median(ownUs), events }, peers: peers.map(figure) }
}

const median = (of: ReadonlyArray<number>) => of.toSorted((a, b) => a - b)[of.length >> 1]!
const isBeginning = (some: Taken, all: Taken) =>
  some.every(([contact, agent], n) => contact === all[n]?.[0] && agent === all[n][1])
