import type { Configuration } from "../../Configuration.ts"
import { Each } from "../compile/AgentRule.ts"
import { type QueueRule, queueRule } from "../compile/Policy.ts"
import { haveSameSteps, stepReached } from "../compile/Relaxation.ts"
import { inOrder } from "../inOrder.ts"
import { Work } from "../index/Work.ts"
import { reindex } from "../reindex.ts"
import type { State } from "../State.ts"
import { ContactState, I, Origin } from "../state/Contacts.ts"
import { takeRules } from "../takeRules.ts"
import { forgetHandled } from "./handled.ts"
import { dropHours } from "./hours.ts"
import { limitReserves } from "./reserves.ts"
import { armSteps } from "./steps.ts"
import { rearmWaited } from "./waited.ts"

/**
 * Other rules. A queue whose own are as they were keeps its contacts and their lanes as they are; only where something is said of all
 * queues, or of how agents compare, the index is built again. Deadlines of waits and steps are set anew, in order of first enqueue.
 */
export function configured(s: State, configuration: Configuration): void {
  const before = s.configuration
  const changed = changedQueues(s, configuration)
  const isWhole = concernsAll(s, configuration, changed)
  s.version++
  s.previous = before
  forgetHandled(s)
  const contacts = contactsOf(s, changed)
  if (!isWhole) for (const c of contacts) s.index.leaveLane(s.contacts, c)
  takeRules(s, configuration)
  for (const c of contacts) {
    const name = s.queueName[s.contacts.queue[c]!]!
    const [own, now] = [before.queues[name], configuration.queues[name]]
    if (own !== undefined && now !== undefined && haveSameSteps(own, now)) continue
    const rule = s.queues[s.contacts.queue[c]!]!.relaxation
    const waitMs = s.nowMs - s.contacts.enqueuedAtMs[c]!
    s.contacts.i[c * 16 + I.Step] = stepReached(rule, s.contacts.more[c]?.attributes, waitMs)
  }
  if (isWhole) reindex(s)
  else enterAnew(s, contacts, changed)
  dropHours(s)
  limitReserves(s)
  const timed = contactsOf(s, timedQueues(s, changed))
  for (const c of timed) rearmWaited(s, c)
  for (const c of timed) if (s.contacts.state(c) <= ContactState.Offered) armSteps(s, c)
  for (const c of isWhole ? s.contactOf.values() : contacts) if (s.contacts.isOpen(c)) s.touchedContacts.add(c)
}

/** Queues whose rules are not as they were: changed, new or gone. */
function changedQueues(s: State, { queues }: Configuration): ReadonlySet<number> {
  const before = s.configuration.queues
  const changed = new Set<number>()
  for (const name of new Set([...Object.keys(before), ...Object.keys(queues)])) {
    const [own, now] = [before[name], queues[name]]
    if (own === undefined || now === undefined || inOrder(own) !== inOrder(now)) changed.add(s.queueFor(name))
  }
  return changed
}

function concernsAll(s: State, { queues, ...now }: Configuration, changed: ReadonlySet<number>): boolean {
  const { queues: _, ...before } = s.configuration
  if (inOrder(before) !== inOrder(now) || s.index.isWorn) return true
  const counts = ({ agents }: QueueRule) => agents.each === Each.Handled
  return Object.entries(queues).some(([name, queue]) => {
    // How flexible somebody is depends on all queues; windows are counted from what some queue looks at.
    if (queue.agents === "leastFlexible") return true
    const of = s.queueOf.get(name)!
    return changed.has(of) && (counts(s.queues[of]!) || counts(queueRule(name, queue, s.rules)))
  })
}

/** Those, and all others whose contacts have a deadline while they wait. */
function timedQueues({ queues }: State, changed: ReadonlySet<number>): ReadonlySet<number> {
  const timed = new Set(changed)
  for (const [queue, { relaxation, admission }] of queues.entries())
    if (relaxation !== undefined || admission?.waits === true) timed.add(queue)
  return timed
}

/** In order of first enqueue. */
function contactsOf(s: State, queues: ReadonlySet<number>): number[] {
  const { queue } = s.contacts
  const found: number[] = []
  for (const c of s.contactOf.values()) if (queues.has(queue[c]!)) found.push(c)
  s.work[Work.ContactVisited]! += found.length
  return found
}

function enterAnew(s: State, contacts: ReadonlyArray<number>, changed: ReadonlySet<number>): void {
  s.index.forgetQueues(changed)
  s.leaving.forgetQueues(changed)
  s.skipping.forgetQueues(changed)
  for (const c of contacts) {
    s.classify(c)
    const state = s.contacts.state(c)
    if (s.leaves && (state === ContactState.Waiting || state === ContactState.Unreachable)) s.asked.add(c)
    if (s.wantsMore(c)) s.contacts.i[c * 16 + I.Origin] = Origin.Ringing
    else if (state !== ContactState.Waiting) continue
    s.index.enterLane(s.contacts, c)
    if (s.delays.isUsed) s.delays.arm(c, s.nowMs)
  }
}
