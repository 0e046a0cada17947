import type { Wire } from "./redis.ts"
import { scan } from "./scan.ts"
import { sqliteLifeCycle, sqliteOrderBy, sqlitePick } from "./sqlite.ts"
import type { Done, World } from "./World.ts"

export interface Peer {
  /** For `--case`: peers of one name are measured together. */
  readonly group: "sqlite" | "redis" | "bullmq" | "others"
  readonly name: string
  /** What it does less than a router, or more. */
  readonly note: string
  /** How many contacts, where it would take too long with all of them. */
  readonly most?: number
  /** It takes seconds: in every third round only. */
  readonly slow?: true
  readonly needsRedis?: true
  /** `url`: of a Redis, "" = there is none. */
  readonly run: (world: World, url: string) => Done | Promise<Done>
}

// Brought when they run: what a client of Redis loads makes V8 promote what is young, and every other section would be measured with it.
const bullmq = async (url: string, world: World, lifeCycle: boolean) =>
  (await import("./bullmq.ts")).bullmq(url, world, lifeCycle)
const redis = async (url: string, world: World, wire: Wire) => (await import("./redis.ts")).redisTask(url, world, wire)

/** Some take seconds for so many. */
const some = 300

/** What somebody would take instead. */
export const peers: ReadonlyArray<Peer> = [
  {
    group: "sqlite",
    name: "SQLite in memory, first of each class",
    note: "enqueue and pick only; can be made durable",
    run: sqlitePick
  },
  {
    group: "sqlite",
    name: "SQLite with the life cycle",
    note: "states of contacts and agents checked, deadlines, five events, by triggers; each step a transaction",
    run: sqliteLifeCycle
  },
  {
    group: "redis",
    name: "Redis 7, zset per class + Lua, pipelined by 100",
    note: "enqueue and pick only; state can be shared, none is on disk",
    needsRedis: true,
    run: (world, url) => redis(url, world, { together: 100 })
  },
  {
    group: "redis",
    name: "Redis with the life cycle, pipelined by 100",
    note: "states of contacts and agents checked by Lua, deadlines, five events in a stream",
    needsRedis: true,
    run: (world, url) => redis(url, world, { together: 100, lifeCycle: true })
  },
  {
    group: "redis",
    name: "Redis 7, zset per class + Lua, one by one",
    note: "enqueue and pick only; a round trip each",
    needsRedis: true,
    slow: true,
    run: (world, url) => redis(url, world, { together: 1 })
  },
  {
    group: "bullmq",
    name: "BullMQ, one queue, concurrency 100, addBulk",
    note: "added, taken, done; priority only: no skills, no ageing; jobs that survive a worker",
    needsRedis: true,
    run: (world, url) => bullmq(url, world, false)
  },
  {
    group: "bullmq",
    name: "BullMQ with the life cycle, concurrency 100, addBulk",
    note: "accepted and wrapped up as progress, five events; priority only: no skills, no ageing",
    needsRedis: true,
    run: (world, url) => bullmq(url, world, true)
  },
  {
    group: "others",
    name: "a naive scan",
    note: "enqueue and pick only; objects in a list",
    slow: true,
    run: scan
  },
  {
    group: "others",
    name: "json-rules-engine, 50 rules",
    note: "matching only; the first of each class is scored outside",
    most: some,
    slow: true,
    run: async (world) => (await import("./ruleEngine.ts")).ruleEngine(world, some)
  },
  {
    group: "others",
    name: "SQLite in memory, ORDER BY score",
    note: "enqueue and pick only; all 10,000 wait at the first pick",
    most: some,
    slow: true,
    run: (world) => sqliteOrderBy(world, some)
  },
  {
    group: "others",
    name: "assignment-user-matcher, best-match",
    note: "classes as tags, no ageing; state can be shared",
    most: some,
    slow: true,
    needsRedis: true,
    run: async (world, url) => (await import("./matcher.ts")).matcher(url, world, some)
  }
]
