import { type Command, createRouter, type RouterEvent, type Router, type SignIn } from "@strowger/router"
import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { sizes } from "../world/sizes.ts"
import { textOf, World } from "../world/World.ts"

const waiting = 100_000
const agents = 10_000
const deleted = 5_000

/** Steps of a burst, each timed: the whole, and the worst. */
class Burst {
  totalMs = 0
  worstMs = 0
  events = 0
  steps = 0
  offers = 0
  private readonly router: Router

  constructor(router: Router) {
    this.router = router
  }

  step(command: Command, nowMs: number): ReadonlyArray<RouterEvent> {
    const startMs = performance.now()
    const { events, refusal } = this.router.step(command, nowMs)
    const ms = performance.now() - startMs
    if (refusal !== undefined) throw new Error(refusal.text)
    this.totalMs += ms
    this.worstMs = Math.max(this.worstMs, ms)
    this.events += events.length
    this.steps++
    for (const { type } of events) if (type === "OfferMade") this.offers++
    return events
  }

  told(name: string): Numbers {
    const { totalMs, worstMs, events, steps, offers } = this
    return Object.fromEntries(
      Object.entries({ totalMs, worstMs, events, steps, offers }).map(([what, value]) => [`${name} ${what}`, value])
    )
  }
}

/** Everybody takes all four media, as much as 100 units allow. */
const signInOf = (world: World, n: number, skillsOf = n): SignIn => ({
  type: "SignIn",
  agent: `a${n}`,
  skills: world.staff[skillsOf]!.skills,
  capacity: { voice: 1, chat: 4, sms: 3, email: 5, fax: 0 },
  units: 100
})

function measure(): Numbers {
  const world = new World(sizes.l)
  const { classes, draw } = world
  const queues = { q: { offerMs: 20_000 }, going: { offerMs: 20_000, needs: "nobody >= 1" } }
  const costs = { voice: 100, chat: 25, sms: 25, email: 20, fax: 100 }
  const router = createRouter({ queues, costs }, { sizes: { contacts: waiting + deleted, agents } })
  for (let n = 0; n < waiting; n++) {
    const kind = classes[draw(classes.length)]!
    const { channel, priority } = kind
    router.step({ type: "Enqueue", contact: `c${n}`, queue: "q", channel, priority, needs: textOf(kind) }, n)
  }
  for (let n = 0; n < deleted; n++)
    router.step({ type: "Enqueue", contact: `g${n}`, queue: "going", channel: "chat" }, waiting)
  const signIns = new Burst(router)
  for (let n = 0; n < agents; n++) {
    const nowMs = waiting + Math.floor(n / 10)
    signIns.step(signInOf(world, n), nowMs)
    signIns.step({ type: "MakeReady", agent: `a${n}` }, nowMs)
  }
  const edits = new Burst(router)
  for (let n = 0; n < 2_000; n++) edits.step(signInOf(world, n * 5, draw(agents)), waiting + 1_000)
  const fresh = new Burst(router)
  for (let n = 0; n < 50; n++) {
    const { skills } = world.staff[n]!
    fresh.step({ ...signInOf(world, n), skills: { ...skills, s0: 6 + n } }, waiting + 1_000)
  }
  const deletes = new Burst(router)
  // A queue that holds somebody cannot go (SPEC CONF-2): they are sent away first.
  for (let n = 0; n < deleted; n++) deletes.step({ type: "Cancel", contact: `g${n}` }, waiting + 2_000)
  deletes.step({ type: "Configure", configuration: { queues: { q: queues.q }, costs } }, waiting + 2_000)
  const expires = new Burst(router)
  expires.step({ type: "Tick" }, waiting + 100_000)
  return {
    ...signIns.told("signIns"),
    ...edits.told("edits"),
    ...fresh.told("fresh"),
    ...deletes.told("deletes"),
    ...expires.told("expires")
  }
}

const bursts = [
  ["signIns", "10,000 agents sign in and become ready within a second, 100,000 waiting"],
  ["edits", "2,000 agents get the skills of a colleague, each while he works"],
  ["fresh", "50 agents get skills that nobody had"],
  ["deletes", "a queue is emptied of 5,000 who wait, and deleted"],
  ["expires", "every offer expires in one tick"]
] as const

const figures = (measured: Measured): Figure[] =>
  measured.has("l")
    ? bursts.flatMap(([name, what]): Figure[] => {
        const of = (number: string) => measured.median("l", `${name} ${number}`)
        return [
          {
            name: `burst: ${what}`,
            value: of("totalMs"),
            unit: "ms",
            spread: measured.spread("l", `${name} totalMs`),
            beside: `${written(of("steps"))} steps, the worst ${written(of("worstMs"))} ms; ${written(of("events"))} events, ${written(of("offers"))} offers`
          }
        ]
      })
    : []

export const burstsTold: Section = {
  name: "bursts",
  question: "How long does the router take when much happens at once?",
  cases: [{ name: "l", repeats: 3, measure }],
  figures
}
