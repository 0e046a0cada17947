import * as fc from "fast-check"
import { expect, test } from "vitest"
import {
  type Configuration,
  type ContactView,
  createRouter,
  type Outcome,
  type Place,
  type Router,
  type RouterEvent,
  restore
} from "../src/index.ts"
import { Rules } from "../src/engine/Rules.ts"
import { restore as restoreState } from "../src/engine/snapshot/restore.ts"
import { ContactState } from "../src/engine/state/Contacts.ts"
import { type Change, change, changed } from "../src/testing/changes.ts"
import { enqueue, moveOf } from "../src/testing/basics.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History, Move } from "../src/testing/History.ts"
import { ReferenceRouter } from "../src/testing/reference/ReferenceRouter.ts"

/** What random changes came to: a property over changes that move nobody would hold of anything. */
const seen = { asked: 0, refused: 0, accepted: 0, moved: 0, offered: 0, ended: 0, undone: 0, untouched: 0, ordered: 0 }

const runs = Number(process.env.STROWGER_CHANGES ?? 50)

/** After every third move somebody changes the rules. */
interface Changing {
  readonly history: History
  readonly changes: ReadonlyArray<Change>
}
/** Two who know nothing are ready: whoever asks for less gets somebody. */
const beginners = ["eve", "fay"].flatMap(
  (agent): ReadonlyArray<Move> => [
    { act: { type: "SignIn", agent, capacity: { chat: 9, sms: 9, email: 9, fax: 9 } }, pick: 1, after: { ms: 0 } },
    { act: { type: "MakeReady" }, pick: 1, after: { ms: 0 } }
  ]
)

/** A few wait from the beginning: nobody moves where nobody is. */
const crowd = fc.array(moveOf(enqueue), { minLength: 6, maxLength: 6 })
const busy: fc.Arbitrary<History> = fc
  .tuple(everything(36), crowd)
  .map(([{ configuration, moves }, comes]) => ({ configuration, moves: [...beginners, ...comes, ...moves] }))

const changing: fc.Arbitrary<Changing> = fc.record({
  history: fc.noBias(busy),
  changes: fc.array(change, { minLength: 12, maxLength: 12, size: "max" })
})

test(
  "CONF-1 CONF-9 EXPL-6 QUEUE-1 QUEUE-4 a change loses nobody and no clock, is what diff said, and is taken back",
  () => {
    const property = ({ history: { configuration, moves }, changes }: Changing) => {
      const [router, reference] = [createRouter(configuration), new ReferenceRouter(configuration)]
      const player = everythingPlayer()
      for (const [at, move] of moves.entries()) {
        const { command, nowMs } = player.next(router, move)
        expect(router.step(command, nowMs).events).toEqual(reference.step(command, nowMs).events)
        const what = at % 3 === 2 ? changes[(at - 2) / 3] : undefined
        const next = what && changed(router.view.configuration, what)
        if (next !== undefined) isHeld(router, reference, next)
      }
    }
    fc.assert(fc.property(changing, property), { numRuns: runs })
    console.log(`changes: ${JSON.stringify(seen)}`)
    expect(seen.accepted).toBeGreaterThan(runs * 4)
    expect(seen.moved).toBeGreaterThan(runs / 10)
    expect(seen.offered).toBeGreaterThan(0)
    expect(seen.ended).toBeGreaterThan(0)
    expect(seen.refused).toBeGreaterThan(0)
    expect(seen.undone).toBeGreaterThan(runs * 4)
    expect(seen.untouched).toBeGreaterThan(runs)
    expect(seen.ordered).toBeGreaterThan(runs)
  },
  30_000 + runs * 500
)

