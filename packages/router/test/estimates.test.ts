import { describe, expect, it } from "vitest"
import { createEstimates, type Estimate, type Estimates, type EstimatesOptions } from "../src/estimates/index.ts"
import { type Configuration, createRouter, type Enqueue, type Router, type SignIn } from "../src/index.ts"

const minute = 60_000
/** Handle times are known: nothing is learned, so every number can be told beforehand. */
const known: EstimatesOptions = { handleMs: () => minute, weight: Number.POSITIVE_INFINITY }

function centre(
  configuration: Configuration,
  agents: Readonly<Record<string, Omit<SignIn, "type" | "agent">>>,
  options: EstimatesOptions = known
): { readonly router: Router; readonly estimates: Estimates } {
  const router = createRouter(configuration)
  const estimates = createEstimates(router, options)
  for (const [agent, signIn] of Object.entries(agents)) {
    router.do({ type: "SignIn", agent, ...signIn })
    router.do({ type: "MakeReady", agent })
  }
  return { router, estimates }
}

/** Comes, and is accepted at once where somebody is free. */
function come(router: Router, contact: string, queue: string, nowMs: number, more: Partial<Enqueue> = {}): void {
  const { events } = router.step({ type: "Enqueue", contact, queue, channel: "voice", ...more }, nowMs)
  for (const e of events) if (e.type === "OfferMade") router.do({ ...e, type: "Accept" })
}

function told(estimates: Estimates, contact: string): Estimate {
  const found = estimates.of(contact)
  if (!found.known) throw new Error(`${contact}: ${found.text}`)
  return found
}

describe("the position", () => {
  it("EST-1 counts those whom the engine would give to agents who may take it, before it", () => {
    const { router, estimates } = centre(
      { queues: { loans: { needs: "loan" }, cards: { needs: "card" } } },
      { lena: { skills: { loan: 1 } }, wei: { skills: { loan: 1, card: 1 } }, tom: { skills: { card: 1 } } }
    )
    for (const [at, queue] of ["loans", "cards", "cards"].entries()) come(router, `busy${at}`, queue, at * 10_000)
    come(router, "l1", "loans", 30_000)
    come(router, "c1", "cards", 31_000)
    come(router, "c2", "cards", 32_000)
    come(router, "l2", "loans", 33_000)
    // Lena ends first and takes l1, so wei takes c1 and tom c2; then it is lena's turn again.
    const positions = estimates.all().map((one) => [one.contact, one.known && one.position])
    expect(positions).toEqual([
      ["l1", 1],
      ["c1", 1],
      ["c2", 2],
      ["l2", 3]
    ])
  })

  it("EST-1 goes by priority, and by what a wait adds while it goes on", () => {
    const { router, estimates } = centre(
      { queues: { plain: { ageing: { kind: "linear", perMinute: 4 } }, vip: { priority: 5 } } },
      { ann: {} }
    )
    come(router, "busy", "plain", 0)
    come(router, "p1", "plain", 1_000)
    come(router, "v1", "vip", 2_000)
    come(router, "v2", "vip", 3_000)
    // At the first end, after a minute, p1 has 3 points and v1 has 5; at the second, after two, p1 has 7.
    expect(["v1", "p1", "v2"].map((contact) => told(estimates, contact).position)).toEqual([1, 2, 3])
  })

  it("EST-1 ranks a caller between two loops of the vector as if he were on the line", () => {
    const { router, estimates } = centre({ queues: { q: {} } }, { ann: {} })
    come(router, "busy", "q", 0)
    come(router, "first", "q", 1_000)
    come(router, "second", "q", 2_000)
    router.do({ type: "MarkUnreachable", contact: "first" })
    expect([told(estimates, "first").position, told(estimates, "second").position]).toEqual([1, 2])
  })
})

