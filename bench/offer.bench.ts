// What does one decision cost while 10,000 contacts wait, compared with looking at all of them?
//   node_modules/.bin/node --conditions=source bench/offer.bench.ts [waiting]
// Both sides do the same work in turns of one run, so that a busy machine slows both: read the ratio. Every turn an agent completes,
// the router chooses his next contact, and a new one comes, so the number waiting stays as it is.
import { type Channel, createRouter, type Router } from "@strowger/router"

const waiting = Number(process.argv[2] ?? 10_000)
const agents = 200
const turns = 15
const routerSteps = 2_000
const scanSteps = Math.max(20, Math.min(400, Math.floor(2_000_000 / waiting)))

const skills = ["zh", "en", "loan", "card", "wealth", "claim"]
/** A small generator of whole numbers: the work is the same in every run. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

interface Waiting {
  readonly id: string
  readonly channel: Channel
  readonly priority: number
  readonly needs: ReadonlyArray<readonly [string, number]>
  readonly sequence: number
}
const draw = numbers(1)
let arrivals = 0
/** Twelve kinds of contact, each with three priorities. */
const kinds = Array.from({ length: 12 }, (_, n): Waiting["needs"] => {
  const first = skills[n % 6]!
  const second = skills[(n + 1 + (n % 4)) % 6]!
  return [
    [first, 1 + draw(3)],
    [second, 1 + draw(3)]
  ]
})
const next = (): Waiting => {
  const sequence = arrivals++
  return { id: `c${sequence}`, channel: "voice", priority: draw(3), needs: kinds[draw(12)]!, sequence }
}
const text = (needs: Waiting["needs"]) => needs.map(([skill, level]) => `${skill} >= ${level}`).join(" and ")
const skillsOf = Array.from({ length: agents }, () =>
  Object.fromEntries(skills.filter(() => draw(3) > 0).map((s) => [s, 1 + draw(5)]))
)

/** The router under test, kept busy: each step completes the oldest call and lets a new contact come. */
class Busy {
  readonly router: Router
  private readonly ringing: Array<{ contact: string; agent: string; offer: string }> = []
  waits = 0

  constructor() {
    this.router = createRouter(
      { queues: { q: { offerMs: 1_000_000_000 } } },
      { sizes: { contacts: waiting * 2, agents } }
    )
    this.router.subscribe((e) => {
      if (e.type === "ContactQueued") this.waits++
      if (e.type !== "OfferMade") return
      this.waits--
      this.ringing.push({ contact: e.contact, agent: e.agent, offer: e.offer })
    })
    for (const [n, own] of skillsOf.entries()) {
      this.router.do({ type: "SignIn", agent: `a${n}`, skills: own })
      this.router.do({ type: "MakeReady", agent: `a${n}` })
    }
    this.fill()
  }

  private fill(): void {
    while (this.waits < waiting) this.comes()
  }

  private comes(): void {
    const { id, channel, priority, needs } = next()
    this.router.do({ type: "Enqueue", contact: id, queue: "q", channel, priority, needs: text(needs) })
  }

  step(): void {
    const { contact, agent, offer } = this.ringing.shift()!
    this.router.do({ type: "Accept", contact, agent, offer })
    this.router.do({ type: "Complete", contact, agent })
    this.fill()
  }
}

/** The same decision by looking at every waiting contact. */
class Scan {
  private readonly list: Waiting[] = []
  private agent = 0

  constructor() {
    while (this.list.length < waiting) this.list.push(next())
  }

  step(): void {
    const own = skillsOf[this.agent++ % agents]!
    let best = -1
    for (let at = 0; at < this.list.length; at++) {
      const contact = this.list[at]!
      if (!contact.needs.every(([skill, level]) => (own[skill] ?? 0) >= level)) continue
      const leader = this.list[best]
      const isFirst =
        leader === undefined ||
        contact.priority > leader.priority ||
        (contact.priority === leader.priority && contact.sequence < leader.sequence)
      if (isFirst) best = at
    }
    if (best >= 0) {
      this.list.splice(best, 1)
      this.list.push(next())
    }
  }
}

const median = (of: number[]) => of.toSorted((a, b) => a - b)[of.length >> 1]!
const busy = new Busy()
const scan = new Scan()
/** Processor time, so that others on the machine count less. */
const time = (steps: number, step: () => void): number => {
  const start = process.cpuUsage()
  for (let n = 0; n < steps; n++) step()
  const { user, system } = process.cpuUsage(start)
  return ((user + system) * 1_000) / steps
}
const cycles: number[] = []
const scans: number[] = []
const ratios: number[] = []
for (let turn = 0; turn < turns; turn++) {
  const cycle = time(routerSteps, () => busy.step())
  const scanned = time(scanSteps, () => scan.step())
  if (turn < 3) continue // warm-up
  cycles.push(cycle)
  scans.push(scanned)
  ratios.push(scanned / cycle)
}
console.log(`${waiting} waiting, ${agents} agents, medians of ${ratios.length} turns`)
console.log(`router: accept + complete + choose + enqueue, with strings and events   ${Math.round(median(cycles))} ns`)
console.log(`naive scan: choose only                                                ${Math.round(median(scans))} ns`)
console.log(`ratio                                                                   ${median(ratios).toFixed(0)} x`)
console.log(`waiting now ${busy.waits}`)
