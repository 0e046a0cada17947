import { type Channel, channels } from "../Channel.ts"
import type { AgentView, ContactView, OfferView, QueueView, View } from "../View.ts"
import { saidWishes } from "./compile/Wishes.ts"
import { noAgents } from "./decide/enqueue.ts"
import { callback, parked } from "./alarmKinds.ts"
import { offerToken } from "./decide/offers.ts"
import { perChannel } from "./perChannel.ts"
import { engagementsIn, leadingEngagement } from "./engagementOf.ts"
import type { State } from "./State.ts"
import { ContactState, I } from "./state/Contacts.ts"
import type { Hold } from "./state/More.ts"
import { EngagementState } from "./state/Engagements.ts"

const contactStates = ["waiting", "waiting", "unreachable", "offered", "active", "wrap-up", "parked"] as const

/** The readonly face: objects are made when asked for, so reading costs the reader. */
export class StateView implements View {
  private readonly s: State
  private oldest: number[] = []
  private oldestAfter = -1

  constructor(s: State) {
    this.s = s
  }

  get nowMs() {
    return this.s.nowMs
  }

  get configuration() {
    return this.s.configuration
  }

  get previousConfiguration() {
    return this.s.previous
  }

  get version() {
    return this.s.version
  }

  contact(id: string): ContactView | undefined {
    const contact = this.s.contactOf.get(id)
    return contact === undefined ? undefined : contactView(this.s, contact)
  }

  agent(id: string): AgentView | undefined {
    const agent = this.s.agentOf.get(id)
    return agent === undefined ? undefined : agentView(this.s, agent)
  }

  queue(id: string): QueueView | undefined {
    const queue = this.s.queueOf.get(id)
    return queue === undefined || !this.isShown(queue) ? undefined : this.queueView(queue)
  }

  *contacts(): Iterable<ContactView> {
    for (const contact of this.s.contactOf.values()) yield contactView(this.s, contact)
  }

  *agents(): Iterable<AgentView> {
    for (const agent of this.s.agentOf.values()) yield agentView(this.s, agent)
  }

  /** In the order of the configuration, whatever was there before; then those that only still hold contacts. */
  *queues(): Iterable<QueueView> {
    const { queues, queueOf, queueName, configuration } = this.s
    for (const name of Object.keys(configuration.queues)) yield this.queueView(queueOf.get(name)!)
    for (let queue = 0; queue < queueName.length; queue++)
      if (!queues[queue]!.configured && this.isShown(queue)) yield this.queueView(queue)
  }

  private isShown(queue: number): boolean {
    const live = this.s.census.slice(queue * 8 + ContactState.Waiting, queue * 8 + ContactState.Parked + 1)
    return this.s.queues[queue]!.configured || live.some((n) => n > 0)
  }

  private queueView(queue: number): QueueView {
    const { census, queueName } = this.s
    const at = queue * 8
    const oldest = this.oldestOf(queue)
    const hours = this.s.queueMore[queue]?.hours
    return {
      id: queueName[queue]!,
      waiting: census[at + ContactState.Waiting]! + census[at + ContactState.Unreachable]!,
      offered: census[at + ContactState.Offered]!,
      active: census[at + ContactState.Active]!,
      ...(oldest < Number.POSITIVE_INFINITY ? { oldestEnqueuedAtMs: oldest } : {}),
      ...(this.s.reserveOpen[queue] === 0 ? {} : { reserveOpen: this.s.reserveOpen[queue] as 1 | 2 }),
      ...(hours === undefined ? {} : { open: hours.open })
    }
  }

  /** First enqueue of the longest waiting: whoever nobody has accepted yet, reachable or not, ringing or not. */
  private oldestOf(queue: number): number {
    const s = this.s
    if (this.oldestAfter !== s.changes) {
      this.oldest = s.queueName.map(() => Number.POSITIVE_INFINITY)
      for (const contact of s.contactOf.values()) {
        if (s.contacts.state(contact) > ContactState.Offered) continue
        const of = s.contacts.queue[contact]!
        if (s.enqueuedAtMs(contact) < this.oldest[of]!) this.oldest[of] = s.enqueuedAtMs(contact)
      }
      this.oldestAfter = s.changes
    }
    return this.oldest[queue] ?? Number.POSITIVE_INFINITY
  }
}

function callbackView(s: State, contact: number, retries: number): { retries: number; dueAtMs?: number } {
  const dueAtMs =
    s.contacts.state(contact) === ContactState.Unreachable ? s.alarms.dueAtMs(callback, contact) : undefined
  return dueAtMs === undefined ? { retries } : { retries, dueAtMs }
}

