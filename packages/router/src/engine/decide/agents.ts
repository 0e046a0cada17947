import { type Channel, channels } from "../../Channel.ts"
import type { Attributes, MakeNotReady, MakeReady, SignIn, SignOut } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { capacityRule, slotsOf } from "../compile/CapacityRule.ts"
import { attributeMistakes, keptAttributes } from "../compile/checkAttributes.ts"
import { capacityMistakes, impossible, unitsMistake } from "../compile/checkCapacity.ts"
import { skillMistakes } from "../compile/checkSkills.ts"
import type { Vocabulary } from "../compile/Vocabulary.ts"
import { datedSkills } from "../compile/skillTerms.ts"
import { wishMistake } from "../compile/checkWishes.ts"
import { keptPerQueue, sameWishes } from "../compile/Wishes.ts"
import { reserveForMistake } from "../compile/checkReserve.ts"
import { emit, emitFact } from "../emit.ts"
import { inOrder } from "../inOrder.ts"
import type { SignedInSide } from "../evolve/agents.ts"
import { contactsNamed } from "../evolve/vetoes.ts"
import { endHoldFor, endHoldsOf } from "../holds.ts"
import { Because, Kind } from "../log/Rows.ts"
import { knownQueue } from "./knownQueue.ts"
import { badId, isId, refuse } from "../refuse.ts"
import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { EngagementState } from "../state/Engagements.ts"

export function signIn(s: State, command: SignIn): Refusal | undefined {
  if (!isId(command.agent)) return badId("agent")
  if (command.skills !== undefined) {
    const [mistake] = skillMistakes(command.skills)
    if (mistake) return refuse("InvalidValue", `skill ${mistake.path}: ${mistake.text}`, "skills")
  }
  if (command.attributes !== undefined) {
    const [mistake] = attributeMistakes(command.attributes)
    if (mistake) return refuse("InvalidValue", `attribute ${mistake.path}: ${mistake.text}`, "attributes")
  }
  const unknown = s.vocabulary.isOpen ? undefined : unknownWord(s.vocabulary, command)
  if (unknown !== undefined) return unknown
  const autoAccept = autoAcceptOf(command.autoAccept)
  if (autoAccept === null)
    return refuse("InvalidValue", 'autoAccept must be true or a list of channels, e.g. ["voice"]', "autoAccept")
  const hands = handsOf(s, command)
  if ("reason" in hands) return hands
  const { slots, units } = hands
  const { excludes } = command
  if (excludes !== undefined && !(Array.isArray(excludes) && excludes.length <= maxVetoes && excludes.every(isId)))
    return refuse("InvalidValue", `excludes must be a list of at most ${maxVetoes} contacts and customers`, "excludes")
  const notReserve = command.reserveFor === undefined ? undefined : reserveRefusal(s, command.reserveFor)
  if (notReserve !== undefined) return notReserve
  const wrong = wishMistake(command, (name) => Object.hasOwn(s.configuration.queues, name))
  if (wrong !== undefined)
    return refuse(wrong.unknown ? "QueueUnknown" : "InvalidValue", `${wrong.field}: ${wrong.text}`, wrong.field)
  const side: SignedInSide = {
    id: command.agent,
    ...datedSkills(command.skills ?? {}, s.nowMs),
    slots,
    units,
    attributes: keptAttributes(command.attributes),
    excludes: keptVetoes(excludes),
    reserveFor: keptReserve(command.reserveFor),
    autoAccept,
    prefers: keptPerQueue(command.prefers),
    delays: keptPerQueue(command.delays),
    allocation: keptPerQueue(command.allocation)
  }
  const known = s.agentOf.get(command.agent)
  if (known !== undefined) returns(s, known)
  if (known !== undefined && s.agents.presence[known]! > Presence.SignedOut && isSame(s, known, side)) return undefined
  const agent = s.agentFor(command.agent)
  const excluded = new Set((side.excludes ?? []).flatMap((named) => contactsNamed(s, named)))
  // Open offers go back first, so that none is of a contact he excludes (SPEC QUEUE-15).
  if (excluded.size > 0) rescindOffers(s, agent, Because.Excluded, (contact) => excluded.has(contact))
  emit(s, Kind.SignedIn, -1, agent, -1, 0, 0, side)
  const oldestFirst = [...excluded].sort((a, b) => s.sequence(a) - s.sequence(b))
  for (const contact of oldestFirst) endHoldFor(s, contact, agent, "excluded")
  return undefined
}

