import { channels } from "../../Channel.ts"
import { amiss } from "../compile/amiss.ts"
import { missing } from "../compile/missing.ts"
import { noAttributes } from "../compile/Need.ts"
import { noRoom } from "../compile/CapacityRule.ts"
import { print } from "../compile/printNeed.ts"
import { excludes, excludesHimself } from "../excludes.ts"
import { engagementOf } from "../engagementOf.ts"
import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { ContactState, I } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import type { Failed } from "./Failed.ts"

/** One rule that may keep a contact from an agent; undefined = it does not. Asks the facts, never the index that matching uses. */
export type Gate = (s: State, contact: number, agent: number) => Failed | undefined

/**
 * Every rule that may stand between a contact and an agent, in the order in which they are named: what nobody can change by waiting
 * first. A rule adds its gate here; whoever is kept by none of them may take the contact now (SPEC EXPL-1).
 */
export const gates: ReadonlyArray<Gate> = [
  signedOut,
  desktopLost,
  queueRetired,
  channelNever,
  lacksNeed,
  excludedByContact,
  excludedByAgent,
  heldForAnother,
  reserveClosed,
  inWrapUpOfIt,
  notYet,
  declinedOrMissed,
  notReady,
  hasNoRoom
]

function signedOut({ agents }: State, _: number, agent: number): Failed | undefined {
  if (agents.presence[agent] !== Presence.SignedOut) return undefined
  return { rule: "CAP-4", text: "signed out", remedy: "when he signs in and makes himself ready", rank: 0 }
}

function desktopLost({ agents }: State, _: number, agent: number): Failed | undefined {
  if (agents.presence[agent] !== Presence.Lost) return undefined
  return { rule: "PRES-1", text: "his desktop is gone", remedy: "when he is back", rank: 3 }
}

function queueRetired(s: State, contact: number): Failed | undefined {
  const queue = s.contacts.queue[contact]!
  if (s.queues[queue]!.configured) return undefined
  const remedy = `when queue ${s.queueName[queue]} is configured again`
  return { rule: "QUEUE-8", text: "the queue takes no agent", remedy, rank: 1 }
}

function channelNever({ contacts, agents }: State, contact: number, agent: number): Failed | undefined {
  const channel = contacts.channel[contact]!
  if (agents.capacityOf[agent]![channel]! > 0) return undefined
  const name = channels[channel]!
  return { rule: "CAP-1", text: `does not take ${name}`, remedy: `when he is given slots for ${name}`, rank: 1 }
}

function lacksNeed(s: State, contact: number, agent: number): Failed | undefined {
  const { need } = s.index.demands[s.index.demandOfClass(s.contacts.i[contact * 16 + I.Class]!)]!
  const skills = s.agents.skills[agent]!
  const attributes = s.agents.more[agent]?.attributes ?? noAttributes
  const text = missing(need, skills, attributes)
  if (text === "") return undefined
  return {
    rule: "SKILL-1",
    text,
    remedy: `when he meets ${print(need)}`,
    rank: 2,
    amiss: amiss(need, skills, attributes)
  }
}

function excludedByContact(s: State, contact: number, agent: number): Failed | undefined {
  if (!excludes(s, contact, agent, false)) return undefined
  return { rule: "QUEUE-7", text: "excluded by the contact", remedy: "never: it goes to somebody else", rank: 2 }
}

function excludedByAgent(s: State, contact: number, agent: number): Failed | undefined {
  if (!excludesHimself(s, contact, agent)) return undefined
  return { rule: "QUEUE-14", text: "excludes it himself", remedy: "when he signs in without excluding it", rank: 2 }
}

