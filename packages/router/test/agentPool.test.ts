import { expect, it } from "vitest"
import { type AgentOrder, type AgentView, channels, createRouter, type Router } from "../src/index.ts"

/** A small generator of whole numbers: the same pool in every run. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

const orders: Readonly<Record<string, AgentOrder>> = {
  leastLoad: "leastLoad",
  longestIdle: "longestIdle",
  loadRatio: "loadRatio",
  mostSkilled: "mostSkilled",
  leastSkilled: "leastSkilled",
  leastFlexible: "leastFlexible",
  roundRobin: "roundRobin",
  fewestHandled: { kind: "fewestHandled", windowMs: 9_000 },
  expert: { kind: "expert", skill: "loan" },
  expertThenLoad: { kind: "expert", skill: "loan", ties: "leastLoad" },
  weighted: { kind: "weighted", skills: { loan: 3, zh: 1, trainee: -2 } }
}
const needed: Readonly<Record<string, string>> = { a: "zh >= 2", b: "zh or loan", c: "en and not trainee" }
const skillNames = ["zh", "en", "loan", "card", "trainee"]
const count = 10_000

/** What the router tells about somebody and what only the history knows, as one record per agent. */
interface Known extends AgentView {
  readonly lastOffer: number
  readonly handledAtMs: ReadonlyArray<number>
}

class Pool {
  readonly router: Router
  private readonly lastOffer = new Map<string, number>()
  private readonly handled = new Map<string, number[]>()
  private nowMs = 0
  private contacts = 0

  constructor() {
    const queues = Object.fromEntries(
      Object.entries(orders).flatMap(([name, agents]) =>
        Object.entries(needed).map(([kind, needs]) => [`${name} ${kind}`, { needs, agents, offerMs: 1_000_000_000 }])
      )
    )
    this.router = createRouter({ queues }, { sizes: { agents: count } })
    this.router.subscribe((e) => {
      if (e.type === "OfferMade") this.lastOffer.set(e.agent, Number(e.offer.slice(1)))
      if (e.type === "OfferAccepted") this.handled.set(e.agent, [...(this.handled.get(e.agent) ?? []), e.atMs])
    })
  }

  /** Everything at an instant of its own, so that nobody rests as long as somebody else. */
  step(command: Parameters<Router["step"]>[0]) {
    return this.router.step(command, ++this.nowMs).events
  }

  offer(
    queue: string,
    channel: "chat" | "sms" | "email"
  ): { contact: string; agent: string; offer: string } | undefined {
    const contact = `c${++this.contacts}`
    const made = this.step({ type: "Enqueue", contact, queue, channel }).find((e) => e.type === "OfferMade")
    if (made === undefined) this.step({ type: "Cancel", contact })
    return made
  }

  /** The agent whom a scan over everybody finds, before the contact comes. */
  scan(order: AgentOrder, needs: string, channel: "chat" | "sms" | "email"): string | undefined {
    const may = [...this.router.view.agents()].filter((a) => mayTake(a, needs, channel))
    const all = may.map(
      (a): Known => ({ ...a, lastOffer: this.lastOffer.get(a.id) ?? 0, handledAtMs: this.handled.get(a.id) ?? [] })
    )
    const before = compare(order, needs, this.nowMs + 1)
    return all.reduce<Known | undefined>((best, a) => (best === undefined || before(a, best) < 0 ? a : best), undefined)
      ?.id
  }
}

const level = (a: AgentView, skill: string) => a.skills[skill] ?? 0
const inHand = (a: AgentView) => channels.reduce((sum, channel) => sum + a.load[channel], 0)
const slots = (a: AgentView) => channels.reduce((sum, channel) => sum + a.capacity[channel], 0)
const meets = (a: AgentView, needs: string) =>
  needs === needed.a
    ? level(a, "zh") >= 2
    : needs === needed.b
      ? level(a, "zh") > 0 || level(a, "loan") > 0
      : level(a, "en") > 0 && level(a, "trainee") === 0

