import { describe, expect, inject, it } from "vitest"
import { type Case, type Given, mixed } from "./peer/cases.ts"
import { oursAtOnce } from "./peer/ours.ts"
import { startRedis } from "./peer/redis.ts"
import { line, sideBySide } from "./peer/sideBySide.ts"
import { peerVersion } from "./peer/theirs.ts"

const version = peerVersion()
const isHere = inject("peers").redis && version !== undefined

/** What ours gives is exact; what theirs gives is printed, and is theirs to change. */
describe.skipIf(!isHere)(`beside assignment-user-matcher ${version ?? "(not installed)"}`, () => {
  it("SCORE-1 FAIR-1 QUEUE-2 QUEUE-3 ours gives work to all agents, by priority, first come first served", async () => {
    const redis = await startRedis()
    try {
      const all = await sideBySide(redis.url, { alike: [20, 200], mixed: [60, 600], oneByOne: [120, 8] })
      for (const { title, ours, theirs } of all) {
        console.log([title, line("ours", ours), ...theirs.map(({ mode, given }) => line(mode, given))].join("\n"))
        for (const { given } of theirs) expect(given.tasks.length).toBeGreaterThan(0)
      }
      const [alike, byPriority, inTurn] = all
      const first = (many: number) => Array.from({ length: many }, (_, n) => `a${String(n).padStart(5, "0")}`)
      expect(ids(alike!.ours)).toEqual(first(20))
      expect(byPriority!.ours.tasks.length).toBe(60)
      expect(ids(inTurn!.ours)).toEqual(first(8))
    } finally {
      await redis.stop()
    }
  }, 60_000)
})

describe("ours on the full case of mixed skills", () => {
  const work = mixed(500, 5_000)
  const given = oursAtOnce(work)

  it("FAIR-1 gives work to all 500 agents in one step", () => {
    expect(given.tasks.length).toBe(500)
    expect(new Set(ids(given)).size).toBe(500)
  })
  it("QUEUE-3 goes down in priority from 999, and leaves nothing behind that is more urgent than what it gave of that skill", () => {
    const priorities = given.tasks.map(({ priority = 0 }) => priority)
    expect(priorities[0]).toBe(999)
    expect(priorities).toEqual(priorities.toSorted((a, b) => b - a))
    expect(moreUrgentLeft(work, given)).toEqual([])
  })
})

const ids = ({ tasks }: Given) => tasks.map(({ id }) => id)

function moreUrgentLeft({ tasks }: Case, given: Given) {
  const least = new Map<string, number>()
  for (const { skill, priority = 0 } of given.tasks) least.set(skill, priority)
  const taken = new Set(ids(given))
  return tasks.filter(({ id, skill, priority = 0 }) => !taken.has(id) && priority > (least.get(skill) ?? -1))
}