describe("the expected wait", () => {
  it("EST-2 is one mean completion for each time that an agent who may take it must become free", () => {
    const { router, estimates } = centre(
      { queues: { q: { needs: "zh" } } },
      { ann: { skills: { zh: 1 } }, bo: { skills: { zh: 1 } }, cy: {} }
    )
    come(router, "b1", "q", 0)
    come(router, "b2", "q", 0)
    for (const n of [1, 2, 3]) come(router, `c${n}`, "q", n)
    expect([1, 2, 3].map((n) => told(estimates, `c${n}`).meanMs)).toEqual([30_000, 60_000, 90_000])
    expect(told(estimates, "c3").basis).toMatchObject({
      completions: 3,
      ahead: 2,
      comers: 0,
      agents: 2,
      completionsPerHour: 120
    })
  })

  it("EST-2 counts only work whose end makes room: three chats at once, and no mail", () => {
    const { router, estimates } = centre({ queues: { q: {} } }, { ann: {} })
    come(router, "mail", "q", 0, { channel: "email" })
    for (const n of [1, 2, 3, 4]) come(router, `chat${n}`, "q", n, { channel: "chat" })
    expect(told(estimates, "chat4").meanMs).toBe(20_000)
  })

  it("EST-2 counts with the patience of those ahead", () => {
    const options = { ...known, patienceMs: () => minute }
    const { router, estimates } = centre({ queues: { q: {} } }, { ann: {} }, options)
    for (const n of [0, 1, 2]) come(router, `c${n}`, "q", n)
    expect(told(estimates, "c2").meanMs).toBe(minute + minute / 2)
    expect(told(estimates, "c2").basis.patienceMs).toBe(minute)
  })

  it("EST-2 counts with those who are expected to come and go before", () => {
    const { router, estimates } = centre({ queues: { plain: {}, vip: { priority: 1 } } }, { ann: {}, bo: {} })
    for (let n = 0; n < 8; n++) come(router, `v${n}`, "vip", n * minute)
    const alone = told(estimates, "v7").basis.comers
    come(router, "p", "plain", 7 * minute)
    expect(alone).toBe(0)
    // Six wait, two end every minute and one comes: after seven minutes it is its turn.
    expect(told(estimates, "p").basis).toMatchObject({ ahead: 6, comers: 7, completions: 14 })
  })

  it("EST-2 waits for the step at which somebody may take it, which comes nearer by itself", () => {
    const { router, estimates } = centre(
      { queues: { q: { needs: "zh", steps: [{ afterMs: 90_000, needs: "zh or en" }] } } },
      { ann: { skills: { en: 1 } } }
    )
    come(router, "c", "q", 10_000)
    expect(told(estimates, "c")).toMatchObject({
      position: 1,
      meanMs: 90_000,
      basis: { notBeforeMs: 100_000, completions: 0 }
    })
    router.tick(40_000)
    expect(told(estimates, "c").meanMs).toBe(60_000)
  })
})

describe("what is learned", () => {
  it("EST-3 handle time, patience and ringing come from events, and older ones count less", () => {
    const { router, estimates } = centre(
      { queues: { q: {} } },
      { ann: {} },
      { handleMs: () => minute, weight: 1, memory: 2 }
    )
    let now = 0
    const serve = (contact: string, handleMs: number) => {
      come(router, contact, "q", now)
      now += handleMs
      router.step({ type: "Complete", contact, agent: "ann" }, now)
    }
    const expected = () => {
      const found = estimates.ifQueued({ queue: "q", channel: "voice" })
      return found.known && found.basis.completionsPerHour
    }
    come(router, "probe", "q", now)
    expect(expected()).toBe(60)
    router.step({ type: "Complete", contact: "probe", agent: "ann" }, (now = minute))
    for (let n = 0; n < 40; n++) serve(`c${n}`, 10_000)
    come(router, "last", "q", now)
    // One minute that counts for one, and 10 s that count for two in all.
    expect(expected()).toBeCloseTo(3_600_000 / ((60_000 + 2 * 10_000) / 3), 6)
  })

  it("EST-3 that time passes changes nothing", () => {
    const { router, estimates } = centre({ queues: { q: {} } }, { ann: {} }, {})
    come(router, "busy", "q", 0)
    come(router, "c", "q", 1)
    const before = told(estimates, "c")
    for (const at of [minute, 10 * minute, 60 * minute]) {
      router.tick(at)
      expect(told(estimates, "c")).toEqual(before)
    }
  })
})

