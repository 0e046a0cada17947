import * as fc from "fast-check"
import type { Command } from "../Command.ts"
import type { Configuration } from "../Configuration.ts"
import type { RouterEvent } from "../Event.ts"
import type { Outcome } from "../Router.ts"
import type { View } from "../View.ts"
import { history } from "./arbitraries.ts"
import type { History } from "./History.ts"
import { holds, type Law } from "./Law.ts"
import { Player } from "./Player.ts"
import { Renaming } from "./rename.ts"
import { type SeenAgent, type SeenContact, Witness } from "./Witness.ts"

/** Anything that routes: ours, yours behind a small wrapper, or the reference. */
export interface FairRouter {
  /** The state as it is now. */
  readonly view: View
  /** When it must be called next, engine time; undefined = nothing is due. */
  readonly nextDeadlineMs: number | undefined
  /** One command at `nowMs`: what is due, then the command. */
  step(command: Command, nowMs: number): Outcome
}

/** How hard to look. */
export interface FairnessOptions {
  /** Histories per law. Default 200. */
  readonly numRuns?: number
  /** Longest history. Default 100. */
  readonly maxMoves?: number
  /** To run one reported case again. */
  readonly seed?: number
}

/**
 * What fair means, as laws for any test runner: `for (const law of fairnessLaws("mine", make)) it(law.name, law.run)`. Judged from
 * events alone, over random histories of a small centre; a broken law names the shortest history found and its seed.
 */
export function fairnessLaws(
  subject: string,
  make: (configuration: Configuration) => FairRouter,
  { numRuns = 200, maxMoves = 100, seed }: FairnessOptions = {}
): ReadonlyArray<Law> {
  const law = (id: string, says: string, judge: (history: History) => void): Law => ({
    id,
    name: `${id} ${subject}: ${says}`,
    run: async () =>
      fc.assert(fc.property(history(maxMoves), judge), seed === undefined ? { numRuns } : { numRuns, seed })
  })
  const watched = (id: string, says: string, watch: Watch): Law =>
    law(id, says, (played) => {
      playWatched(make, played, watch)
    })
  return [
    watched("FAIR-1", "no agent who may take a contact sits beside it while it waits", {
      afterStep: nobodyIdleBesideWork
    }),
    watched("QUEUE-2", "among contacts that ask for the same, the first to come is the first to be offered", {
      offer: firstComeFirst
    }),
    watched("SCORE-1", "an agent is offered the first in order of those he may take", { offer: firstInOrder }),
    watched(
      "QUEUE-11",
      "of equal priority and ageing, who came later overtakes only within the difference of head starts",
      {
        offer: overtakesWithinCredit
      }
    ),
    watched("FAIR-2", "a contact goes to who has least in hand, then to who rests longest", longestAtRest()),
    watched("CAP-1", "nobody is offered what he may not take: skills, slots, calls, exclusions, presence", {
      offer: permitted
    }),
    watched("OFFER-1", "a contact has one owner at a time, and none after its end", { afterStep: sameWorld }),
    watched("QUEUE-1", "no contact is lost: what came is here or has ended", { afterStep: nothingLost }),
    law("DET-9", "renaming agents, contacts, queues and skills renames the decisions and nothing else", (played) => {
      const { commands, events } = playWatched(make, played, {})
      const renaming = new Renaming((name) => name.replace(/[a-z0-9]/g, mirrored))
      const renamed = run(
        make(renaming.configuration(played.configuration)),
        commands.map(([c, at]) => [renaming.of(c), at])
      )
      same(
        renamed,
        events.map((event) => renaming.of(event))
      )
    }),
    law("DET-10", "the same day later is the same day", (played) => {
      const { commands, events } = playWatched(make, played, {})
      const shiftMs = 86_400_000
      const later = run(
        make(played.configuration),
        commands.map(([c, at]) => [c, at + shiftMs])
      )
      same(
        later,
        events.map((event) => shifted(event, shiftMs))
      )
    }),
    law("FAIR-3", "somebody who may take nothing changes nothing", (played) => {
      const { commands, events } = playWatched(make, played, {})
      const capacity = { voice: 0, chat: 0, sms: 0, email: 0, fax: 0 }
      const guest: ReadonlyArray<Timed> = [
        [{ type: "SignIn", agent: "guest", capacity }, 0],
        [{ type: "MakeReady", agent: "guest" }, 0]
      ]
      same(run(make(played.configuration), [...guest, ...commands]).slice(2), events)
    })
  ]
}

