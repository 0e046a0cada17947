import { compileHours } from "@strowger/router/calendar"
import { describe, expect, it } from "vitest"
import { checkConfiguration, type Command, type Deflection, type Interval } from "../src/index.ts"
import { Centre } from "./centre.ts"

const overflow = (queue: string): Deflection => ({ do: "overflow", queue })
const end: Deflection = { do: "end" }
const hours = (queue: string, ...open: ReadonlyArray<readonly [number, number]>): Command => ({
  type: "ScheduleQueue",
  queue,
  open: open.map(([fromMs, untilMs]) => ({ fromMs, untilMs }))
})

describe("hours", () => {
  it("QUEUE-20 a queue opens and closes at the instants it was given, and stays closed after the last", () => {
    const centre = new Centre({ q: {} })
    expect(centre.router.view.queue("q")).not.toHaveProperty("open")
    expect(centre.at(0).do(hours("q", [1_000, 2_000], [3_000, 4_000]))).toEqual(["QueueScheduled", "QueueClosed"])
    expect(centre.router.nextDeadlineMs).toBe(1_000)
    expect(centre.at(1_000).ticks()).toEqual(["QueueOpened"])
    expect(centre.router.view.queue("q")?.open).toBe(true)
    expect(centre.at(1_999).ticks()).toEqual([])
    // Three changes fell due unseen: each fires, in order.
    expect(centre.at(9_000).ticks()).toEqual(["QueueClosed", "QueueOpened", "QueueClosed"])
    expect(centre.router.view.queue("q")?.open).toBe(false)
    expect(centre.router.nextDeadlineMs).toBeUndefined()
  })

  it("QUEUE-20 new hours take the place of the old ones at once; left out, the queue is always open", () => {
    const centre = new Centre({ q: {} })
    centre.at(0).do(hours("q", [0, 5_000]))
    expect(centre.at(1_000).do(hours("q", [0, 7_000]))).toEqual(["QueueScheduled"])
    expect(centre.router.nextDeadlineMs).toBe(7_000)
    expect(centre.do(hours("q", [0, 7_000]))).toEqual([])
    expect(centre.do(hours("q"))).toEqual(["QueueScheduled", "QueueClosed"])
    expect(centre.do({ type: "ScheduleQueue", queue: "q" })).toEqual(["QueueScheduled", "QueueOpened"])
    expect(centre.router.view.queue("q")).not.toHaveProperty("open")
  })

  it("QUEUE-20 a week that the calendar compiled opens at nine in Berlin, also after the clocks have changed", () => {
    const nine = [{ from: "09:00", to: "17:00" }]
    const range = { fromMs: Date.parse("2026-03-27T00:00Z"), untilMs: Date.parse("2026-03-31T00:00Z") }
    const open = compileHours({ zone: "Europe/Berlin", week: { fri: nine, mon: nine } }, range)
    const centre = new Centre({ q: {} })
    centre.at(range.fromMs).do({ type: "ScheduleQueue", queue: "q", open })
    const changes: string[] = []
    for (let next = centre.router.nextDeadlineMs; next !== undefined; next = centre.router.nextDeadlineMs) {
      changes.push(`${new Date(next).toISOString().slice(0, 16)} ${centre.at(next).ticks().join()}`)
    }
    expect(changes).toEqual([
      "2026-03-27T08:00 QueueOpened",
      "2026-03-27T16:00 QueueClosed",
      "2026-03-30T07:00 QueueOpened",
      "2026-03-30T15:00 QueueClosed"
    ])
  })

  it("QUEUE-20 a queue that leaves the configuration loses its hours", () => {
    const centre = new Centre({ q: {}, r: {} })
    centre.at(0).do(hours("r", [1_000, 2_000]))
    centre.do({ type: "Configure", configuration: { queues: { q: {} } } })
    expect(centre.router.nextDeadlineMs).toBeUndefined()
    centre.do({ type: "Configure", configuration: { queues: { q: {}, r: {} } } })
    expect(centre.router.view.queue("r")).not.toHaveProperty("open")
  })

  it("DET-5 hours that cannot be are refused, each naming the field and the remedy", () => {
    const centre = new Centre({ q: {} })
    const bad: ReadonlyArray<readonly [unknown, RegExp]> = [
      ["always", /write a list/],
      [[{ fromMs: 2, untilMs: 2 }], /interval 0 ends before it begins/],
      [[{ fromMs: 1.5, untilMs: 2 }], /whole milliseconds/],
      [
        [
          { fromMs: 1, untilMs: 3 },
          { fromMs: 2, untilMs: 4 }
        ],
        /interval 1 begins before the one before has ended/
      ],
      [
        [
          { fromMs: 1, untilMs: 3 },
          { fromMs: 3, untilMs: 4 }
        ],
        /order or join the two/
      ]
    ]
    for (const [open, text] of bad) {
      const { refusal, events } = centre.try({ type: "ScheduleQueue", queue: "q", open: open as Interval[] })
      expect(refusal).toMatchObject({ reason: "InvalidValue", field: "open" })
      expect(refusal?.text).toMatch(text)
      expect(events).toEqual([])
    }
    expect(centre.do(hours("none", [1, 2]))).toEqual(["refused: QueueUnknown"])
  })
})