describe("what was told", () => {
  /** Who waits second may be taken by ann alone; the one before by cem, whose work ends ten seconds before ann's, or by ann. */
  function second(options: EstimatesOptions) {
    const queues = {
      fast: { needs: "ann" },
      slow: { needs: "cem" },
      either: { needs: "ann or cem" },
      only: { needs: "ann" }
    }
    const found = centre({ queues }, {}, options)
    const { router } = found
    for (const agent of ["ann", "cem"]) {
      router.do({ type: "SignIn", agent, skills: { [agent]: 1 } })
      router.do({ type: "MakeReady", agent })
    }
    return found
  }
  const handleMs = (queue: string) => (queue === "fast" ? 60_000 : 50_000)

  it("EST-5 holds while time goes by, also beyond every expected end", () => {
    const { router, estimates } = second({ handleMs, weight: Number.POSITIVE_INFINITY })
    come(router, "f", "fast", 0)
    come(router, "s", "slow", 0)
    come(router, "first", "either", 1_000)
    come(router, "second", "only", 2_000)
    const before = told(estimates, "second")
    expect(before.position).toBe(1)
    // Asked afresh at 55 s, cem were beyond his end and ann next: she would take the first, and the second would wait for one more.
    router.tick(55_000)
    expect(told(estimates, "second")).toEqual(before)
    const afresh = createEstimates(router, { handleMs, weight: Number.POSITIVE_INFINITY })
    expect(told(afresh, "second").position).toBe(2)
  })

  it("EST-5 a position does not rise because something was learned, the times may", () => {
    const { router, estimates } = second({ handleMs, weight: 1 })
    come(router, "long", "slow", 0)
    router.do({ type: "SignIn", agent: "bo", skills: { cem: 1 } })
    router.do({ type: "MakeReady", agent: "bo" })
    come(router, "s", "slow", 480_000)
    come(router, "f", "fast", 480_000)
    come(router, "first", "either", 481_000)
    come(router, "second", "only", 482_000)
    const before = told(estimates, "second")
    router.do({ type: "MakeNotReady", agent: "cem" })
    const without = told(estimates, "second")
    expect([before.position, without.position]).toEqual([1, 1])
    // It took ten times as long as was thought: bo's, too, will take longer than ann's, so she would take the first.
    router.step({ type: "Complete", contact: "long", agent: "cem" }, 500_000)
    const after = told(estimates, "second")
    expect(after.position).toBe(1)
    expect(after.meanMs).toBeGreaterThan(without.meanMs)
    const afresh = createEstimates(router, { handleMs, weight: 1, state: estimates.snapshot() })
    expect(told(afresh, "second").position).toBe(2)
  })

  it("EST-5 a position rises by those who come and go before, and by nobody else", () => {
    const { router, estimates } = centre({ queues: { q: {}, vip: { priority: 1 } } }, { ann: {} })
    come(router, "busy", "q", 0)
    come(router, "c", "q", 1_000)
    const positions = ["q", "vip", "q", "vip"].map((queue, at) => {
      come(router, `n${at}`, queue, 2_000 + at)
      return told(estimates, "c").position
    })
    expect(positions).toEqual([1, 2, 2, 3])
  })
})

describe("what is announced", () => {
  it("EST-4 EST-6 is held against what happens: a quantile that is exceeded grows, one that is not falls", () => {
    const { router, estimates } = centre({ queues: { q: {} } }, { ann: {} })
    let now = 0
    const serveAfter = (waitMs: number) => {
      come(router, `busy${now}`, "q", now)
      come(router, `c${now}`, "q", now)
      const { p80Ms } = told(estimates, `c${now}`)
      const { events } = router.step({ type: "Complete", contact: `busy${now}`, agent: "ann" }, now + waitMs)
      for (const e of events) if (e.type === "OfferMade") router.do({ ...e, type: "Accept" })
      router.do({ type: "Complete", contact: `c${now}`, agent: "ann" })
      now += waitMs
      return p80Ms
    }
    const first = serveAfter(10 * minute)
    const second = serveAfter(1_000)
    const third = serveAfter(1_000)
    expect(second / first).toBeCloseTo(1.04, 3)
    expect(third / second).toBeCloseTo(0.99, 3)
    expect(estimates.backtest("q")).toEqual({
      announced: 3,
      answered: 3,
      left: 0,
      meanErrorMs: (9 * minute - 2 * 59_000) / 3,
      meanAbsoluteErrorMs: (9 * minute + 2 * 59_000) / 3,
      p50Coverage: 2 / 3,
      p80Coverage: 2 / 3
    })
    expect(estimates.backtest("other").p80Coverage).toBeUndefined()
  })

  it("EST-6 who leaves before his time is up is not judged, and who leaves after it waited longer", () => {
    const { router, estimates } = centre(
      { queues: { q: {} } },
      { ann: {} },
      { ...known, patienceMs: () => 10 * minute }
    )
    come(router, "busy", "q", 0)
    come(router, "early", "q", 0)
    come(router, "late", "q", 0)
    router.step({ type: "Abandon", contact: "early" }, 1_000)
    expect(estimates.backtest()).toMatchObject({
      announced: 2,
      answered: 0,
      left: 1,
      p80Coverage: undefined,
      meanErrorMs: undefined
    })
    router.step({ type: "Abandon", contact: "late" }, 30 * minute)
    expect(estimates.backtest()).toMatchObject({ left: 2, p50Coverage: 0, p80Coverage: 0, meanErrorMs: undefined })
  })
})

