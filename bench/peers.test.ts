import { describe, expect, inject, it } from "vitest"
import { startRedis } from "./peer/redis.ts"
import { bullmq } from "./task/bullmq.ts"
import { matcher } from "./task/matcher.ts"
import { ours, oursByNumber } from "./task/ours.ts"
import { redisTask } from "./task/redis.ts"
import { ruleEngine } from "./task/ruleEngine.ts"
import { scan } from "./task/scan.ts"
import { sqliteLifeCycle, sqliteOrderBy, sqlitePick } from "./task/sqlite.ts"
import { createWorld, type WorldSizes } from "./task/World.ts"

/** The small sister of what `peers.ts` measures: there the clock counts, here that everybody did the same work. */
const small: WorldSizes = { contacts: 400, agents: 12, skills: 10, profiles: 6, classes: 30 }
const worlds = [1, 2, 3].map((seed) => createWorld(small, seed))
const every = Number.POSITIVE_INFINITY

describe("the same work by others gives the same decisions", () => {
  it("SCORE-1 SCORE-2 QUEUE-2 every contact that somebody may take is taken, with five events", () => {
    for (const world of worlds) {
      const { taken = [], events = 0 } = ours(world)
      const able = new Set(world.agents.flatMap(({ profile }) => world.mayTake[profile]!))
      expect(taken.map(([contact]) => contact).toSorted((a, b) => a - b)).toEqual(
        world.contacts.flatMap(({ class: of }, n) => (able.has(of) ? [n] : []))
      )
      // And one for each agent who makes himself ready.
      expect(events).toBe(world.contacts.length + 4 * taken.length + world.agents.length)
      // Were it the order of arrival, nothing but that would have been compared.
      expect(taken.filter(([contact], n) => n > 0 && contact < taken[n - 1]![0]).length).toBeGreaterThan(100)
    }
  })

  it("BYNUM-1 by numbers, with as many rows as events", () => {
    for (const world of worlds) {
      const { ms: _, ...byNumber } = oursByNumber(world)
      const { ms: __, ...byText } = ours(world)
      expect(byNumber).toEqual(byText)
    }
  })

  it("SCORE-1 SCORE-2 QUEUE-2 SQLite, by its best statement, by the first one writes, and with states and events", () => {
    for (const world of worlds) {
      const { taken } = ours(world)
      expect(sqlitePick(world).taken).toEqual(taken)
      expect(sqliteOrderBy(world, every).taken).toEqual(taken)
      const whole = sqliteLifeCycle(world)
      expect(whole.taken).toEqual(taken)
      expect(whole.events).toBe(world.contacts.length + 4 * taken!.length)
    }
  })

  it("SCORE-1 SCORE-2 QUEUE-2 a look at everybody who waits", () => {
    for (const world of worlds) expect(scan(world).taken).toEqual(ours(world).taken)
  })

  it("SCORE-1 SCORE-2 QUEUE-2 json-rules-engine, where it says who may take what", async () => {
    for (const world of worlds) expect((await ruleEngine(world, every)).taken).toEqual(ours(world).taken)
  })

  describe.skipIf(!inject("peers").redis)("with a Redis", () => {
    it("SCORE-1 SCORE-2 QUEUE-2 sorted sets and Lua; BullMQ and assignment-user-matcher, which can do less, end all work", async () => {
      const redis = await startRedis()
      try {
        for (const world of worlds) {
          const { taken } = ours(world)
          expect((await redisTask(redis.url, world, { together: 1 })).taken).toEqual(taken)
          expect((await redisTask(redis.url, world, { together: 10 })).taken).toEqual(taken)
          const whole = await redisTask(redis.url, world, { together: 10, lifeCycle: true })
          expect(whole.taken).toEqual(taken)
          expect(whole.events).toBe(world.contacts.length + 4 * taken!.length)
        }
        const [world] = worlds
        for (const lifeCycle of [false, true])
          expect((await bullmq(redis.url, world!, lifeCycle)).contacts).toBe(small.contacts)
        expect((await matcher(redis.url, world!, 20)).contacts).toBeGreaterThan(10)
      } finally {
        await redis.stop()
      }
    })
  })
})
