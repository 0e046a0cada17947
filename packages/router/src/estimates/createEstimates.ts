import type { Channel } from "../Channel.ts"
import type { Enqueue } from "../Command.ts"
import { restore } from "../createRouter.ts"
import type { RouterEvent } from "../Event.ts"
import type { Router } from "../Router.ts"
import type { RulesGiven } from "../Rule.ts"
import { type ArrivalClass, Arrivals } from "./Arrivals.ts"
import { type Announced, Calibration, type Tally } from "./Calibration.ts"
import type { Backtest, Estimated } from "./Estimate.ts"
import { Learned, type StoredLearned } from "./Learned.ts"
import { Look } from "./Look.ts"
import { none } from "./none.ts"
import { Places } from "./Places.ts"
import { Observer, type StoredSeen } from "./Seen.ts"

/** What is known before anything was seen, and how much work estimates may be. Everything may be left out. */
export interface EstimatesOptions {
  /** Mean handle time, work and wrap-up, milliseconds. Default: that of the channel in other queues, or 180,000. */
  readonly handleMs?: (queue: string, channel: Channel) => number
  /** Mean patience, milliseconds; undefined = not known. Default: nobody leaves until somebody did. */
  readonly patienceMs?: (queue: string, channel: Channel) => number | undefined
  /** For how many contacts these count beside those seen. Infinity = they are known, and nothing is learned. Default 5. */
  readonly weight?: number
  /** How many contacts are remembered: older ones count less and less. Default 200. */
  readonly memory?: number
  /** While more contacts than this wait, positions come from the queue and not from a rehearsal. Default 1,000. */
  readonly most?: number
  /** Which estimates are held against what happens: those of every contact that comes and waits, or the first that is asked for. Default "arrival". */
  readonly announce?: "arrival" | "asked"
  /** Rules of your own, as given to `createRouter`: the rehearsal asks them, too. */
  readonly rules?: RulesGiven
  /** What `snapshot` of the estimates before gave. */
  readonly state?: EstimatesState
}

/** Everything learned so far, as plain data. */
export interface EstimatesState {
  /** The form of the rest. */
  readonly version: 1
  /** Handle times, patience and ringing. */
  readonly learned: StoredLearned
  /** Those that live. */
  readonly contacts: ReadonlyArray<StoredSeen>
  /** How often contacts come. */
  readonly arrivals: ReadonlyArray<readonly [key: string, arrivals: ArrivalClass]>
  /** What came of estimates. */
  readonly tallies: ReadonlyArray<readonly [queue: string, tally: Tally]>
  /** What was told to those who wait. */
  readonly announced: ReadonlyArray<readonly [contact: string, announced: Announced]>
}

/** How long who waits will wait. */
export interface Estimates {
  /** Of a contact that waits; never rises until something happens (SPEC EST-5). */
  of(contact: string): Estimated
  /** Of one that would come now: nothing is changed here. */
  ifQueued(contact: Omit<Enqueue, "type" | "contact">): Estimated
  /** Of everybody who waits, in order of first enqueue. */
  all(): ReadonlyArray<Estimated>
  /** What came of the estimates so far, of a queue or of all. */
  backtest(queue?: string): Backtest
  /** Give it to `createEstimates` to go on. */
  snapshot(): EstimatesState
  /** Hears no more of the router. */
  stop(): void
}

/**
 * Estimates for a router, from now on: it learns from the events it hears. Create it after stored events were folded. The formula is
 * SPEC EST-2. An answer costs half a millisecond where 20 wait, three where 300 do, thirty where 5,000 do, and nothing when it is asked
 * again before something happens (bench/README.md).
 */
export function createEstimates(router: Router, options: EstimatesOptions = {}): Estimates {
  const made = new RouterEstimates(router, options)
  const stop = router.subscribe((event) => made.see(event))
  return {
    of: (contact) => made.of(contact),
    ifQueued: (contact) => made.ifQueued(contact),
    all: () => made.all(),
    backtest: (queue) => made.calibration.backtest(queue),
    snapshot: () => made.snapshot(),
    stop
  }
}

/** A copy lives for one answer: what it is prepared for costs more than what it holds. It grows where it must. */
const small = { contacts: 64, agents: 64 }

