import type { Command, SignIn } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { RouterEvent } from "../../Event.ts"
import type { Outcome } from "../../Router.ts"
import type { Refusal } from "../../Refusal.ts"
import type { ContactView, View } from "../../View.ts"
import { Witness } from "../Witness.ts"
import type { Ability } from "./Abilities.ts"
import { Contradiction } from "./Contradiction.ts"
import type { Assignments, Driver } from "./Driver.ts"
import type { FairRouter, MakeRouter } from "./FairRouter.ts"

/** A router of another kind, as `fairnessLaws` takes it. */
export interface Driven extends MakeRouter {
  /** What it can do: laws that ask for more are left out, and histories do not try it. */
  readonly abilities: ReadonlyArray<Ability>
}

/**
 * Another router behind a driver, to be held against the laws: `fairnessLaws("theirs", driven(() => myDriver(), ["priority"]))`.
 * `abilities`: what it can do. Only those named are tried, and laws that ask for others say that they are left out.
 */
export function driven(make: () => Driver, abilities: ReadonlyArray<Ability> = []): Driven {
  const router: MakeRouter = (configuration) => new DrivenRouter(configuration, make())
  return Object.assign(router, { abilities })
}

/** How long who declined is not asked again: until he makes himself ready, so for ever. */
const everMs = 365 * 86_400_000

/** Our commands to the driver's calls, and what it says to our events. What it knows itself it knows from these events. */
class DrivenRouter implements FairRouter {
  readonly view: View
  readonly nextDeadlineMs = undefined
  private readonly driver: Driver
  private readonly witness: Witness
  private nowMs = 0
  private offers = 0
  private events: RouterEvent[] = []

  constructor(configuration: Configuration, driver: Driver) {
    this.driver = driver
    this.witness = new Witness(configuration)
    this.view = driver.waiting === undefined ? this.witness.view : this.seenBy(() => driver.waiting!())
  }

  step(command: Command, nowMs: number): Outcome {
    this.nowMs = nowMs
    this.events = []
    this.witness.pass(nowMs)
    const refusal = this.asked(command)
    return refusal === undefined ? { events: this.events } : { events: this.events, refusal }
  }

  private asked(command: Command): Refusal | undefined {
    const { nowMs: atMs, driver, witness } = this
    const contact = "contact" in command ? witness.view.contact(command.contact) : undefined
    const agent = "agent" in command ? witness.view.agent(command.agent) : undefined
    switch (command.type) {
      case "Tick":
        return undefined
      case "SignIn":
        if (agent !== undefined && agent.presence !== "signed-out") return refused("InvalidValue")
        this.say({ type: "AgentSignedIn", atMs, agent: command.agent, ...offered(command) })
        return undefined
      case "MakeReady": {
        if (agent === undefined || agent.presence === "signed-out") return refused("AgentSignedOut")
        if (agent.presence === "ready") return undefined
        this.say({ type: "AgentReady", atMs, agent: agent.id })
        const { skills, capacity } = agent
        this.give(driver.ready({ id: agent.id, skills: Object.keys(skills), slots: capacity.chat }, atMs))
        return undefined
      }
      case "MakeNotReady":
        if (agent?.presence !== "ready") return refused("AgentSignedOut")
        if (agent.contacts.some((id) => witness.view.contact(id)?.state === "offered")) return refused("AgentBusy")
        this.say({ type: "AgentNotReady", atMs, agent: agent.id })
        this.give(driver.notReady(agent.id, atMs))
        return undefined
      case "Enqueue": {
        if (contact !== undefined || witness.known.endOf.has(command.contact)) return refused("ContactExists")
        const { contact: id, queue, channel, needs, priority = 0 } = command
        const own = needs === undefined ? {} : { needs }
        this.say({ type: "ContactQueued", atMs, contact: id, queue, channel, priority, reachable: true, ...own })
        this.give(driver.arrive({ id, needs: needs?.split(" and ") ?? [], priority }, atMs))
        return undefined
      }
      case "Accept":
      case "Decline": {
        if (driver.answer === undefined || contact?.offer?.id !== command.offer || contact.agent !== command.agent)
          return refused("OfferNotOpen")
        const accepts = command.type === "Accept"
        const names = { atMs, contact: contact.id, agent: command.agent, offer: command.offer }
        if (accepts) this.say({ type: "OfferAccepted", ...names })
        else this.say({ type: "OfferDeclined", ...names, notAgainUntilMs: atMs + everMs })
        this.give(driver.answer(contact.id, command.agent, accepts, atMs))
        return undefined
      }
      case "Complete":
        if (contact?.state !== "active" || contact.agent !== command.agent) return refused("NotEngaged")
        this.say({ type: "ContactCompleted", atMs, contact: contact.id, agent: command.agent })
        this.give(driver.finish(contact.id, command.agent, atMs))
        return undefined
      case "Abandon":
        if (driver.leave === undefined || contact?.state !== "waiting") return refused("ContactNotWaiting")
        this.say({ type: "ContactAbandoned", atMs, contact: contact.id })
        this.give(driver.leave(contact.id, atMs))
        return undefined
      default:
        return refused("InvalidValue")
    }
  }

  private give(assignments: Assignments): void {
    const { nowMs: atMs, witness } = this
    for (const { contact, agent } of assignments) {
      const { queue = "", channel = "chat" as const } = witness.view.contact(contact) ?? {}
      const names = { atMs, contact, agent, offer: `o${++this.offers}` }
      const made = { ...names, queue, channel, expiresAtMs: atMs + everMs, version: 1, rule: "SCORE-1" }
      this.say({ type: "OfferMade", ...made })
      if (this.driver.answer === undefined) this.say({ type: "OfferAccepted", ...names })
    }
  }

  /** What contradicts what was before stays as it is told: the laws say what is wrong with it. */
  private say(event: RouterEvent): void {
    this.events.push(event)
    try {
      this.witness.see(event)
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error
    }
  }

  /** What the events tell, but for those who should wait and of whom the router knows nothing. */
  private seenBy(waiting: () => ReadonlyArray<string>): View {
    const { view } = this.witness
    const isHere = ({ id, state }: ContactView) => state !== "waiting" || waiting().includes(id)
    return {
      ...view,
      get nowMs() {
        return view.nowMs
      },
      contacts: () => [...view.contacts()].filter(isHere)
    }
  }
}

const none = { voice: 0, chat: 1, sms: 0, email: 0, fax: 0 }

const offered = ({ skills = {}, capacity = {} }: SignIn) => ({
  skills: Object.fromEntries(Object.entries(skills).map(([name]) => [name, 1])),
  capacity: { ...none, ...capacity }
})

const refused = (reason: Refusal["reason"]): Refusal => ({ reason, text: "the driver has no such call" })
