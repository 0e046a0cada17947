import { present } from "../../reference/acts.ts"
import { stillChanging } from "../../reference/skills.ts"
import type { Agent } from "../../reference/world.ts"
import type { Folds } from "./Folding.ts"

type Of =
  | "AgentSignedIn"
  | "AgentSkillsChanged"
  | "AgentSignedOut"
  | "AgentReady"
  | "AgentNotReady"
  | "AgentLost"
  | "AgentReturned"

/** Who is there, and what they can. */
export const agentFolds: Pick<Folds, Of> = {
  AgentSignedIn(known, event) {
    const { skills, terms = {}, attributes = {}, excludes = [], reserveFor = {}, autoAccept, capacity, units } = event
    const { prefers = {}, delays = {}, allocation = {} } = event
    const says = { skills, terms, attributes, excludes, reserveFor, capacity, prefers, delays, allocation }
    let agent = known.world.agents.find(({ id }) => id === event.agent)
    if (agent === undefined) {
      agent = { ...newcomer(event.agent), ...says }
      known.world.agents.push(agent)
    }
    if (inOrder(agent.allocation) !== inOrder(allocation)) agent.taken = {}
    Object.assign(agent, says)
    if (units === undefined) delete agent.units
    else agent.units = units
    if (autoAccept === undefined) delete agent.autoAccept
    else agent.autoAccept = autoAccept
    if (agent.presence !== "signed-out") return
    known.rests(agent)
    present(known.ledger, agent, "not-ready")
  },
  AgentSkillsChanged(known, event) {
    const agent = known.agent(event.agent)
    agent.skills = event.skills
    agent.terms = stillChanging(agent.terms, event.atMs)
  },
  AgentSignedOut(known, event) {
    const agent = known.agent(event.agent)
    present(known.ledger, agent, "signed-out")
    agent.terms = {}
  },
  AgentReady(known, event) {
    const agent = known.agent(event.agent)
    present(known.ledger, agent, "ready")
    for (const contact of known.world.contacts)
      contact.notUntil = contact.notUntil.filter((exclusion) => exclusion.agent !== agent.id)
    known.rests(agent)
    agent.misses = 0
  },
  AgentNotReady: (known, event) => present(known.ledger, known.agent(event.agent), "not-ready", event.reason),
  AgentLost(known, event) {
    const agent = known.agent(event.agent)
    const { presence, reason, presenceSinceMs: sinceMs } = agent
    present(known.ledger, agent, "lost")
    if (presence === "ready" || presence === "not-ready")
      agent.before = { presence, sinceMs, ...(reason === undefined ? {} : { reason }) }
  },
  AgentReturned(known, event) {
    const agent = known.agent(event.agent)
    const { presence, reason, sinceMs } = agent.before ?? { presence: "not-ready", reason: undefined, sinceMs: 0 }
    present(known.ledger, agent, presence, reason)
    agent.presenceSinceMs = sinceMs
  }
}

const newcomer = (
  id: string
): Omit<Agent, "skills" | "terms" | "attributes" | "excludes" | "reserveFor" | "capacity"> => ({
  id,
  presence: "signed-out",
  presenceSinceMs: 0,
  idleSinceMs: 0,
  misses: 0,
  rest: 0,
  lastOffer: 0,
  handledAtMs: [],
  taken: {},
  prefers: {},
  delays: {},
  allocation: {}
})

const inOrder = (values: object) => JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
