import type { Park, Wake } from "../../Command.ts"
import { gone, rests } from "./acts.ts"
import { pairOf } from "./decide/offers.ts"
import { comesBack } from "./steps.ts"
import type { Ledger, Reason } from "./Ledger.ts"
import { activeTies, type Contact, excludesIt } from "./world.ts"
import { endConsults } from "./work.ts"

const parkedTie = (contact: Contact) => contact.ties.find(({ state }) => state === "parked")!

export function park(ledger: Ledger, command: Park): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, agent, tie } = pair
  if (tie?.state === "parked") return undefined
  if (tie?.state !== "active") return "NotEngaged"
  if (activeTies(contact).length > 1) return "InConference"
  endConsults(ledger, contact, undefined)
  const { keepsCapacity = false, maxMs = 86_400_000 } = ledger.world.queues[contact.queue]?.parking ?? {}
  const untilMs = ledger.nowMs + maxMs
  const names = { contact: contact.id, agent: agent.id }
  const keeps = keepsCapacity ? { keepsCapacity: true as const } : {}
  ledger.say({ type: "ContactParked", atMs: ledger.nowMs, ...names, untilMs, ...keeps })
  contact.state = "parked"
  tie.state = "parked"
  ledger.alarm("parked", contact.id, untilMs)
  if (!keepsCapacity) {
    tie.isFree = true
    rests(ledger, agent)
  }
  return undefined
}

export function wake(ledger: Ledger, command: Wake): Reason | undefined {
  const contact = ledger.world.contacts.find((c) => c.id === command.contact)
  if (contact === undefined) return "ContactUnknown"
  if (contact.state !== "parked") return "NotParked"
  const { agent } = parkedTie(contact)
  wakes(ledger, contact, "customer")
  const { wakeHoldMs = 60_000 } = ledger.world.queues[contact.queue]?.parking ?? {}
  if (wakeHoldMs === 0 || contact.never.includes(agent.id) || excludesIt(agent, contact)) return undefined
  const untilMs = ledger.nowMs + wakeHoldMs
  contact.hold = { agent: agent.id, untilMs }
  ledger.alarm("holding", contact.id, untilMs)
  const names = { contact: contact.id, agent: agent.id }
  ledger.say({ type: "HoldBegan", atMs: ledger.nowMs, ...names, untilMs, because: "woken" })
  return undefined
}

/** It waits, at its place, and is nobody's. */
function wakes(ledger: Ledger, contact: Contact, because: "customer" | "time"): void {
  const tie = parkedTie(contact)
  const { agent } = tie
  ledger.say({ type: "ContactWoken", atMs: ledger.nowMs, contact: contact.id, agent: agent.id, because })
  ledger.silence("parked", contact.id)
  contact.ties = contact.ties.filter((other) => other !== tie)
  comesBack(ledger, contact)
  if (!tie.isFree) rests(ledger, agent)
}

export function parkingEnds(ledger: Ledger, id: string): void {
  const contact = ledger.world.contacts.find((c) => c.id === id)!
  if (ledger.world.queues[contact.queue]?.parking?.atMax === "queue") return wakes(ledger, contact, "time")
  const tie = parkedTie(contact)
  const { agent, isFree } = tie
  ledger.say({ type: "ContactCompleted", atMs: ledger.nowMs, contact: id, agent: agent.id, because: "time" })
  contact.ties = contact.ties.filter((other) => other !== tie)
  gone(ledger, contact)
  if (!isFree) rests(ledger, agent)
}