type Timed = readonly [Command, number]

interface Watch {
  /** Before an offer is folded. */
  readonly offer?: (witness: Witness, event: Extract<RouterEvent, { type: "OfferMade" }>) => void
  readonly afterStep?: (witness: Witness, router: FairRouter) => void
}

function playWatched(
  make: (configuration: Configuration) => FairRouter,
  { configuration, moves }: History,
  watch: Watch
) {
  const router = make(configuration)
  const witness = new Witness(configuration)
  const player = new Player()
  const commands: Timed[] = []
  const events: RouterEvent[] = []
  for (const move of moves) {
    const { command, nowMs } = player.next(router, move)
    commands.push([command, nowMs])
    for (const event of router.step(command, nowMs).events) {
      events.push(event)
      witness.nowMs = event.atMs
      if (event.type === "OfferMade") watch.offer?.(witness, event)
      witness.see(event)
    }
    witness.nowMs = nowMs
    watch.afterStep?.(witness, router)
  }
  return { commands, events }
}

const run = (router: FairRouter, commands: ReadonlyArray<Timed>): RouterEvent[] =>
  commands.flatMap(([command, nowMs]) => router.step(command, nowMs).events)

function nobodyIdleBesideWork(witness: Witness): void {
  for (const contact of witness.contacts.values()) {
    if (contact.state !== "waiting") continue
    for (const agent of witness.agents.values()) {
      const against = witness.against(contact, agent)
      holds(against !== undefined, `${contact.id} waits and ${agent.id} may take it`)
    }
  }
}

function permitted(witness: Witness, event: Extract<RouterEvent, { type: "OfferMade" }>): void {
  const { contact, agent } = pair(witness, event)
  const against = witness.against(contact, agent)
  holds(against === undefined, `${contact.id} was offered to ${agent.id} against ${against}`)
}

function firstComeFirst(witness: Witness, event: Extract<RouterEvent, { type: "OfferMade" }>): void {
  const { contact, agent } = pair(witness, event)
  for (const other of witness.contacts.values()) {
    const alike =
      other.queue === contact.queue &&
      other.channel === contact.channel &&
      other.needs === contact.needs &&
      other.ownPriority === contact.ownPriority &&
      other.ownCreditMs === contact.ownCreditMs
    const isFirst = alike && other.arrival < contact.arrival && witness.against(other, agent) === undefined
    holds(
      !isFirst,
      `${contact.id} was offered to ${agent.id} before ${other.id}, which asks for the same and came first`
    )
  }
}

function firstInOrder(witness: Witness, event: Extract<RouterEvent, { type: "OfferMade" }>): void {
  const { contact, agent } = pair(witness, event)
  for (const other of witness.contacts.values()) {
    if (other === contact || witness.against(other, agent) !== undefined) continue
    const isFirst = witness.comesFirst(other, contact)
    holds(!isFirst, `${agent.id} was offered ${contact.id} although ${other.id} comes first`)
  }
}

function overtakesWithinCredit(witness: Witness, event: Extract<RouterEvent, { type: "OfferMade" }>): void {
  const { contact, agent } = pair(witness, event)
  for (const other of witness.contacts.values()) {
    const laterMs = contact.enqueuedAtMs - other.enqueuedAtMs
    if (laterMs <= 0 || witness.priority(other) !== witness.priority(contact)) continue
    if (!witness.agesAlike(other, contact)) continue
    if (witness.against(other, agent) !== undefined) continue
    const aheadMs = witness.creditMs(contact) - witness.creditMs(other)
    holds(
      laterMs < aheadMs,
      `${contact.id} overtook ${other.id}: ${laterMs} ms later, ${aheadMs} ms more of a head start`
    )
  }
}

/** One who comes first was not offered a contact: that is right only where he gets another in the same step (SPEC WAVE-2). */
interface Passed {
  readonly other: SeenAgent
  readonly says: string
  /** Contacts that whoever got the contact could have taken in his place. */
  readonly instead: ReadonlySet<SeenContact>
}