describe("where nothing can be said", () => {
  it("EST-7 the reason is told", () => {
    const { router, estimates } = centre(
      {
        queues: {
          q: { needs: "zh" },
          full: { needs: "zh", maxWaiting: 1 },
          closing: { needs: "zh", overflow: [{ when: { waitedMs: 1_000 }, do: { do: "end" } }] }
        }
      },
      { ann: {}, lena: { skills: { zh: 1 } } }
    )
    const why = (contact: string) => {
      const found = estimates.of(contact)
      return found.known ? "known" : found.because
    }
    expect(why("c")).toBe("unknown")
    router.step({ type: "Enqueue", contact: "c", queue: "q", channel: "voice" }, 0)
    expect(why("c")).toBe("ringing")
    const { id } = router.view.contact("c")!.offer!
    router.do({ type: "Accept", contact: "c", agent: "lena", offer: id })
    expect(why("c")).toBe("notWaiting")
    come(router, "goes", "closing", 1)
    expect(why("goes")).toBe("leaves")
    come(router, "waits", "full", 1)
    expect(why("waits")).toBe("known")
    const refused = estimates.ifQueued({ queue: "full", channel: "voice" })
    expect(refused.known ? "" : [refused.because, refused.text]).toEqual(["refused", expect.stringContaining("full")])
    router.do({ type: "MakeNotReady", agent: "lena" })
    expect(why("waits")).toBe("nobody")
  })

  it("EST-7 who is overtaken faster than agents become free is told no time", () => {
    const { router, estimates } = centre({ queues: { plain: {}, vip: { priority: 1 } } }, { ann: {} })
    for (let n = 0; n < 8; n++) come(router, `v${n}`, "vip", n * 30_000)
    come(router, "p", "plain", 7 * 30_000)
    expect(estimates.of("p")).toMatchObject({ known: false, because: "overtaken" })
    expect(told(estimates, "v7").position).toBe(7)
  })
})

describe("asking", () => {
  it("EST-8 whether one should come changes nothing, and says what he is told when he does", () => {
    const { router, estimates } = centre({ queues: { q: {} } }, { ann: {} })
    const free = estimates.ifQueued({ queue: "q", channel: "voice" })
    expect(free).toMatchObject({ known: true, position: 1, meanMs: 0, p80Ms: 0 })
    come(router, "busy", "q", 0)
    come(router, "c1", "q", 1)
    const before = JSON.stringify(router.snapshot())
    const { contact: _, ...asked } = estimates.ifQueued({ queue: "q", channel: "voice" })
    expect(JSON.stringify(router.snapshot())).toBe(before)
    come(router, "c2", "q", 1)
    const { contact: __, ...came } = told(estimates, "c2")
    expect(asked).toEqual(came)
  })

  it("EST-8 estimates that go on from a snapshot say the same", () => {
    const { router, estimates } = centre(
      { queues: { q: { wrapUpMs: 5_000 } } },
      { ann: {}, bo: {} },
      { patienceMs: () => minute }
    )
    let now = 0
    for (let n = 0; n < 30; n++) {
      come(router, `c${n}`, "q", (now += 20_000))
      const busy = [...router.view.contacts()].filter(({ state }) => state === "active")
      if (n % 3 > 0 && busy[0] !== undefined)
        router.step({ type: "Complete", contact: busy[0].id, agent: busy[0].agent! }, now)
      const ringing = [...router.view.contacts()]
      for (const { id, agent, offer } of ringing)
        if (offer !== undefined) router.do({ type: "Accept", contact: id, agent: agent!, offer: offer.id })
      router.tick(now + 5_000)
    }
    const state = JSON.parse(JSON.stringify(estimates.snapshot()))
    const again = createEstimates(router, { patienceMs: () => minute, state })
    expect(again.all()).toEqual(estimates.all())
    expect(again.all().length).toBeGreaterThan(3)
    expect(again.backtest()).toEqual(estimates.backtest())
    expect(again.snapshot()).toEqual(state)
  })
})