class RouterEstimates {
  readonly calibration: Calibration
  private readonly router: Router
  private readonly options: EstimatesOptions
  private readonly learned: Learned
  private readonly observer: Observer
  private readonly arrivals: Arrivals
  private readonly places = new Places()
  private readonly announced: Map<string, Announced>
  private events = 0
  private look: Look | undefined

  constructor(router: Router, options: EstimatesOptions) {
    const { handleMs, patienceMs = () => undefined, weight = 5, memory = 200, state } = options
    this.router = router
    this.options = options
    this.learned = new Learned(router.view.configuration, { handleMs, patienceMs, weight, memory }, state?.learned)
    this.observer = new Observer(this.learned, state?.contacts)
    this.arrivals = new Arrivals(state?.arrivals)
    this.calibration = new Calibration(state?.tallies)
    this.announced = new Map(state?.announced)
  }

  see(event: RouterEvent): void {
    this.events++
    this.look = undefined
    this.settle(event)
    this.observer.see(event)
    this.arrivals.see(event)
    this.places.see(event, this.events)
    if (event.type === "ContactQueued" && this.options.announce !== "asked") this.announce(event.contact)
  }

  of(contact: string): Estimated {
    if (this.options.announce === "asked" && !this.announced.has(contact)) this.announce(contact)
    return this.now().of(contact)
  }

  all(): ReadonlyArray<Estimated> {
    const look = this.now()
    const waiting = [...this.router.view.contacts()].filter(
      ({ state }) => state === "waiting" || state === "unreachable"
    )
    return waiting.map(({ id }) => look.of(id))
  }

  ifQueued(contact: Omit<Enqueue, "type" | "contact">): Estimated {
    const id = this.freshId()
    const copy = this.copy()
    const { refusal, events } = copy.step({ ...contact, type: "Enqueue", contact: id }, this.router.view.nowMs)
    if (refusal !== undefined) return none(id, "refused", refusal.text)
    const seen = copy.view.contact(id)
    if (seen === undefined) return none(id, "leaves")
    const accepted = events.some((event) => event.type === "OfferMade" && event.contact === id)
    const look = this.lookAt(copy)
    return accepted ? look.atOnce(seen) : look.of(id)
  }

  snapshot(): EstimatesState {
    return {
      version: 1,
      learned: this.learned.stored,
      contacts: this.observer.stored,
      arrivals: this.arrivals.stored,
      tallies: this.calibration.stored,
      announced: [...this.announced]
    }
  }

  private now(): Look {
    this.look ??= this.lookAt(this.router, (contact, found, ahead) =>
      this.places.tell(contact, found, ahead, this.events)
    )
    return this.look
  }

  private lookAt(router: Router, tell?: ConstructorParameters<typeof Look>[0]["tell"]): Look {
    return new Look({
      router,
      copy: () => this.copyOf(router),
      learned: this.learned,
      seen: this.observer.contacts,
      factors: (queue) => this.calibration.factors(queue),
      expected: () => this.arrivals.passing(router.view),
      most: this.options.most ?? 1_000,
      tell: tell ?? ((_, found) => found)
    })
  }

  private copy(): Router {
    return this.copyOf(this.router)
  }

  private copyOf(router: Router): Router {
    const { rules } = this.options
    return restore(router.snapshot(), { sizes: small, ...(rules === undefined ? {} : { rules }) })
  }

  private freshId(): string {
    let id = "if queued"
    while (this.router.view.contact(id) !== undefined) id += "'"
    return id
  }

  private announce(contact: string): void {
    const told = this.now().of(contact)
    if (!told.known) return
    const { queue } = this.router.view.contact(contact)!
    const { meanMs, p50Ms, p80Ms } = told
    this.announced.set(contact, { queue, atMs: this.router.view.nowMs, meanMs, p50Ms, p80Ms })
    this.calibration.announce(queue)
  }

  private settle(event: RouterEvent): void {
    if (!("contact" in event)) return
    const told = this.announced.get(event.contact)
    if (told === undefined) return
    switch (event.type) {
      case "OfferAccepted":
      case "ContactAbandoned": {
        const { channel } = this.observer.contacts.get(event.contact) ?? { channel: "voice" as const }
        const theta = this.learned.theta(told.queue, channel)
        this.calibration.settle(told, event.atMs - told.atMs, event.type === "OfferAccepted", theta)
        this.announced.delete(event.contact)
        return
      }
      case "ContactDeflected":
      case "ContactCancelled":
      case "CallbackRequested":
        this.announced.delete(event.contact)
    }
  }
}