function longestAtRest(): Watch {
  const offered = new WeakMap<Witness, Set<SeenAgent>>()
  const passed = new WeakMap<Witness, Passed[]>()
  return {
    offer: (witness, event) => {
      const { contact, agent } = pair(witness, event)
      const served = offered.get(witness) ?? new Set()
      const open = (passed.get(witness) ?? []).filter(({ other, says, instead }) => {
        holds(other !== agent || !instead.has(contact), says)
        return other !== agent
      })
      for (const other of witness.agents.values()) {
        if (other === agent || witness.against(contact, other) !== undefined) continue
        const less = agent.hands.size - other.hands.size
        // In a wave each gets one before anybody who has as many in hand is asked again.
        if (less < 0 || (less === 0 && (other.rest > agent.rest || served.has(other)))) continue
        const instead = [...witness.contacts.values()].filter(
          (one) => one !== contact && witness.against(one, agent) === undefined
        )
        const says = `${contact.id} was offered to ${agent.id} although ${other.id} comes first`
        open.push({ other, says, instead: new Set(instead) })
      }
      passed.set(witness, open)
      offered.set(witness, served.add(agent))
    },
    afterStep: (witness) => {
      for (const { says } of passed.get(witness) ?? []) holds(false, says)
      offered.set(witness, new Set())
    }
  }
}

function sameWorld(witness: Witness, router: FairRouter): void {
  for (const seen of witness.contacts.values()) {
    const owner = router.view.contact(seen.id)?.agent
    holds(owner === seen.owner, `${seen.id} belongs to ${owner}, by the events to ${seen.owner}`)
  }
  for (const agent of witness.agents.values()) {
    const here = router.view.agent(agent.id)?.contacts ?? []
    const seen = [...agent.hands].map(({ id }) => id)
    holds(sorted(here) === sorted(seen), `${agent.id} has ${here.join()}, by the events ${seen.join()}`)
  }
}

function nothingLost(witness: Witness, router: FairRouter): void {
  const here = [...router.view.contacts()]
  const { completed, abandoned, cancelled } = witness.ended
  holds(
    here.length + completed + abandoned + cancelled === witness.queued,
    "a contact vanished or appeared from nowhere"
  )
  for (const { id, enqueuedAtMs, state } of here) {
    const seen = witness.contacts.get(id)
    holds(seen?.state === state, `${id} is ${state}, by the events ${seen?.state}`)
    holds(seen?.enqueuedAtMs === enqueuedAtMs, `${id} lost its first-enqueue clock`)
  }
}

function pair(witness: Witness, event: { readonly contact: string; readonly agent: string }) {
  const contact = witness.contacts.get(event.contact)
  const agent = witness.agents.get(event.agent)
  if (contact === undefined || agent === undefined) throw new Error(`${event.contact} or ${event.agent} is not here`)
  return { contact, agent }
}

const sorted = (ids: ReadonlyArray<string>): string => [...ids].sort((a, b) => (a < b ? -1 : 1)).join()

/** Letters and digits in reverse, so that the order of names turns round. */
const letters = "abcdefghijklmnopqrstuvwxyz"
const digits = "0123456789"
function mirrored(sign: string): string {
  const letter = letters.indexOf(sign)
  if (letter >= 0) return letters.charAt(25 - letter)
  const digit = digits.indexOf(sign)
  return digit >= 0 ? digits.charAt(9 - digit) : sign
}

function same(actual: ReadonlyArray<RouterEvent>, expected: ReadonlyArray<RouterEvent>): void {
  for (let at = 0; at < Math.max(actual.length, expected.length); at++) {
    const [one, other] = [canonical(actual[at]), canonical(expected[at])]
    holds(one === other, `event ${at} is ${one}, expected ${other}`)
  }
}

/** Keys in order: renaming moves them. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  ) ?? "missing"

function shifted(event: RouterEvent, byMs: number): RouterEvent {
  const moved: Record<string, unknown> = { ...event }
  for (const field of ["atMs", "expiresAtMs", "wrapUpEndsAtMs"]) {
    if (typeof moved[field] === "number") moved[field] += byMs
  }
  return moved as unknown as RouterEvent
}