function contactView(s: State, contact: number): ContactView {
  const { contacts, engagements } = s
  const creditMs = s.creditMs(contact)
  const more = contacts.more[contact]
  const step = contacts.i[contact * 16 + I.Step]!
  const seen = {
    id: contacts.idOf(contact),
    queue: s.queueName[contacts.queue[contact]!]!,
    channel: channels[contacts.channel[contact]!]!,
    priority: s.priority(contact),
    state: contactStates[contacts.state(contact)]!,
    enqueuedAtMs: s.enqueuedAtMs(contact),
    ...(creditMs === 0 ? {} : { creditMs }),
    ...(more?.customer === undefined ? {} : { customer: more.customer }),
    ...(more?.attributes === undefined ? {} : { attributes: more.attributes }),
    ...(step === 0 ? {} : { step }),
    ...(more?.callback === undefined ? {} : { callback: callbackView(s, contact, more.callback.retries) }),
    ...(more?.hold === undefined ? {} : { heldFor: heldFor(more.hold) }),
    ...(more?.transfers === undefined ? {} : { transfers: more.transfers }),
    ...(more?.consultOf === undefined ? {} : { consultOf: more.consultOf, consultBy: more.consultBy! }),
    ...(more?.consults === undefined ? {} : { consults: more.consults })
  }
  if (contacts.firstEngagement(contact) < 0) return seen
  const e = leadingEngagement(s, contact)
  const wrapUps = engagementsIn(s, contact, EngagementState.WrapUp).map((w) => agentIdOf(s, w))
  const beside = wrapUps.length > 1 || (wrapUps.length === 1 && seen.state !== "wrap-up") ? { wrapUps } : {}
  if (e < 0) return { ...seen, ...beside }
  const agent = agentIdOf(s, e)
  if (engagements.state[e] === EngagementState.Offered) {
    const open = engagementsIn(s, contact, EngagementState.Offered)
    const offers = open.map((each) => ({ agent: agentIdOf(s, each), ...offerView(s, each) }))
    return { ...seen, agent, offer: offerView(s, e), ...(open.length > 1 ? { offers } : {}), ...beside }
  }
  const acceptedAtMs = engagements.acceptedAtMs[e]!
  const parkedUntilMs = s.alarms.dueAtMs(parked, contact)
  if (parkedUntilMs !== undefined) return { ...seen, agent, acceptedAtMs, parkedUntilMs, ...beside }
  if (engagements.state[e] === EngagementState.Active) {
    const agents = engagementsIn(s, contact, EngagementState.Active).map((each) => agentIdOf(s, each))
    return { ...seen, agent, acceptedAtMs, ...(agents.length > 1 ? { agents } : {}), ...beside }
  }
  const dueAtMs = dueOf(s, e)
  return { ...seen, agent, acceptedAtMs, ...(dueAtMs === 0 ? {} : { wrapUpEndsAtMs: dueAtMs }), ...beside }
}

const heldFor = ({ agent, untilMs }: Hold) => (untilMs === undefined ? { agent } : { agent, untilMs })
const agentIdOf = ({ agents, engagements }: State, e: number): string => agents.id[engagements.agent[e]!]!

const dueOf = ({ engagements, timers }: State, e: number): number =>
  engagements.timer[e]! < 0 ? 0 : timers.dueAtMs(engagements.timer[e]!)

const offerView = (s: State, e: number): OfferView => ({
  id: offerToken(s.engagements.sequence[e]!),
  madeAtMs: s.engagements.madeAtMs[e]!,
  expiresAtMs: dueOf(s, e)
})

const presences = ["signed-out", "signed-out", "not-ready", "ready", "lost"] as const

function agentView(s: State, agent: number): AgentView {
  const { agents } = s
  const reason = agents.reason[agent]
  const { terms, attributes, excludes, reserveFor, autoAccept, taken, ...more } = agents.more[agent] ?? {}
  return {
    id: agents.id[agent]!,
    presence: presences[agents.presence[agent]!]!,
    ...(reason === undefined ? {} : { reason }),
    presenceSinceMs: agents.presenceSinceMs[agent]!,
    idleSinceMs: agents.restedSinceMs[agent]!,
    skills: agents.skills[agent]!,
    ...(terms === undefined ? {} : { terms }),
    ...(attributes === undefined ? {} : { attributes }),
    ...(excludes === undefined ? {} : { excludes }),
    ...(reserveFor === undefined ? {} : { reserveFor }),
    ...(autoAccept === undefined ? {} : { autoAccept }),
    ...saidWishes(more),
    ...(taken === undefined ? {} : { taken }),
    capacity: perChannel(agents.capacityOf[agent]!),
    load: perChannel(s.countsOf(agent)),
    contacts: contactsOf(s, agent),
    ...(agents.units[agent]! < 0 ? {} : { units: agents.units[agent]! }),
    ...interruptedOf(s, agent)
  }
}

/** In the order they were offered. */
function contactsOf(s: State, agent: number): ReadonlyArray<string> {
  const { engagements } = s
  const live: number[] = []
  for (let e = s.agents.firstEngagement[agent]!; e >= 0; e = engagements.next[e]!) live.push(e)
  if (live.length === 0) return noAgents
  live.sort((a, b) => engagements.sequence[a]! - engagements.sequence[b]!)
  return live.map((e) => s.contacts.idOf(engagements.contact[e]!))
}

const inHand: ReadonlyArray<number> = [EngagementState.Active, EngagementState.WrapUp]

/** What he accepted of these channels is put aside: he accepted work that interrupts it, and that is not interrupted by it in turn (SPEC CAP-7). */
function interruptedOf(s: State, agent: number): { interrupted?: ReadonlyArray<Channel> } {
  const { engagements } = s
  const { interrupts } = s.index.capacity
  let accepted = 0
  for (let e = s.agents.firstEngagement[agent]!; e >= 0; e = engagements.next[e]!)
    if (inHand.includes(engagements.state[e]!) && engagements.holds[e] === 1) accepted |= 1 << engagements.channel[e]!
  const interrupted = channels.filter((_, of) =>
    channels.some((_channel, by) => {
      const both = (1 << of) | (1 << by)
      return (accepted & both) === both && (interrupts[by]! & (1 << of)) !== 0 && (interrupts[of]! & (1 << by)) === 0
    })
  )
  return interrupted.length === 0 ? {} : { interrupted }
}
