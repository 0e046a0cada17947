import type { Command, Enqueue } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { AgentView, ContactView, View } from "../../View.ts"
import type { FairRouter } from "../fairness.ts"
import { sameUnderOtherNames, Sets, skillsIn } from "./Sets.ts"
import { type SmallAct, type SmallScope, smallActs } from "./SmallScope.ts"

/** What could be asked next: these commands, one after the other. */
export interface Ask {
  readonly commands: ReadonlyArray<Command>
  readonly nowMs: number
  /** The skills that it names, as bits; left out = none. */
  readonly set?: number
  readonly kind: "agent" | "contact" | "act"
}

/** Names in no order, so that a router that goes by them is seen. */
const agentNames = ["bo", "cem", "ann", "eve", "dee"]
const contactNames = ["c2", "c4", "c1", "c3", "c6", "c5"]

/** Who has come to a small world, and what can be asked in it. */
export class World {
  readonly configuration: Configuration
  private readonly scope: Required<Omit<SmallScope, "configuration">>
  private readonly queue: string
  private readonly sets: Sets
  private agents = 0
  private contacts = 0
  private acts = 0
  /** What the agents can do who came so far, and what the contacts need and bring: tells worlds apart. */
  private readonly can: number[] = []
  private readonly need: number[] = []
  private brought = ""

  constructor({ agents = 3, contacts = 4, skills = 2, acts = 0, kinds = smallActs, stepMs = 1, ...rest }: SmallScope) {
    const { configuration = { queues: { q: { offerMs: 5_000 } } }, brings = [{}] } = rest
    if (agents > agentNames.length || contacts > contactNames.length || skills > 5) throw new Error("too large a scope")
    this.scope = { agents, contacts, skills, acts, kinds, brings, stepMs }
    this.configuration = configuration
    this.queue = Object.keys(configuration.queues)[0] ?? "q"
    this.sets = new Sets(skills)
  }

  /** Alike for worlds that are alike. */
  get name(): string {
    return `${sameUnderOtherNames(this.scope.skills, [...this.can, -1, ...this.need])} ${this.brought}`
  }

  /** Everything that can be asked now, in a fixed order; [] = the history is over. */
  asks(router: FairRouter, isFirst: boolean): ReadonlyArray<Ask> {
    const { scope } = this
    const { view } = router
    const nowMs = view.nowMs + (isFirst ? 0 : scope.stepMs)
    const sets = this.sets.drawn()
    const asks: Ask[] = []
    if (this.agents < scope.agents) {
      const agent = agentNames[this.agents]!
      const ready: Command = { type: "MakeReady", agent }
      for (const set of sets) asks.push({ commands: [signIn(agent, set), ready], nowMs, set, kind: "agent" })
    }
    if (this.contacts < scope.contacts) {
      const contact = contactNames[this.contacts]!
      for (const set of sets)
        for (const more of scope.brings) {
          asks.push({ commands: [this.comes(contact, set, more)], nowMs, set, kind: "contact" })
        }
    }
    if (this.acts < scope.acts) {
      const named = new Set<SmallAct>(scope.kinds)
      for (const one of actsIn(view, sets)) {
        if (named.has(one.commands[0]!.type as SmallAct)) asks.push({ nowMs, kind: "act", ...one })
      }
      const dueAtMs = router.nextDeadlineMs
      if (named.has("Tick") && dueAtMs !== undefined) {
        asks.push({ commands: [{ type: "Tick" }], nowMs: Math.max(view.nowMs, dueAtMs), kind: "act" })
      }
    }
    return asks
  }

  asked({ kind, set, commands: [command] }: Ask): void {
    if (set !== undefined) this.sets.chose(set)
    if (kind === "act") this.acts++
    else if (kind === "agent") this.agents = this.can.push(set ?? 0)
    else {
      this.contacts = this.need.push(set ?? 0)
      if (this.scope.brings.length === 1) return
      const { contact: _, needs: __, ...brought } = command as Enqueue
      this.brought += JSON.stringify(brought)
    }
  }

  private comes(contact: string, set: number, more: Partial<Enqueue>): Command {
    const needs = skillsIn(set).join(" and ")
    const base: Enqueue = { type: "Enqueue", contact, queue: this.queue, channel: "voice", ...more }
    return needs === "" ? base : { ...base, needs }
  }
}

const signIn = (agent: string, set: number): Command => ({
  type: "SignIn",
  agent,
  skills: Object.fromEntries(skillsIn(set).map((skill) => [skill, 1]))
})

type Act = Pick<Ask, "commands" | "set">

/** What people could do now with whom and what is here. */
function actsIn(view: View, sets: ReadonlyArray<number>): ReadonlyArray<Act> {
  const acts: Act[] = []
  for (const contact of view.contacts()) for (const command of actsOn(contact)) acts.push({ commands: [command] })
  const absent = new Set<string>()
  for (const agent of view.agents()) {
    for (const command of actsOf(agent, absent)) acts.push({ commands: [command] })
    if (agent.presence === "signed-out") continue
    const has = skillsOf(agent)
    for (const set of sets) {
      if (skillsIn(set).join() !== has) acts.push({ commands: [signIn(agent.id, set)], set })
    }
  }
  return acts
}

function actsOn({ id: contact, state, agent = "", offer, queue, priority }: ContactView): ReadonlyArray<Command> {
  const pair = { contact, agent }
  const abandon: Command = { type: "Abandon", contact }
  switch (state) {
    case "offered": {
      const answer = { ...pair, offer: offer?.id ?? "" }
      return [{ type: "Accept", ...answer }, { type: "Decline", ...answer }, { type: "Exclude", ...pair }, abandon]
    }
    case "waiting":
      return [{ type: "Reprioritise", contact, priority: priority + 1 }, { type: "MarkUnreachable", contact }, abandon]
    case "unreachable":
      return [{ type: "MarkReachable", contact }, abandon]
    case "active":
      return [
        { type: "Complete", ...pair },
        { type: "Transfer", ...pair, to: { queue } }
      ]
    case "wrap-up":
      return [{ type: "EndWrapUp", ...pair }]
    case "parked":
      return []
  }
}

/** Of agents who are not ready, have nothing and can do the same one is as good as another: the first stands for all. */
function actsOf(of: AgentView, absent: Set<string>): ReadonlyArray<Command> {
  const { id: agent, presence } = of
  const isIdle = of.contacts.length === 0
  if (presence === "ready") {
    const away: Command = { type: "MakeNotReady", agent }
    return isIdle ? [away, { type: "SignOut", agent }] : [away]
  }
  if (presence !== "not-ready") return []
  const alike = `${of.reason}:${skillsOf(of)}`
  if (isIdle && absent.has(alike)) return []
  if (isIdle) absent.add(alike)
  return [{ type: "MakeReady", agent }]
}

const skillsOf = ({ skills }: AgentView): string => Object.keys(skills).join()
