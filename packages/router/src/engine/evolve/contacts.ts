import type { Attributes, Preferred } from "../../Command.ts"
import { expiring } from "../alarmKinds.ts"
import { type State, Count } from "../State.ts"
import { ContactState, F, I, Origin } from "../state/Contacts.ts"
import { type ContactMore, withField } from "../state/More.ts"
import { meetVetoes } from "./vetoes.ts"
import { armWaited, disarmWaited } from "./waited.ts"
import { beginConsult, endConsult } from "./consults.ts"
import { exclude, unlinkExclusion } from "./exclusions.ts"
import { release } from "./holds.ts"
import { armSteps, startSteps } from "./steps.ts"

/** What a `Queued` row carries beside numbers: what is asked for. Many may share one; whose it is stands in the table of contacts. */
export interface QueuedSide {
  readonly queue: number
  readonly channel: number
  readonly priority: number
  readonly creditMs: number
  readonly needs: string | undefined
  readonly reachable: boolean
  readonly excludes: ReadonlyArray<string>
  readonly customer?: string | undefined
  readonly attributes?: Attributes | undefined
  readonly preferred?: ReadonlyArray<Preferred> | undefined
  readonly preferredOnly?: true | undefined
  readonly needsForMs?: number | undefined
  /** The contact it is a consult of, and who asks. */
  readonly consultOf?: string | undefined
  readonly consultBy?: string | undefined
  /** It is reachable, and asks for nothing beside queue, channel, priority and needs: what is rarer need not be looked for. */
  readonly isBare: boolean
}

/** As it is with most contacts. */
export function queuedSide(asked: Omit<QueuedSide, "isBare">): QueuedSide {
  const isBare =
    asked.reachable &&
    asked.creditMs === 0 &&
    asked.excludes.length === 0 &&
    asked.customer === undefined &&
    asked.attributes === undefined &&
    asked.preferred === undefined &&
    asked.preferredOnly === undefined &&
    asked.needsForMs === undefined &&
    asked.consultOf === undefined
  return { ...asked, isBare }
}

export function queue(s: State, c: number, side: QueuedSide): void {
  const { contacts } = s
  const at = c * 16
  contacts.f[c * 8 + F.Sequence] = s.counts[Count.Contact]!++
  contacts.i[at + I.Lane] = contacts.i[at + I.FirstExclusion] = contacts.i[at + I.FirstEngagement] = -1
  contacts.i[at + I.Preferred] = contacts.i[at + I.Class] = -1
  contacts.i[at + I.Step] = 0
  contacts.i[at + I.State] = ContactState.Gone
  contacts.i[at + I.Marked] = 0
  contacts.queue[c] = side.queue
  contacts.channel[c] = side.channel
  contacts.priority[c] = side.priority
  contacts.enqueuedAtMs[c] = s.nowMs
  contacts.creditMs[c] = side.creditMs
  contacts.needs[c] = side.needs
  contacts.more[c] = undefined
  s.classify(c)
  s.contactOf.add(c)
  if (side.isBare) {
    if (!s.vetoes.isEmpty) meetVetoes(s, c)
    wait(s, c, Origin.Direct, false)
  } else queueRarer(s, c, side)
  if (s.queues[side.queue]!.relaxation !== undefined) armSteps(s, c)
}

/** With what only some contacts bring. */
function queueRarer(s: State, c: number, side: QueuedSide): void {
  const { contacts } = s
  if (side.customer !== undefined)
    contacts.more[c] = withField<ContactMore, "customer">(contacts.more[c], "customer", side.customer)
  if (side.attributes !== undefined)
    contacts.more[c] = withField<ContactMore, "attributes">(contacts.more[c], "attributes", side.attributes)
  if (side.preferred !== undefined)
    contacts.more[c] = withField<ContactMore, "preferred">(contacts.more[c], "preferred", side.preferred)
  if (side.preferredOnly !== undefined)
    contacts.more[c] = withField<ContactMore, "preferredOnly">(contacts.more[c], "preferredOnly", true)
  meetVetoes(s, c)
  if (side.consultOf !== undefined) beginConsult(s, c, side.consultOf, side.consultBy!)
  for (const agent of side.excludes) exclude(s, c, s.agentFor(agent), -1)
  if (side.reachable) wait(s, c, Origin.Direct)
  else {
    s.moveTo(c, ContactState.Unreachable)
    armWaited(s, c)
  }
  if (side.needsForMs !== undefined) s.alarmAfter(expiring, c, side.needsForMs)
}

export function wait(
  s: State,
  c: number,
  origin: number,
  wasServed = s.contacts.state(c) > ContactState.Offered
): void {
  if (wasServed) comeBack(s, c)
  s.contacts.i[c * 16 + I.Origin] = origin
  s.moveTo(c, ContactState.Waiting)
  if (wasServed) armSteps(s, c)
  s.index.enterLane(s.contacts, c)
  s.touchedContacts.add(c)
  armWaited(s, c)
}

/** Somebody served it, and it waits again (SPEC RELAX-11); a callback is none any more (SPEC QUEUE-32). */
function comeBack(s: State, c: number): void {
  const { more } = s.contacts
  more[c] = withField<ContactMore, "served">(more[c], "served", true)
  more[c] = withField<ContactMore, "callback">(more[c], "callback", undefined)
  startSteps(s, c)
  s.classify(c)
}

export function leaveLane(s: State, c: number): void {
  if (s.contacts.i[c * 16 + I.Lane]! >= 0) s.index.leaveLane(s.contacts, c)
}

/** To the place that its clock gives it in another queue; a contact that waits or is unreachable. */
export function moveToQueue(s: State, c: number, queue: number): void {
  const state = s.contacts.state(c)
  leaveLane(s, c)
  changeQueue(s, c, queue)
  if (state === ContactState.Waiting) wait(s, c, Origin.Returned)
  else {
    s.moveTo(c, state)
    armWaited(s, c)
  }
  armSteps(s, c)
}

/** Of a contact in no lane; its state is for the caller to set. */
export function changeQueue(s: State, c: number, queue: number): void {
  s.moveTo(c, ContactState.Gone)
  disarmWaited(s, c)
  s.contacts.queue[c] = queue
  startSteps(s, c)
  s.classify(c)
}

/** The contact is over. Its id is taken until the last wrap-up of it has ended (SPEC XFER-2). */
export function drop(s: State, c: number): void {
  const { contacts } = s
  release(s, c)
  s.alarms.clearContact(c)
  endConsult(s, c)
  if (contacts.i[c * 16 + I.FirstEngagement]! >= 0) {
    s.moveTo(c, ContactState.WrapUp)
    return
  }
  while (contacts.i[c * 16 + I.FirstExclusion]! >= 0) unlinkExclusion(s, contacts.i[c * 16 + I.FirstExclusion]!)
  const customer = contacts.more[c]?.customer
  if (customer !== undefined) s.vetoes.goes(c, customer)
  s.contactOf.remove(c)
  s.index.release(contacts.i[c * 16 + I.Class]!)
  contacts.needs[c] = contacts.more[c] = undefined
  s.moveTo(c, ContactState.Gone)
  contacts.give(c)
}
