import { type Channel, channels } from "../../Channel.ts"
import type { Command, Enqueue, SignIn } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { RouterEvent } from "../../Event.ts"
import type { Refusal } from "../../Refusal.ts"
import type { Outcome } from "../../Router.ts"
import type { View } from "../../View.ts"
import { meets } from "./needs.ts"
import { referenceView } from "./view.ts"
import { type Agent, agentOrder, type Contact, contactOrder, contactsOf, mayTake, type World } from "./world.ts"

type Reason = Refusal["reason"]
const defaults: Record<Channel, number> = { voice: 1, chat: 3, sms: 3, email: 2, fax: 1 }

/**
 * The slow, obvious router: objects, arrays, full scans, one page of rules. What it does is right because it can be read; what the
 * engine does is right because it does the same (SPEC DET-7). For histories of some hundred commands, not for work.
 */
export class ReferenceRouter {
  readonly view: View
  private readonly world: World = { nowMs: 0, contacts: [], agents: [], queues: {} }
  private configuration: Configuration
  private version = 1
  private contactsEver = 0
  private restsEver = 0
  private offersEver = 1
  private deadlinesEver = 0
  private events: RouterEvent[] = []

  constructor(configuration: Configuration) {
    this.configuration = configuration
    this.world.queues = { ...configuration.queues }
    this.view = referenceView(this.world, () => ({ configuration: this.configuration, version: this.version }))
  }

  step(command: Command, nowMs: number): Outcome {
    this.events = []
    if (nowMs < this.world.nowMs) return { events: [], refusal: { reason: "TimeWentBack", text: "" } }
    this.world.nowMs = nowMs
    for (let due = this.firstDue(); due !== undefined && due.atMs <= nowMs; due = this.firstDue()) due.fire()
    this.match()
    const reason = this.decide(command)
    if (reason !== undefined) return { events: this.events, refusal: { reason, text: "" } }
    this.match()
    return { events: this.events }
  }

  tick(nowMs: number): Outcome {
    return this.step({ type: "Tick" }, nowMs)
  }

  get nextDeadlineMs(): number | undefined {
    return this.firstDue()?.atMs
  }

  private say(event: RouterEvent): void {
    this.events.push(event)
  }

  /** The first contact in order that somebody may take, to the first agent in order who may take it; until no such pair is left. */
  private match(): void {
    for (;;) {
      const { contacts, agents } = this.world
      const contact = contacts
        .filter((c) => agents.some((a) => mayTake(this.world, c, a)))
        .sort(contactOrder(this.world))[0]
      if (contact === undefined) return
      const agent = agents.filter((a) => mayTake(this.world, contact, a)).sort(agentOrder(this.world))[0]
      if (agent === undefined) return
      this.offer(contact, agent)
    }
  }

  private offer(contact: Contact, agent: Agent): void {
    const { nowMs, queues } = this.world
    const forMs = queues[contact.queue]?.offerMs ?? 20_000
    const expiresAtMs = nowMs + forMs
    contact.state = "offered"
    contact.agent = agent
    contact.offeredAs = this.offersEver++
    contact.offer = { id: `o${contact.offeredAs}`, madeAtMs: nowMs, expiresAtMs, forMs }
    contact.setAs = this.deadlinesEver++
    const { id, channel, queue } = contact
    const offer = contact.offer.id
    const version = this.version
    this.say({
      type: "OfferMade",
      atMs: nowMs,
      contact: id,
      agent: agent.id,
      queue,
      channel,
      offer,
      expiresAtMs,
      version,
      rule: "SCORE-1"
    })
  }