describe("who comes while it is closed, who waits when it closes", () => {
  it("QUEUE-21 a contact that comes to a closed queue goes where the queue says, or stays and is served", () => {
    const centre = new Centre({ q: {}, day: { whenClosed: overflow("q") }, mute: { whenClosed: { do: "voicemail" } } })
    for (const queue of ["q", "day", "mute"]) centre.at(0).do(hours(queue))
    centre.ready("ann", {}, { chat: 1 })
    expect(centre.comes("c1")).toEqual(["ContactQueued c1", "OfferMade c1 ann"])
    expect(centre.comes("c2", { queue: "day" })).toEqual(["ContactQueued c2", "ContactOverflowed c2 closed"])
    expect(centre.router.view.contact("c2")).toMatchObject({ queue: "q", state: "waiting", enqueuedAtMs: 0 })
    expect(centre.comes("c3", { queue: "mute" })).toEqual(["ContactQueued c3", "ContactDeflected c3 closed"])
    expect(centre.router.view.contact("c3")).toBeUndefined()
    centre.do({ type: "ScheduleQueue", queue: "mute" })
    expect(centre.comes("c3", { queue: "mute" })).toEqual(["ContactQueued c3"])
  })

  it("QUEUE-22 when a queue closes, who waits or is unreachable goes in order of first enqueue; what rings goes on ringing", () => {
    const centre = new Centre({ q: { atClose: end }, other: { needs: "klingon" } })
    centre.at(0).do(hours("q", [0, 5_000]))
    centre.comes("elsewhere", { queue: "other" })
    centre.ready("ann", {}, { chat: 1 })
    centre.comes("c1")
    centre.at(1).comes("c2", { reachable: false })
    centre.at(2).comes("c3", { priority: 5 })
    expect(centre.at(5_000).ticks()).toEqual([
      "QueueClosed",
      "ContactDeflected c2 closing",
      "ContactDeflected c3 closing"
    ])
    expect(centre.accepts("ann", "c1")).toEqual(["OfferAccepted c1 ann"])
    expect(centre.router.view.contact("elsewhere")?.state).toBe("waiting")
  })

  it("QUEUE-22 left out, those who wait stay and are served after hours while somebody is there", () => {
    const centre = new Centre({ q: { whenClosed: end } })
    centre.at(0).do(hours("q", [0, 5_000]))
    centre.comes("c1")
    expect(centre.at(5_000).ticks()).toEqual(["QueueClosed"])
    expect(centre.ready("ann").at(-1)).toBe("OfferMade c1 ann")
  })

  it("QUEUE-23 overflow keeps the clock, the contact's own priority, head start, needs and excludes", () => {
    const centre = new Centre({ q: { atClose: overflow("night"), priority: 3 }, night: { needs: "night" } })
    centre.at(0).do(hours("q", [0, 5_000]))
    centre.at(1_000).comes("early", { priority: 1, creditMs: 700, needs: "en", excludes: ["bo"] })
    centre.at(2_000).comes("late", { queue: "night", priority: 1 })
    expect(centre.at(5_000).ticks()).toEqual(["QueueClosed", "ContactOverflowed early closing"])
    expect(centre.router.view.contact("early")).toMatchObject({
      queue: "night",
      priority: 1,
      creditMs: 700,
      enqueuedAtMs: 1_000
    })
    expect(centre.ready("bo", { night: 1, en: 1 }, { chat: 1 }).at(-1)).toBe("OfferMade late bo")
    expect(centre.ready("cem", { night: 1 })).not.toContain("OfferMade early cem")
    expect(centre.ready("dee", { night: 1, en: 1 }).at(-1)).toBe("OfferMade early dee")
  })

  it("QUEUE-24 two queues that overflow into each other are asked once each, and the contact stays in the last", () => {
    const centre = new Centre({
      a: { whenClosed: overflow("b") },
      b: { whenClosed: overflow("c"), atClose: overflow("a") },
      c: { whenClosed: overflow("a") }
    })
    for (const queue of ["a", "b", "c"]) centre.at(0).do(hours(queue))
    expect(centre.comes("c1", { queue: "a" })).toEqual([
      "ContactQueued c1",
      "ContactOverflowed c1 closed",
      "ContactOverflowed c1 closed"
    ])
    expect(centre.router.view.contact("c1")).toMatchObject({ queue: "c", state: "waiting" })
    // Also later, by another rule, it does not come back.
    centre.do({ type: "ScheduleQueue", queue: "b" })
    centre.comes("c2", { queue: "a" })
    expect(centre.router.view.contact("c2")?.queue).toBe("b")
    expect(centre.do(hours("b"))).toEqual(["QueueScheduled", "QueueClosed"])
    expect(centre.router.view.contact("c2")?.queue).toBe("b")
  })

  it("QUEUE-24 CONF-3 a deflection that leads nowhere is refused with its path and the remedy", () => {
    const queues = {
      a: { whenClosed: overflow("a"), atClose: { do: "overflow" } },
      b: { whenClosed: overflow("z"), atClose: { do: "sing" } },
      c: { whenClosed: { do: "end", queue: "a" } }
    }
    const mistakes = checkConfiguration({ queues }).map(({ path, text }) => `${path}: ${text}`)
    expect(mistakes).toEqual([
      "queues.a.whenClosed.queue: a queue cannot overflow into itself: name another one, or stay",
      "queues.a.atClose.queue: undefined is no queue of this configuration; queues are: a, b, c",
      'queues.b.whenClosed.queue: "z" is no queue of this configuration; queues are: a, b, c',
      expect.stringMatching(/^queues.b.atClose: write e.g. /),
      expect.stringMatching(/^queues.c.whenClosed.queue: is not known here/)
    ])
  })
})