/** One change, held against everything that is promised of it. */
function isHeld(router: Router, reference: ReferenceRouter, next: Configuration): void {
  const { nowMs } = router.view
  // What is due at this instant fires before (SPEC DET-3).
  router.tick(nowMs)
  reference.tick(nowMs)
  const before = shotOf(router)
  const said = router.diff(next)
  expect(router.snapshot()).toEqual(before.snapshot)
  seen.asked++

  const outcome = router.step({ type: "Configure", configuration: next }, nowMs)
  const { events, refusal } = reference.step({ type: "Configure", configuration: next }, nowMs)
  expect({ events: outcome.events, reason: outcome.refusal?.reason }).toEqual({ events, reason: refusal?.reason })
  const after = shotOf(router)
  expect([...router.view.contacts()]).toEqual([...reference.view.contacts()])

  // `diff` equals what then happens: the refusal, the events, and every place, no more and no less.
  expect({ events: said.events, refusal: said.refusal }).toEqual({ events: outcome.events, refusal: outcome.refusal })
  expect(said.contacts).toEqual(movedBetween(before, after))
  if (outcome.refusal !== undefined) {
    seen.refused++
    expect(router.snapshot()).toEqual(before.snapshot)
    return
  }
  // The same rules, written in another order.
  if (outcome.events.length === 0) return
  seen.accepted++
  seen.moved += said.contacts.length
  seen.offered += outcome.events.filter(({ type }) => type === "OfferMade").length
  isNobodyLost(before, after, outcome)
  isTakenBack(before, next, outcome)
}

interface Shot {
  readonly snapshot: ReturnType<Router["snapshot"]>
  readonly contacts: ReadonlyMap<string, ContactView>
  readonly places: ReadonlyMap<string, Place>
  readonly agents: ReturnType<Router["view"]["agents"]>
  readonly queues: ReturnType<Router["view"]["queues"]>
  readonly configuration: Configuration
}

function shotOf(router: Router): Shot {
  const { view } = router
  const contacts = new Map([...view.contacts()].map((contact) => [contact.id, contact]))
  const places = new Map([...contacts.values()].map((contact) => [contact.id, placeOf(router, contact)]))
  const [agents, queues] = [[...view.agents()], [...view.queues()]]
  return { snapshot: router.snapshot(), contacts, places, agents, queues, configuration: view.configuration }
}

function placeOf(router: Router, { id, queue, state, agent, agents, offers, step, callback }: ContactView): Place {
  const several = state === "offered" ? offers?.map((offer) => offer.agent) : agents
  const waits = state === "waiting" || state === "unreachable"
  return {
    queue,
    state,
    ...(agent === undefined ? {} : { agent }),
    ...(several === undefined ? {} : { agents: several }),
    ...(step === undefined || !waits ? {} : { step }),
    ...(callback === undefined ? {} : { callback: true as const }),
    ...(waits ? { position: router.explain(id).position! } : {})
  }
}

const movedBetween = (before: Shot, after: Shot) =>
  [...before.places].flatMap(([contact, place]) => {
    const now = after.places.get(contact)
    if (now === undefined) return [{ contact, before: place }]
    return JSON.stringify(now) === JSON.stringify(place) ? [] : [{ contact, before: place, after: now }]
  })

/** Whoever was there is there, with clock, own priority and place in the order of coming, or has ended by an event of this step. */
function isNobodyLost(before: Shot, after: Shot, { events }: Outcome): void {
  const ended = new Set(events.flatMap((event) => (event.type === "ContactDeflected" ? [event.contact] : [])))
  const taken = new Set(events.flatMap((event) => (event.type === "OfferAccepted" ? [event.contact] : [])))
  seen.ended += ended.size
  const left = [...before.contacts.keys()].filter((id) => !ended.has(id))
  expect([...after.contacts.keys()]).toEqual(left)
  for (const [id, was] of before.contacts) {
    const now = after.contacts.get(id)
    if (now === undefined) continue
    const own = ({ queue, priority, creditMs = 0 }: ContactView, { queues }: Configuration) => ({
      priority: priority - (queues[queue]?.priority ?? 0),
      creditMs: creditMs - (queues[queue]?.creditMs ?? 0)
    })
    expect({ id, enqueuedAtMs: now.enqueuedAtMs, ...own(now, after.configuration) }).toEqual({
      id,
      enqueuedAtMs: was.enqueuedAtMs,
      ...own(was, before.configuration)
    })
    // Whoever has it, or is offered it, has it on, with the deadline it had; but that another took it who rings now, too (CONF-11).
    if (taken.has(id)) continue
    if (was.state !== "waiting" && was.state !== "unreachable") {
      expect({ id, state: now.state, agent: now.agent }).toEqual({ id, state: was.state, agent: was.agent })
      expect(now.offer).toEqual(was.offer)
      expect(now.wrapUpEndsAtMs).toEqual(was.wrapUpEndsAtMs)
      expect(now.parkedUntilMs).toEqual(was.parkedUntilMs)
    }
  }
}

