import { channels } from "../Channel.ts"
import type { Ageing, Configuration } from "../Configuration.ts"
import { type Fact, factRule } from "./facts.ts"
import { evolve } from "./evolve.ts"
import type { SignedInSide } from "./evolve/agents.ts"
import type { QueuedSide } from "./evolve/contacts.ts"
import type { Hash } from "./log/Hash.ts"
import { inOrder } from "./inOrder.ts"
import { Kind } from "./log/Rows.ts"
import { Count, type State } from "./State.ts"

/** Writes one fact, rolls the hash over it and applies it. Handles are not hashed: what they stand for is. */
export function emit(
  s: State,
  kind: number,
  contact: number,
  agent: number,
  engagement: number,
  x: number,
  y: number,
  side: unknown
): void {
  const { rows, hash } = s
  const row = rows.push(kind, contact, agent, engagement, x, y)
  if (side !== undefined) rows.attach(row, side)
  s.changes++
  hash.row(
    s.clock,
    kind,
    agent < 0 ? -1 : s.agents.ordinal[agent]!,
    contact < 0 ? -1 : kind === Kind.Queued ? s.counts[Count.Contact]! : s.sequence(contact),
    engagement < 0 ? -1 : kind === Kind.Offered ? s.counts[Count.Offer]! : s.engagements.sequence[engagement]!,
    x,
    y
  )
  if (side !== undefined) hashSide(s, hash, kind, contact, side)
  evolve(s, kind, contact, agent, engagement, x, y, side)
}

/** Writes one event of a rarer rule and applies it. It is hashed as the text it is stored as, whatever the order of its fields. */
export function emitFact(s: State, fact: Fact): void {
  const { rows, hash } = s
  const contact = "contact" in fact ? (s.contactOf.get(fact.contact) ?? -1) : -1
  const agent = "agent" in fact ? (s.agentOf.get(fact.agent) ?? -1) : -1
  const row = rows.push(Kind.Fact, contact, agent, -1, 0, 0)
  rows.attach(row, fact)
  s.changes++
  hash.int(Kind.Fact)
  hash.text(inOrder(fact))
  factRule(fact).apply(s, fact)
}

function hashSide(s: State, hash: Hash, kind: number, contact: number, side: unknown): void {
  if (typeof side === "string") return hash.text(side)
  if (kind === Kind.Queued) {
    const { queue, channel, priority, needs, reachable, isBare } = side as QueuedSide
    const id = s.contacts.id[contact]
    if (id === undefined) hash.numberText(s.counts[Count.Contact]!)
    else hash.text(id)
    hash.text(s.queueName[queue]!)
    hash.int(channel)
    hash.int(priority)
    hash.text(needs ?? "")
    hash.int(reachable ? 1 : 0)
    if (isBare) return
    const { creditMs, excludes, customer, attributes, preferred, preferredOnly, needsForMs, consultOf } =
      side as QueuedSide
    // What came later is hashed only where it is there: logs from before keep their hash.
    if (creditMs > 0) {
      hash.text("creditMs")
      hash.number(creditMs)
    }
    for (const agent of excludes) hash.text(agent)
    if (customer !== undefined) hashNamed(hash, "customer", customer)
    if (attributes !== undefined) hashNamed(hash, "attributes", attributes)
    if (preferred !== undefined) hashNamed(hash, "preferred", preferred)
    if (preferredOnly !== undefined) hash.text("preferredOnly")
    if (needsForMs !== undefined) hashNamed(hash, "needsForMs", needsForMs)
    if (consultOf !== undefined) hashNamed(hash, "consult", [consultOf, (side as QueuedSide).consultBy])
  } else if (kind === Kind.SignedIn) {
    const { id, skills, slots, units, terms, attributes, excludes, reserveFor, autoAccept, ...wishes } =
      side as SignedInSide
    hash.text(id)
    for (const skill of Object.keys(skills).sort()) {
      hash.text(skill)
      hash.int(skills[skill]!)
    }
    for (const n of slots) hash.int(n)
    if (units >= 0) {
      hash.text("units")
      hash.int(units)
    }
    if (terms !== undefined) hashNamed(hash, "terms", terms)
    if (attributes !== undefined) hashNamed(hash, "attributes", attributes)
    if (excludes !== undefined) hashNamed(hash, "excludes", excludes)
    if (reserveFor !== undefined) hashNamed(hash, "reserveFor", reserveFor)
    if (autoAccept !== undefined) hashNamed(hash, "autoAccept", autoAccept)
    for (const field of ["prefers", "delays", "allocation"] as const)
      if (wishes[field] !== undefined) hashNamed(hash, field, wishes[field])
  } else hash.text(canonical(side as Configuration))
}

/** What came later, and is there. */
function hashNamed(hash: Hash, field: string, value: unknown): void {
  hash.text(field)
  hash.text(inOrder(value))
}

/** One text for one meaning, whatever the order of keys. */
export function canonical(configuration: Configuration): string {
  const ordered = (value: object, keys: ReadonlyArray<string>) =>
    keys.map((key) => [key, (value as Record<string, unknown>)[key]] as const).filter(([, v]) => v !== undefined)
  const fields = [
    "needs",
    "offerMs",
    "wrapUpMs",
    "priority",
    "serviceLevelMs",
    "onNoAnswer",
    "creditMs",
    "missesToNotReady",
    "excludeMs"
  ]
  const curveOf = (ageing: Ageing) =>
    ageing.kind === "steps"
      ? [ageing.kind, ageing.steps.map(({ afterMs, adds }) => [afterMs, adds])]
      : ordered(ageing, ["kind", "perMinute", "max", "perRootMinute", "perObjective"])
  const queues = Object.keys(configuration.queues)
    .sort()
    .map((name) => {
      const { ageing, ...queue } = configuration.queues[name]!
      const curve = ageing === undefined ? [] : [["ageing", curveOf(ageing)]]
      // What came later follows by name, whatever it holds: a configuration without it keeps its text.
      const later = Object.keys(queue).filter((field) => !fields.includes(field))
      const said = ordered(queue, later.sort()).map(([field, value]) => [field, inOrder(value)])
      return [name, [...ordered(queue, fields), ...curve, ...said]]
    })
  const said = [queues, ordered(configuration.capacity ?? {}, channels)]
  const whole = Object.keys(configuration).filter((field) => field !== "queues" && field !== "capacity")
  const later = ordered(configuration, whole.sort()).map(([field, value]) => [field, inOrder(value)])
  return JSON.stringify(later.length === 0 ? said : [...said, later])
}
