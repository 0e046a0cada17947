import { describe, expect, it } from "vitest"
import { createRouter, type QueueConfiguration, type RouterEvent } from "../src/index.ts"
import { Centre } from "./centre.ts"

const revert = { type: "RevertConfiguration" } as const
const configure = (centre: Centre, queues: Record<string, QueueConfiguration>) =>
  centre.do({ type: "Configure", configuration: { queues } })

describe("CONF-9 a change is taken back", () => {
  it("the one before is in force again, under a version of its own, and once more brings the other back", () => {
    const centre = new Centre({ q: { needs: "zh" } })
    const { view } = centre.router
    expect(centre.do(revert)).toEqual(["refused: NothingToRevert"])
    expect(view.previousConfiguration).toBeUndefined()
    configure(centre, { q: { needs: "en" } })
    configure(centre, { q: { needs: "loan" } })
    expect(centre.do(revert)).toEqual(["Configured"])
    expect([view.configuration.queues.q, view.version]).toEqual([{ needs: "en" }, 4])
    expect(centre.do(revert)).toEqual(["Configured"])
    expect([view.configuration.queues.q, view.version]).toEqual([{ needs: "loan" }, 5])
    expect(view.previousConfiguration?.queues.q).toEqual({ needs: "en" })
  })

  it("who waits is matched at once, and nobody lost the place", () => {
    const centre = new Centre({ q: { needs: "zh" }, r: {} })
    centre.ready("ann", {}, { chat: 1 })
    for (const contact of ["c1", "c2", "c3"]) centre.comes(contact, contact === "c2" ? { queue: "r" } : {})
    centre.declines("ann", "c2")
    expect(configure(centre, { q: { needs: "zh", tier: 1 }, r: { needs: "vip" } })).toEqual(["Configured"])
    expect(centre.do(revert)).toEqual(["Configured"])
    expect(configure(centre, { q: {}, r: {} })).toEqual(["Configured", "OfferMade c1 ann"])
    // What rings goes on ringing; the others are where they were.
    expect(centre.do(revert)).toEqual(["Configured"])
    expect([...centre.router.view.contacts()].map(({ id, state }) => `${id} ${state}`)).toEqual([
      "c1 offered",
      "c2 waiting",
      "c3 waiting"
    ])
  })

  it("is refused where a queue with live contacts would be left out, and changes nothing", () => {
    const centre = new Centre({ q: {} })
    configure(centre, { q: {}, r: {} })
    centre.comes("c1", { queue: "r" })
    const before = centre.router.snapshot()
    expect(centre.try(revert).refusal).toMatchObject({
      reason: "InvalidConfiguration",
      text: "the one before: queues.r: still holds contact c1: keep the queue until it is empty"
    })
    expect(centre.router.snapshot()).toEqual(before)
    centre.do({ type: "Cancel", contact: "c1" })
    expect(centre.do(revert)).toEqual(["Configured"])
  })

  it("events and snapshots bring what it goes back to; without a change a snapshot is what it was", () => {
    const centre = new Centre({ q: { needs: "zh" } })
    expect(JSON.stringify(centre.router.snapshot())).not.toContain("previousConfiguration")
    const log: RouterEvent[] = []
    centre.router.subscribe((event) => log.push(event))
    configure(centre, { q: { needs: "en" } })
    const folded = createRouter({ queues: { q: { needs: "zh" } } }, { events: log })
    for (const router of [centre.again().router, folded, centre.router]) {
      expect(router.do(revert).events).toEqual([
        { type: "Configured", atMs: 0, version: 3, configuration: { queues: { q: { needs: "zh" } } } }
      ])
    }
    expect(folded.snapshot()).toEqual(centre.router.snapshot())
  })

  it("queues are listed in the order of the configuration, restored or not", () => {
    const centre = new Centre({ a: {}, b: {}, c: {} })
    configure(centre, { c: {}, b: {} })
    configure(centre, { c: {}, a: {}, b: {} })
    const listed = ({ router }: Centre) => [...router.view.queues()].map(({ id }) => id)
    expect(listed(centre)).toEqual(["c", "a", "b"])
    expect(listed(centre.again())).toEqual(["c", "a", "b"])
  })

  it("a snapshot from before there was one is read, and knows of no change", () => {
    const centre = new Centre({ q: {} })
    configure(centre, { q: { priority: 1 } })
    const { body, ...rest } = centre.router.snapshot() as unknown as { body: Record<string, unknown> }
    const { previousConfiguration: _, ...old } = body
    const router = createRouter({ queues: {} }, { snapshot: { ...rest, body: old } as never })
    expect(router.do(revert).refusal?.reason).toBe("NothingToRevert")
  })
})

describe("RELAX-7 a change that is not of its queue's steps", () => {
  const steps = [{ afterMs: 60_000, needs: "zh" }]
  const q: QueueConfiguration = { needs: "zh >= 5", skipIf: "nobodySignedIn", steps }

  it("leaves a contact at the step that it came to by skipping, and another one takes it back", () => {
    const centre = new Centre({ q, r: {} })
    expect(centre.comes("c1")).toEqual(["ContactQueued c1", "ContactRelaxed c1 nobodySignedIn"])
    centre.do({ type: "SignIn", agent: "ann", skills: { zh: 9 } })
    const step = () => centre.router.view.contact("c1")?.step
    configure(centre, { q: { ...q, needs: "zh >= 6", priority: 2 }, r: { priority: 3 } })
    expect(step()).toBe(1)
    configure(centre, { q: { ...q, steps: [{ afterMs: 61_000, needs: "zh" }] }, r: {} })
    expect(step()).toBeUndefined()
  })
})
