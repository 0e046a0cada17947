import { createRouter } from "@strowger/router"
import { describe, expect, it } from "vitest"
import { buildWall } from "../../src/desk/buildWall.ts"
import { makeMeets } from "../../src/desk/meets.ts"
import { makeFolds } from "../../src/folds.ts"
import { makeSwitchboard } from "../../src/calls/Switchboard.ts"
import { directory } from "./centre.ts"

describe("the wall of a large centre", () => {
  it("is built in a moment the first time, too: 200 ready agents of many skills, 20 queues, 5,000 waiting", () => {
    const agents = Array.from({ length: 200 }, (_, n) => ({
      id: `a${n}`,
      name: `Agent ${n}`,
      role: "agent" as const,
      skills: { zh: 1 + (n % 9), loan: 1 + (n % 7), en: 1 + (n % 11) }
    }))
    const queues = Array.from({ length: 20 }, (_, n) => ({
      id: `q${n}`,
      name: { zh: `队${n}`, en: `Queue ${n}` },
      serviceLevelMs: 20_000,
      zh: 1 + (n % 5),
      loan: 1 + (n % 4)
    }))
    const needs = ({ zh, loan }: (typeof queues)[number]) => `zh >= ${zh} and loan >= ${loan}`
    const router = createRouter({
      queues: Object.fromEntries(queues.map((queue) => [queue.id, { needs: needs(queue) }]))
    })
    for (const { id, skills } of agents) {
      router.step({ type: "SignIn", agent: id, skills, capacity: { chat: 0 } }, 0)
      router.step({ type: "MakeReady", agent: id }, 0)
    }
    for (let n = 0; n < 5_000; n++) {
      router.step({ type: "Enqueue", contact: `c${n}`, queue: `q${n % 20}`, channel: "chat" }, 1)
    }
    const room = {
      partition: "p1",
      router,
      folds: makeFolds(),
      directory: directory({ agents, queues, queue: (id) => queues.find((queue) => queue.id === id) }),
      switchboard: makeSwitchboard()
    }
    const startedMs = performance.now()
    const wall = buildWall(room, makeMeets(), "en", 2)
    const tookMs = performance.now() - startedMs

    expect(wall.totals).toMatchObject({ waiting: 5_000, ready: 200 })
    for (const [n, queue] of queues.entries()) {
      const able = agents.filter(({ skills }) => skills.zh >= queue.zh && skills.loan >= queue.loan)
      expect(wall.queues[n]?.readyAgents, queue.id).toBe(able.length)
    }
    // Nobody is routed meanwhile. It was 730 ms where each pair was tried in a router of its own.
    expect(tookMs).toBeLessThan(250)
  })
})