  private firstDue(): { atMs: number; setAs: number; fire: () => void } | undefined {
    const all = this.world.contacts.flatMap((contact) => [
      ...contact.notUntil.map((exclusion) => ({
        atMs: exclusion.untilMs,
        setAs: exclusion.setAs,
        fire: () => {
          contact.notUntil = contact.notUntil.filter((other) => other !== exclusion)
        }
      })),
      ...(contact.state === "offered"
        ? [{ atMs: contact.offer!.expiresAtMs, setAs: contact.setAs, fire: () => this.expire(contact) }]
        : []),
      ...(contact.state === "wrap-up"
        ? [{ atMs: contact.wrapUpEndsAtMs!, setAs: contact.setAs, fire: () => this.endWrapUp(contact, "time") }]
        : [])
    ])
    return all.sort((a, b) => a.atMs - b.atMs || a.setAs - b.setAs)[0]
  }

  private expire(contact: Contact): void {
    const agent = contact.agent!
    const offer = contact.offer!.id
    this.say({ type: "OfferExpired", atMs: this.world.nowMs, contact: contact.id, agent: agent.id, offer })
    this.takeBack(contact, true)
    this.rests(agent)
    if (this.world.queues[contact.queue]?.onNoAnswer !== "stayReady") this.notReady(agent, "no answer")
  }

  private takeBack(contact: Contact, keepAway: boolean): void {
    if (keepAway) {
      const untilMs = this.world.nowMs + contact.offer!.forMs
      contact.notUntil.push({ agent: contact.agent!.id, untilMs, setAs: this.deadlinesEver++ })
    }
    contact.state = "waiting"
    delete contact.agent
    delete contact.offer
  }

  private rests(agent: Agent): void {
    agent.idleSinceMs = this.world.nowMs
    agent.rest = this.restsEver++
  }

  private rescind(contact: Contact, because: Extract<RouterEvent, { type: "OfferRescinded" }>["because"]): void {
    if (contact.state !== "offered") return
    const { nowMs } = this.world
    this.say({
      type: "OfferRescinded",
      atMs: nowMs,
      contact: contact.id,
      agent: contact.agent!.id,
      offer: contact.offer!.id,
      because
    })
    this.takeBack(contact, false)
  }

  private rescindAll(agent: Agent, because: "agentNotReady" | "agentSignedOut"): void {
    const open = contactsOf(this.world, agent).filter((c) => c.state === "offered")
    for (const contact of open.sort((a, b) => a.offeredAs - b.offeredAs)) this.rescind(contact, because)
  }

  private present(agent: Agent, presence: Agent["presence"], reason?: string): void {
    agent.presence = presence
    agent.presenceSinceMs = this.world.nowMs
    if (reason === undefined) delete agent.reason
    else agent.reason = reason
  }

  private notReady(agent: Agent, reason: string | undefined): void {
    this.rescindAll(agent, "agentNotReady")
    const said = reason === undefined ? {} : { reason }
    this.say({ type: "AgentNotReady", atMs: this.world.nowMs, agent: agent.id, ...said })
    this.present(agent, "not-ready", reason)
  }

  private endWrapUp(contact: Contact, because: "agent" | "time"): void {
    const agent = contact.agent!
    this.say({ type: "WrapUpEnded", atMs: this.world.nowMs, contact: contact.id, agent: agent.id, because })
    this.gone(contact)
    this.rests(agent)
  }

  private gone(contact: Contact): void {
    this.world.contacts = this.world.contacts.filter((other) => other !== contact)
  }