function reserveRefusal(s: State, reserveFor: Readonly<Record<string, 1 | 2>>): Refusal | undefined {
  const mistake = reserveForMistake(reserveFor)
  if (mistake !== undefined) return refuse("InvalidValue", mistake, "reserveFor")
  for (const name of Object.keys(reserveFor)) {
    const queue = knownQueue(s, name)
    if (typeof queue !== "number") return { ...queue, field: "reserveFor" }
  }
  return undefined
}

const keptReserve = (reserveFor: SignIn["reserveFor"]): SignIn["reserveFor"] =>
  reserveFor === undefined || Object.keys(reserveFor).length === 0 ? undefined : { ...reserveFor }

/** What the configuration says there is decides what anybody may have (SPEC SKILL-9). */
function unknownWord(vocabulary: Vocabulary, { skills = {}, attributes = {} }: SignIn): Refusal | undefined {
  for (const skill of Object.keys(skills)) {
    const why = vocabulary.whyNoSkill(skill)
    if (why !== undefined) return refuse("SkillUnknown", why, "skills")
  }
  for (const attribute of Object.keys(attributes)) {
    const why = vocabulary.whyNoAttribute(attribute)
    if (why !== undefined) return refuse("AttributeUnknown", why, "attributes")
    const wrong = vocabulary.whyNot(attribute, attributes[attribute]!)
    if (wrong !== undefined) return refuse("InvalidValue", wrong, "attributes")
  }
  return undefined
}

/** Each channel once, in the order of `channels`; undefined = he answers himself, null = it cannot be read. */
function autoAcceptOf(asked: SignIn["autoAccept"]): SignIn["autoAccept"] | null {
  if (asked === undefined || asked === true) return asked
  if (!Array.isArray(asked) || !asked.every((channel) => channels.includes(channel as Channel))) return null
  const named = channels.filter((channel) => asked.includes(channel))
  return named.length === 0 ? undefined : named
}

/** How much he takes at a time: what the sign-in says, else what is configured (SPEC CAP-9). */
function handsOf(s: State, { capacity, units }: SignIn): { slots: number[]; units: number } | Refusal {
  const rule = capacityRule(s.configuration)
  if (capacity !== undefined) {
    const [mistake] = capacityMistakes(capacity, rule)
    if (mistake) return refuse("InvalidValue", `capacity ${mistake.path}: ${mistake.text}`, "capacity")
  }
  const wrong = unitsMistake(units)
  if (wrong !== undefined) return refuse("InvalidValue", `units: ${wrong}`, "units")
  const slots = slotsOf(capacity, s.configuration)
  const inAll = units ?? s.configuration.units ?? -1
  const [never] = inAll < 0 ? [] : impossible(slots, inAll, rule)
  if (never) return refuse("InvalidValue", `capacity ${never.path}: ${never.text}`, "capacity")
  return { slots, units: inAll }
}

export const maxVetoes = 1_000

/** In an order of their own, each once: the same whatever order they are given in. */
const keptVetoes = (excludes: ReadonlyArray<string> | undefined): ReadonlyArray<string> | undefined =>
  excludes === undefined || excludes.length === 0 ? undefined : [...new Set(excludes)].sort()

function isSame(s: State, agent: number, side: SignedInSide): boolean {
  const { skills, slots, units, terms, attributes, excludes, reserveFor, autoAccept, ...wishes } = side
  const { agents } = s
  const more = agents.more[agent] ?? {}
  return (
    areSame(agents.skills[agent]!, skills) &&
    inOrder(more.terms ?? {}) === inOrder(terms ?? {}) &&
    areSame(more.attributes ?? {}, attributes ?? {}) &&
    areSame(more.reserveFor ?? {}, reserveFor ?? {}) &&
    sameWishes(more, wishes) &&
    inOrder(more.excludes ?? []) === inOrder(excludes ?? []) &&
    String(more.autoAccept) === String(autoAccept) &&
    agents.units[agent] === units &&
    channels.every((_, channel) => agents.capacityOf[agent]![channel] === slots[channel])
  )
}