const mayTake = (a: AgentView, needs: string, channel: "chat" | "sms" | "email") =>
  a.presence === "ready" && meets(a, needs) && a.load.voice === 0 && a.load[channel] < a.capacity[channel]

function compare(order: AgentOrder, needs: string, nowMs: number): (a: Known, b: Known) => number {
  const keys = keysOf(order, needs, nowMs)
  return (a, b) => {
    for (const key of keys) if (key(a) !== key(b)) return key(a) - key(b)
    return a.idleSinceMs - b.idleSinceMs
  }
}

function keysOf(order: AgentOrder, needs: string, nowMs: number): ReadonlyArray<(a: Known) => number> {
  const named = needs === needed.a ? ["zh"] : needs === needed.b ? ["zh", "loan"] : ["en"]
  const missing = (a: Known) => named.filter((skill) => level(a, skill) === 0).length
  const sum = (a: Known) => named.reduce((total, skill) => total + level(a, skill), 0)
  if (order === "leastLoad") return [inHand]
  if (order === "longestIdle") return []
  // Exact: no two different shares of at most 15 slots are as near as this.
  if (order === "loadRatio") return [(a) => Math.round((inHand(a) / slots(a)) * 1_000_000)]
  if (order === "mostSkilled") return [missing, (a) => -sum(a), inHand]
  if (order === "leastSkilled") return [missing, sum, inHand]
  if (order === "roundRobin") return [(a) => a.lastOffer]
  if (order === "leastFlexible") {
    const pairs = (a: Known) =>
      channels.filter((channel) => a.capacity[channel] > 0).length *
      Object.values(needed).filter((text) => meets(a, text)).length
    return [pairs, inHand]
  }
  if (order.kind === "fewestHandled") {
    return [(a) => a.handledAtMs.filter((at) => at > nowMs - order.windowMs).length, inHand]
  }
  if (order.kind === "expert") return [(a) => -level(a, order.skill), ...(order.ties === "leastLoad" ? [inHand] : [])]
  const worst = (weight: number) => (weight < 0 ? 101 : 0)
  const score = (a: Known) =>
    Object.entries(order.skills ?? {}).reduce(
      (total, [skill, weight]) => total + weight * (a.skills[skill] ?? worst(weight)),
      0
    )
  return [(a) => -score(a), inHand]
}

it("SCORE-28 of 10,000 agents every order finds the one that a scan over all of them finds", () => {
  const pool = new Pool()
  const draw = numbers(5)
  for (let n = 0; n < count; n++) {
    const skills = Object.fromEntries(skillNames.filter(() => draw(2) === 0).map((skill) => [skill, 1 + draw(5)]))
    const capacity = { chat: draw(4), sms: draw(3), email: draw(3) }
    pool.step({ type: "SignIn", agent: `a${n}`, skills, capacity })
    if (draw(10) > 0) pool.step({ type: "MakeReady", agent: `a${n}` })
  }
  const kinds = Object.keys(needed)
  const media = ["chat", "sms", "email"] as const
  const names = Object.keys(orders)
  let compared = 0
  const chosen = new Set<string>()
  for (let n = 0; n < 8_000; n++) {
    const name = names[n % names.length]!
    const kind = kinds[draw(3)]!
    const channel = media[draw(3)]!
    const looked = n % 67 === 0
    const expected = looked ? pool.scan(orders[name]!, needed[kind]!, channel) : undefined
    const made = pool.offer(`${name} ${kind}`, channel)
    if (looked) {
      compared++
      expect({ n, name, agent: made?.agent }).toEqual({ n, name, agent: expected })
    }
    if (made === undefined) continue
    chosen.add(made.agent)
    const { contact, agent, offer } = made
    if (draw(3) > 0) pool.step({ type: "Accept", contact, agent, offer })
    else pool.step({ type: "Cancel", contact })
    if (draw(2) === 0) pool.step({ type: "Complete", contact, agent })
  }
  expect(compared).toBeGreaterThan(100)
  expect(chosen.size).toBeGreaterThan(500)
}, 60_000)