function notYet(s: State, contact: number, agent: number): Failed | undefined {
  const queue = s.queueName[s.contacts.queue[contact]!]!
  const delays = s.agents.more[agent]?.delays
  if (delays === undefined || !Object.hasOwn(delays, queue)) return undefined
  const leftMs = delays[queue]! - (s.nowMs - s.enqueuedAtMs(contact))
  if (leftMs <= 0) return undefined
  const text = `takes ${queue} only after a wait of ${delays[queue]! / 1000} s`
  return { rule: "SCORE-10", text, remedy: `in ${Math.ceil(leftMs / 1000)} s`, rank: 5 }
}

function reserveClosed(s: State, contact: number, agent: number): Failed | undefined {
  const queue = s.contacts.queue[contact]!
  const name = s.queueName[queue]!
  const level = s.agents.more[agent]?.reserveFor?.[name]
  if (level === undefined || level <= (s.queueMore[queue]?.reserve ?? 0)) return undefined
  const text = `reserve of level ${level} of ${name}, which has not joined`
  const rule = s.queues[queue]!.reserve[level - 1]
  if (rule === undefined) return { rule: "RES-1", text, remedy: `never: ${name} says of no time when it does`, rank: 1 }
  const waiting = s.census[queue * 8 + ContactState.Waiting]!
  const remedy = `when ${rule.opensAt} wait for ${name}; now ${waiting} do`
  return { rule: "RES-1", text, remedy, rank: 4 }
}

function heldForAnother(s: State, contact: number, agent: number): Failed | undefined {
  const held = s.contacts.more[contact]?.hold
  if (held === undefined || held.agent === s.agents.id[agent]) return undefined
  if (held.untilMs === undefined)
    return { rule: "HOLD-1", text: `for ${held.agent} only`, remedy: `never: it waits for ${held.agent}`, rank: 2 }
  const left = Math.max(0, Math.ceil((held.untilMs - s.nowMs) / 1000))
  const remedy = `in ${left} s, or when ${held.agent} declines it, misses it or signs out`
  return { rule: "HOLD-1", text: `held for ${held.agent} for ${left} s more`, remedy, rank: 5 }
}

function inWrapUpOfIt(s: State, contact: number, agent: number): Failed | undefined {
  const e = engagementOf(s, contact, agent)
  if (e < 0 || s.engagements.state[e] !== EngagementState.WrapUp) return undefined
  return { rule: "XFER-3", text: "still in wrap-up of it", remedy: "when he ends that wrap-up", rank: 4 }
}

function declinedOrMissed(s: State, contact: number, agent: number): Failed | undefined {
  const { exclusions, contacts, timers } = s
  let until = -1
  for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!) {
    if (exclusions.agent[n] === agent && exclusions.timer[n]! >= 0)
      until = Math.max(until, timers.dueAtMs(exclusions.timer[n]!))
  }
  if (until < 0) return undefined
  const left = Math.ceil((until - s.nowMs) / 1000)
  const remedy = `in ${left} s, or when he makes himself ready again`
  return { rule: "OFFER-6", text: `declined or missed it, not again for ${left} s`, remedy, rank: 5 }
}

function notReady({ agents }: State, _: number, agent: number): Failed | undefined {
  if (agents.presence[agent] === Presence.Ready) return undefined
  const reason = agents.reason[agent]
  const text = reason === undefined ? "not ready" : `not ready: ${reason}`
  return { rule: "CAP-4", text, remedy: "when he makes himself ready", rank: 3 }
}

function hasNoRoom(s: State, contact: number, agent: number): Failed | undefined {
  const channel = s.contacts.channel[contact]!
  const counts = s.countsOf(agent)
  // What it takes itself, at him already, keeps it away from nobody.
  const own = engagementOf(s, contact, agent)
  if (own >= 0) counts[channel]! -= s.engagements.holds[own]!
  const { agents } = s
  const keeps = noRoom(
    s.index.capacity,
    { counts, slots: agents.capacityOf[agent]!, units: agents.units[agent]! },
    channel
  )
  return keeps === undefined ? undefined : { ...keeps, remedy: "when he has less in hand", rank: 4 }
}