  private decide(command: Command): Reason | undefined {
    const { world } = this
    const atMs = world.nowMs
    if (command.type === "Tick") return undefined
    if (command.type === "Configure") return this.configure(command.configuration)
    if (command.type === "SignIn") return this.signIn(command)
    if (command.type === "Enqueue") return this.enqueue(command)
    if (command.type === "SignOut" || command.type === "MakeReady" || command.type === "MakeNotReady") {
      const agent = world.agents.find((a) => a.id === command.agent)
      if (agent === undefined) return "AgentUnknown"
      if (command.type === "SignOut") {
        if (agent.presence === "signed-out") return undefined
        if (contactsOf(world, agent).some((c) => c.state !== "offered")) return "AgentBusy"
        this.rescindAll(agent, "agentSignedOut")
        this.say({ type: "AgentSignedOut", atMs, agent: agent.id })
        this.present(agent, "signed-out")
      } else if (agent.presence === "signed-out") return "AgentSignedOut"
      else if (command.type === "MakeReady") {
        if (agent.presence === "ready") return undefined
        this.say({ type: "AgentReady", atMs, agent: agent.id })
        this.present(agent, "ready")
        for (const contact of world.contacts) contact.notUntil = contact.notUntil.filter((e) => e.agent !== agent.id)
        this.rests(agent)
      } else if (agent.presence !== "not-ready" || agent.reason !== command.reason) this.notReady(agent, command.reason)
      return undefined
    }
    const contact = world.contacts.find((c) => c.id === command.contact)
    if (contact === undefined) return "ContactUnknown"
    if (command.type === "Exclude") {
      if (contact.state === "active" || contact.state === "wrap-up") return "ContactNotWaiting"
      if (contact.never.includes(command.agent)) return undefined
      if (contact.agent?.id === command.agent) this.rescind(contact, "excluded")
      contact.never.push(command.agent)
      this.say({ type: "AgentExcluded", atMs, contact: contact.id, agent: command.agent })
      return undefined
    }
    if ("agent" in command) return this.betweenTheTwo(command, contact)
    if (contact.state === "active" || contact.state === "wrap-up") return "ContactNotWaiting"
    if (command.type === "MarkUnreachable") {
      if (contact.state === "unreachable") return undefined
      this.rescind(contact, "unreachable")
      contact.state = "unreachable"
      this.say({ type: "ContactUnreachable", atMs, contact: contact.id })
    } else if (command.type === "MarkReachable") {
      if (contact.state !== "unreachable") return undefined
      contact.state = "waiting"
      this.say({ type: "ContactReachable", atMs, contact: contact.id })
    } else if (command.type === "Abandon") {
      this.rescind(contact, "abandoned")
      this.gone(contact)
      this.say({ type: "ContactAbandoned", atMs, contact: contact.id })
    } else {
      this.rescind(contact, "cancelled")
      this.gone(contact)
      const said = command.reason === undefined ? {} : { reason: command.reason }
      this.say({ type: "ContactCancelled", atMs, contact: contact.id, ...said })
    }
    return undefined
  }

  private betweenTheTwo(
    command: Extract<Command, { type: "Accept" | "Decline" | "Complete" | "EndWrapUp" }>,
    contact: Contact
  ): Reason | undefined {
    const atMs = this.world.nowMs
    const agent = this.world.agents.find((a) => a.id === command.agent)
    if (agent === undefined) return "AgentUnknown"
    const names = { contact: contact.id, agent: agent.id }
    const theirs = contact.agent === agent
    if (command.type === "Complete") {
      if (!theirs || contact.state !== "active") return "NotEngaged"
      const wrapUpMs = this.world.queues[contact.queue]?.wrapUpMs ?? 0
      this.say({
        type: "ContactCompleted",
        atMs,
        ...names,
        ...(wrapUpMs > 0 ? { wrapUpEndsAtMs: atMs + wrapUpMs } : {})
      })
      if (wrapUpMs > 0) {
        contact.state = "wrap-up"
        contact.wrapUpEndsAtMs = atMs + wrapUpMs
        contact.setAs = this.deadlinesEver++
      } else {
        this.gone(contact)
        this.rests(agent)
      }
      return undefined
    }
    if (command.type === "EndWrapUp") {
      if (!theirs || contact.state !== "wrap-up") return "NotInWrapUp"
      this.endWrapUp(contact, "agent")
      return undefined
    }
    const { offer } = command
    if (command.type === "Accept" && contact.never.includes(agent.id)) return "AgentExcluded"
    if (!theirs || contact.state !== "offered" || contact.offer!.id !== offer) return "OfferNotOpen"
    if (command.type === "Accept") {
      this.say({ type: "OfferAccepted", atMs, ...names, offer })
      contact.state = "active"
      contact.acceptedAtMs = atMs
      delete contact.offer
      this.rests(agent)
    } else {
      const said = command.reason === undefined ? {} : { reason: command.reason }
      this.say({ type: "OfferDeclined", atMs, ...names, offer, ...said })
      this.takeBack(contact, true)
    }
    return undefined
  }

