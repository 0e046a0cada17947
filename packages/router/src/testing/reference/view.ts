import { type Channel, channels } from "../../Channel.ts"
import type { AgentView, ContactView, QueueView, View } from "../../View.ts"
import { interruptedOf } from "./capacity.ts"
import type { Ledger } from "./Ledger.ts"
import { type Agent, type Contact, creditOf, handsOf, loadOf, priorityOf, type Tie, type World } from "./world.ts"

/** The readonly face of the reference router, so that whole states can be compared. */
export function referenceView(ledger: Ledger): View {
  const { world } = ledger
  return {
    get nowMs() {
      return world.nowMs
    },
    get configuration() {
      return ledger.configuration
    },
    get previousConfiguration() {
      return ledger.previous
    },
    get version() {
      return ledger.version
    },
    contact: (id) => world.contacts.filter((c) => c.id === id).map((c) => contactView(world, c))[0],
    agent: (id) => world.agents.filter((a) => a.id === id).map((a) => agentView(world, a))[0],
    queue: (id) => (world.queues[id] === undefined ? undefined : queueView(world, id)),
    contacts: () => world.contacts.map((c) => contactView(world, c)),
    agents: () => world.agents.map((a) => agentView(world, a)),
    queues: () => Object.keys(world.queues).map((id) => queueView(world, id))
  }
}

function contactView(world: World, c: Contact): ContactView {
  const parked = world.alarms.find(({ name, owner }) => name === "parked" && owner === c.id)
  const those = (state: Tie["state"]) => c.ties.filter((tie) => tie.state === state)
  const tie = c.state === "waiting" || c.state === "unreachable" ? undefined : those(c.state)[0]
  const shown = ({ offer: { id, madeAtMs, expiresAtMs } }: Tie) => ({ id, madeAtMs, expiresAtMs })
  const ids = (ties: ReadonlyArray<Tie>) => ties.map(({ agent }) => agent.id)
  const offers = those("offered").map((each) => ({ agent: each.agent.id, ...shown(each) }))
  const agents = ids(those("active"))
  const wrapUps = ids(those("wrap-up"))
  return {
    id: c.id,
    queue: c.queue,
    channel: c.channel,
    priority: priorityOf(world, c),
    state: c.state,
    enqueuedAtMs: c.enqueuedAtMs,
    ...(creditOf(world, c) === 0 ? {} : { creditMs: creditOf(world, c) }),
    ...(c.callback === undefined ? {} : { callback: callbackView(world, c, c.callback.retries) }),
    ...(c.customer === undefined ? {} : { customer: c.customer }),
    ...(c.attributes === undefined ? {} : { attributes: c.attributes }),
    ...(c.step === 0 ? {} : { step: c.step }),
    ...heldFor(c),
    ...(tie === undefined ? {} : { agent: tie.agent.id }),
    ...(tie?.state === "offered" ? { offer: shown(tie) } : {}),
    ...(offers.length > 1 ? { offers } : {}),
    ...(agents.length > 1 ? { agents } : {}),
    ...(wrapUps.length > 1 || (wrapUps.length === 1 && c.state !== "wrap-up") ? { wrapUps } : {}),
    ...(c.transfers === 0 ? {} : { transfers: c.transfers }),
    ...(c.consultOf === undefined ? {} : { consultOf: c.consultOf, consultBy: c.consultBy! }),
    ...(c.consults.length === 0 ? {} : { consults: c.consults }),
    ...(tie?.acceptedAtMs === undefined ? {} : { acceptedAtMs: tie.acceptedAtMs }),
    ...(parked === undefined ? {} : { parkedUntilMs: parked.atMs }),
    ...(tie?.wrapUpEndsAtMs === undefined ? {} : { wrapUpEndsAtMs: tie.wrapUpEndsAtMs })
  }
}

function heldFor({ hold }: Contact): Pick<ContactView, "heldFor"> {
  if (hold === undefined) return {}
  const { agent, untilMs } = hold
  return { heldFor: untilMs === undefined ? { agent } : { agent, untilMs } }
}

function callbackView(
  { alarms }: World,
  { id, state }: Contact,
  retries: number
): NonNullable<ContactView["callback"]> {
  const due = alarms.find(({ name, owner }) => name === "callback" && owner === id)
  return state !== "unreachable" || due === undefined ? { retries } : { retries, dueAtMs: due.atMs }
}

function agentView(world: World, a: Agent): AgentView {
  const ties = handsOf(world, a)
  const hands = ties.map(({ contact }) => contact)
  const accepted = ties
    .filter(({ tie }) => (tie.state === "active" || tie.state === "wrap-up") && tie.isFree !== true)
    .map(({ contact }) => contact.channel)
  const interrupted = interruptedOf(world.rules, accepted)
  const load = loadOf(world, a)
  const perChannel = Object.fromEntries(
    channels.map((channel) => [channel, load.filter((held) => held === channel).length])
  )
  return {
    id: a.id,
    presence: a.presence,
    ...(a.reason === undefined ? {} : { reason: a.reason }),
    presenceSinceMs: a.presenceSinceMs,
    idleSinceMs: a.idleSinceMs,
    skills: a.skills,
    ...(Object.keys(a.terms).length === 0 ? {} : { terms: a.terms }),
    ...(a.excludes.length === 0 ? {} : { excludes: a.excludes }),
    ...(Object.keys(a.reserveFor).length === 0 ? {} : { reserveFor: a.reserveFor }),
    ...(Object.keys(a.prefers).length === 0 ? {} : { prefers: a.prefers }),
    ...(Object.keys(a.delays).length === 0 ? {} : { delays: a.delays }),
    ...(Object.keys(a.allocation).length === 0 ? {} : { allocation: a.allocation }),
    ...(Object.keys(a.taken).length === 0 ? {} : { taken: a.taken }),
    ...(Object.keys(a.attributes).length === 0 ? {} : { attributes: a.attributes }),
    ...(a.autoAccept === undefined ? {} : { autoAccept: a.autoAccept }),
    capacity: a.capacity,
    load: perChannel as Record<Channel, number>,
    contacts: hands.map((c) => c.id),
    ...(a.units === undefined ? {} : { units: a.units }),
    ...(interrupted.length === 0 ? {} : { interrupted })
  }
}

function queueView(world: World, id: string): QueueView {
  const of = (...states: ReadonlyArray<Contact["state"]>) =>
    world.contacts.filter((c) => c.queue === id && states.includes(c.state))
  const unanswered = of("waiting", "unreachable", "offered")
  return {
    id,
    waiting: of("waiting", "unreachable").length,
    offered: of("offered").length,
    active: of("active").length,
    ...(unanswered.length === 0 ? {} : { oldestEnqueuedAtMs: Math.min(...unanswered.map((c) => c.enqueuedAtMs)) }),
    ...(world.reserveOpen[id] ? { reserveOpen: world.reserveOpen[id] as 1 | 2 } : {}),
    ...(world.hours[id] === undefined ? {} : { open: world.hours[id].open })
  }
}