/**
 * Changed and taken back in one instant: the rules are those before, the version goes on, and of those who waited whoever still waits in
 * the same queue stands in the same order of service. If the two did nothing but change the rules, everybody and everything is as before.
 */
function isTakenBack(before: Shot, next: Configuration, changed: Outcome): void {
  const fork = restore(before.snapshot)
  const { nowMs } = fork.view
  fork.step({ type: "Configure", configuration: next }, nowMs)
  const { version } = fork.view
  const { events, refusal } = fork.step({ type: "RevertConfiguration" }, nowMs)
  if (refusal !== undefined) {
    // Somebody overflowed into a queue that was not there before.
    expect(refusal.reason).toBe("InvalidConfiguration")
    expect([...fork.view.contacts()].some(({ queue }) => before.configuration.queues[queue] === undefined)).toBe(true)
    return
  }
  seen.undone++
  expect(events[0]).toEqual({
    type: "Configured",
    atMs: nowMs,
    configuration: before.configuration,
    version: version + 1
  })
  expect(fork.view.configuration).toEqual(before.configuration)
  expect(fork.view.previousConfiguration).toEqual(next)
  const after = shotOf(fork)
  const stays = (id: string) => {
    const [was, now] = [before.contacts.get(id)!, after.contacts.get(id)]
    const waits = (contact: ContactView) => contact.state === "waiting" || contact.state === "unreachable"
    return now !== undefined && waits(was) && waits(now) && was.queue === now.queue
  }
  const order = orderOf(before).filter(stays)
  if (order.length > 1) seen.ordered++
  expect(orderOf(after).filter(stays)).toEqual(order)
  const happened: ReadonlyArray<RouterEvent> = [...changed.events, ...events]
  if (happened.length > 2) return
  seen.untouched++
  expect(partsOf(after, before, next)).toEqual(partsOf(before, before, next))
}

/** Everybody who waits or is unreachable, in the order of service, by the engine's own comparison. */
function orderOf({ snapshot }: Shot): ReadonlyArray<string> {
  const s = restoreState(snapshot, {}, new Rules())
  const open = [...s.contactOf].filter(([, contact]) => s.contacts.state(contact) <= ContactState.Unreachable)
  return open.sort(([, a], [, b]) => (s.contactComesFirst(a, b) ? -1 : 1)).map(([id]) => id)
}

/** All there is to see, but for what a rule says is not taken back: skipped steps (RELAX-7), a level that closed (RES-4), hours that went (CONF-15). */
function partsOf({ contacts, agents, queues }: Shot, { configuration }: Shot, next: Configuration) {
  const lost = new Set(Object.keys(configuration.queues).filter((name) => next.queues[name] === undefined))
  const levels = (name: string) => {
    const { reserve } = next.queues[name] ?? {}
    return reserve === undefined ? 0 : reserve.second === undefined ? 1 : 2
  }
  const stepsOf = (rules: Configuration, name: string) => {
    const { steps, requirements, skipIf } = rules.queues[name] ?? {}
    return JSON.stringify([steps, requirements, skipIf])
  }
  const hasSteps = (name: string) => stepsOf(configuration, name) === stepsOf(next, name)
  return {
    contacts: [...contacts.values()].map(({ step, ...contact }) =>
      hasSteps(contact.queue) ? { ...contact, step } : contact
    ),
    agents: [...agents],
    queues: [...queues].map(({ open, reserveOpen, ...queue }) => ({
      ...queue,
      ...(lost.has(queue.id) ? {} : { open }),
      ...(levels(queue.id) < 2 ? {} : { reserveOpen })
    }))
  }
}