function areSame(has: Attributes, asked: Attributes): boolean {
  const names = Object.keys(asked)
  return (
    names.length === Object.keys(has).length &&
    names.every((name) => Object.hasOwn(has, name) && has[name] === asked[name])
  )
}

export function signOut(s: State, command: SignOut): Refusal | undefined {
  const agent = knownAgent(s, command.agent)
  if (typeof agent !== "number") return agent
  if (s.agents.presence[agent] === Presence.SignedOut) return undefined
  const { engagements } = s
  for (let e = s.agents.firstEngagement[agent]!; e >= 0; e = engagements.next[e]!) {
    if (engagements.state[e] === EngagementState.Offered) continue
    const contact = s.contacts.idOf(engagements.contact[e]!)
    return refuse(
      "AgentBusy",
      `${command.agent} still works on ${contact}: complete it and end its wrap-up first`,
      "agent"
    )
  }
  rescindOffers(s, agent, Because.AgentSignedOut)
  emit(s, Kind.SignedOut, -1, agent, -1, 0, 0, undefined)
  endHoldsOf(s, agent, "signedOut")
  return undefined
}

export function makeReady(s: State, command: MakeReady): Refusal | undefined {
  const agent = signedIn(s, command.agent)
  return typeof agent === "number" ? becomeReady(s, agent) : agent
}

/** Of somebody who is signed in; it is never refused. */
export function becomeReady(s: State, agent: number): undefined {
  if (s.agents.presence[agent] !== Presence.Ready) emit(s, Kind.Ready, -1, agent, -1, 0, 0, undefined)
}

export function makeNotReady(s: State, command: MakeNotReady): Refusal | undefined {
  const agent = signedIn(s, command.agent)
  if (typeof agent !== "number") return agent
  const { reason } = command
  if (reason !== undefined && typeof reason !== "string")
    return refuse("InvalidValue", "reason must be a text", "reason")
  return becomeNotReady(s, agent, reason)
}

/** Of somebody who is signed in; it is never refused. */
export function becomeNotReady(s: State, agent: number, reason: string | undefined): undefined {
  if (s.agents.presence[agent] !== Presence.NotReady || s.agents.reason[agent] !== reason) notReady(s, agent, reason)
}

/** Live work goes on; offers go back first, so that none is open at somebody who is not there. */
export function notReady(s: State, agent: number, reason: string | undefined): void {
  rescindOffers(s, agent, Because.AgentNotReady)
  emit(s, Kind.NotReady, -1, agent, -1, 0, 0, reason)
}

/** Oldest offer first. */
export function rescindOffers(s: State, agent: number, because: number, of = (_contact: number) => true): void {
  const { engagements } = s
  const open: number[] = []
  for (let e = s.agents.firstEngagement[agent]!; e >= 0; e = engagements.next[e]!) {
    if (engagements.state[e] === EngagementState.Offered && of(engagements.contact[e]!)) open.push(e)
  }
  open.sort((a, b) => engagements.sequence[a]! - engagements.sequence[b]!)
  for (const e of open) emit(s, Kind.Rescinded, engagements.contact[e]!, agent, e, 0, because, undefined)
}

export function knownAgent(s: State, id: unknown): number | Refusal {
  if (!isId(id)) return badId("agent")
  const agent = s.agentOf.get(id)
  if (agent === undefined) {
    return refuse("AgentUnknown", `agent ${id} never signed in: sign in first`, "agent")
  }
  return agent
}

export function signedIn(s: State, id: string): number | Refusal {
  const agent = knownAgent(s, id)
  return typeof agent === "number" ? (signedOutRefusal(s, agent) ?? agent) : agent
}

export function signedOutRefusal(s: State, agent: number): Refusal | undefined {
  if (s.agents.presence[agent] !== Presence.SignedOut) return undefined
  return refuse("AgentSignedOut", `agent ${s.agents.id[agent]} is signed out: sign in first`, "agent")
}

/** Whoever signs in again within the time is back, too (SPEC PRES-2). */
export function returns(s: State, agent: number): void {
  if (s.agents.presence[agent] !== Presence.Lost) return
  emitFact(s, { type: "AgentReturned", atMs: s.nowMs, agent: s.agents.id[agent]! })
}
