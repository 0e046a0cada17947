import { describe, expect, it } from "vitest"
import { createRouter, type RouterEvent } from "../src/index.ts"
import { createDay } from "../src/simulate/index.ts"

describe("a day under a virtual clock", () => {
  it("SIM-1 plans happen at their time, deadlines before them, equal times in the order planned", () => {
    const router = createRouter({ queues: { q: { offerMs: 10_000, onNoAnswer: "stayReady" } } })
    const day = createDay(router)
    const seen: string[] = []
    router.subscribe((e) => seen.push(`${e.atMs} ${e.type}`))
    day.at(3_000, () => router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "voice" }))
    day.at(0, () => router.do({ type: "SignIn", agent: "ann" }))
    day.at(0, () => router.do({ type: "MakeReady", agent: "ann" }))
    day.at(13_000, () => router.do({ type: "Abandon", contact: "c1" }))
    const callOff = day.at(4_000, () => router.do({ type: "Cancel", contact: "c1" }))
    callOff()
    day.run()
    expect(seen).toEqual([
      "0 AgentSignedIn",
      "0 AgentReady",
      "3000 ContactQueued",
      "3000 OfferMade",
      "13000 OfferExpired",
      "13000 ContactAbandoned"
    ])
    expect(day.nowMs).toBe(13_000)
  })

  it("SIM-1 the same plan gives the same events; progress is told; a run may be continued", () => {
    const play = () => {
      const router = createRouter({ queues: { q: { wrapUpMs: 30_000 } } })
      const day = createDay(router)
      const events: RouterEvent[] = []
      const told: number[] = []
      router.subscribe((e) => {
        events.push(e)
        if (e.type === "OfferMade") {
          day.at(e.atMs + 2_000, () =>
            router.do({ type: "Accept", contact: e.contact, agent: e.agent, offer: e.offer })
          )
          day.at(e.atMs + 60_000, () => router.do({ type: "Complete", contact: e.contact, agent: e.agent }))
        }
      })
      for (const agent of ["ann", "bo"]) {
        day.at(0, () => router.do({ type: "SignIn", agent }))
        day.at(0, () => router.do({ type: "MakeReady", agent }))
      }
      for (let n = 0; n < 100; n++) {
        day.at(n * 20_000, () => router.do({ type: "Enqueue", contact: `c${n}`, queue: "q", channel: "voice" }))
      }
      day.run(600_000, { everyMs: 200_000, onProgress: ({ nowMs }) => told.push(nowMs) })
      expect(day.nowMs).toBe(600_000)
      day.run()
      return { events, told, left: [...router.view.contacts()].length }
    }
    const first = play()
    expect(first.events.filter(({ type }) => type === "ContactCompleted").length).toBe(100)
    expect(first.left).toBe(0)
    expect(first.told.length).toBe(4)
    expect(play()).toEqual(first)
  })
})