  private signIn(command: SignIn): Reason | undefined {
    const { world } = this
    const atMs = world.nowMs
    const skills = command.skills ?? {}
    const isLevel = (level: number) => Number.isInteger(level) && level >= 1 && level <= 100
    if (!Object.values(skills).every(isLevel)) return "InvalidValue"
    const capacity = { ...defaults }
    for (const channel of channels) {
      capacity[channel] = command.capacity?.[channel] ?? this.configuration.capacity?.[channel] ?? defaults[channel]
    }
    let agent = world.agents.find((a) => a.id === command.agent)
    const sorted = (numbers: object) => JSON.stringify(Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (agent !== undefined && agent.presence !== "signed-out") {
      if (sorted(agent.skills) === sorted(skills) && sorted(agent.capacity) === sorted(capacity)) return undefined
    }
    this.say({ type: "AgentSignedIn", atMs, agent: command.agent, skills, capacity })
    if (agent === undefined) {
      agent = {
        id: command.agent,
        presence: "signed-out",
        presenceSinceMs: 0,
        skills,
        capacity,
        idleSinceMs: 0,
        rest: 0
      }
      world.agents.push(agent)
    }
    agent.skills = skills
    agent.capacity = capacity
    if (agent.presence === "signed-out") {
      this.rests(agent)
      this.present(agent, "not-ready")
    }
    return undefined
  }

  private enqueue(command: Enqueue): Reason | undefined {
    const { world } = this
    const { contact: id, queue, channel, priority = 0, creditMs = 0, needs } = command
    const { reachable = true, excludes = [] } = command
    if (world.contacts.some((c) => c.id === id)) return "ContactExists"
    if (world.queues[queue] === undefined) return "QueueUnknown"
    if (!channels.includes(channel) || !Number.isInteger(priority)) return "InvalidValue"
    if (!Number.isInteger(creditMs) || creditMs < 0) return "InvalidValue"
    if (needs !== undefined && !isReadable(needs)) return "InvalidNeeds"
    world.contacts.push({
      id,
      sequence: this.contactsEver++,
      queue,
      channel,
      ownPriority: priority,
      ownCreditMs: creditMs,
      needs: needs ?? "",
      enqueuedAtMs: world.nowMs,
      state: reachable ? "waiting" : "unreachable",
      setAs: 0,
      offeredAs: 0,
      never: [...excludes],
      notUntil: []
    })
    const credit = creditMs === 0 ? {} : { creditMs }
    const said = {
      ...credit,
      ...(needs === undefined ? {} : { needs }),
      ...(excludes.length === 0 ? {} : { excludes })
    }
    this.say({ type: "ContactQueued", atMs: world.nowMs, contact: id, queue, channel, priority, reachable, ...said })
    return undefined
  }

  private configure(configuration: Configuration): Reason | undefined {
    if (this.world.contacts.some((c) => configuration.queues[c.queue] === undefined)) return "InvalidConfiguration"
    if (JSON.stringify(configuration) === JSON.stringify(this.configuration)) return undefined
    this.configuration = configuration
    this.version++
    this.world.queues = { ...configuration.queues }
    this.say({ type: "Configured", atMs: this.world.nowMs, configuration, version: this.version })
    return undefined
  }
}

function isReadable(needs: string): boolean {
  try {
    meets(needs, {})
    return true
  } catch {
    return false
  }
}
