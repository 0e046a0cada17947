import type { WrapUp } from "../../Configuration.ts"
import type { WrapUpBegun } from "../../Event.ts"
import { gone, rescindAll, rests } from "./acts.ts"
import type { Ledger } from "./Ledger.ts"
import { activeTies, type Contact, type Tie } from "./world.ts"

/** The wrap-up by the rules in force of the queue it was offered from; undefined = none. */
export function wrapUpOf(ledger: Ledger, { channel }: Contact, tie: Tie): WrapUp | undefined {
  const { wrapUp, wrapUpMs = 0 } = ledger.world.queues[tie.queue] ?? {}
  const rule: WrapUp = wrapUp ?? (wrapUpMs > 0 ? { mode: "timed", ms: wrapUpMs } : { mode: "none" })
  return rule.mode === "none" || rule.channels?.includes(channel) === false ? undefined : rule
}

export const isOnRequest = ({ mode }: WrapUp) => mode === "optional" || mode === "requested"

/** His part is over; the last to go completes the contact. */
export function finish(ledger: Ledger, contact: Contact, tie: Tie): void {
  const names = { atMs: ledger.nowMs, contact: contact.id, agent: tie.agent.id }
  const isLast = activeTies(contact).length === 1
  const wrapUp = endWork(ledger, contact, tie)
  if (!isLast) {
    ledger.say({ type: "AgentLeft", ...names, ...wrapUp })
    return
  }
  ledger.say({ type: "ContactCompleted", ...names, ...wrapUp })
  gone(ledger, contact)
}

/** The agent goes into wrap-up or is free; says which. */
export function endWork(ledger: Ledger, contact: Contact, tie: Tie): WrapUpBegun {
  const { agent } = tie
  const { nowMs } = ledger
  const rule = wrapUpOf(ledger, contact, tie)
  if (rule === undefined || (isOnRequest(rule) && !tie.wantsWrapUp)) {
    contact.ties = contact.ties.filter((other) => other !== tie)
    rests(ledger, agent)
    return {}
  }
  const ms = rule.ms ?? rule.maxMs
  tie.state = "wrap-up"
  tie.completedAtMs = nowMs
  if (ms !== undefined) {
    tie.wrapUpEndsAtMs = nowMs + ms
    tie.setAs = ledger.deadlinesEver++
  }
  if (rule.keepsCapacity === false) {
    tie.isFree = true
    rests(ledger, agent)
  }
  const free = rule.keepsCapacity === false ? { wrapUpFree: true as const } : {}
  return { ...(ms === undefined ? { wrapUpOpen: true as const } : { wrapUpEndsAtMs: nowMs + ms }), ...free }
}

/** What this agent, or anybody, asked about the contact is over. */
export function endConsults(ledger: Ledger, contact: Contact, by: string | undefined, but?: Contact): void {
  for (const id of contact.consults) {
    const asked = ledger.world.contacts.find((other) => other.id === id)
    if (asked === undefined || asked === but || (by !== undefined && asked.consultBy !== by)) continue
    if (asked.state === "active") {
      endConsults(ledger, asked, undefined)
      for (const tie of activeTies(asked)) finish(ledger, asked, tie)
    } else if (asked.state === "parked") {
      const tie = asked.ties.find(({ state }) => state === "parked")!
      ledger.say({ type: "ContactCompleted", atMs: ledger.nowMs, contact: id, agent: tie.agent.id })
      asked.ties = asked.ties.filter((other) => other !== tie)
      gone(ledger, asked)
      if (!tie.isFree) rests(ledger, tie.agent)
    } else {
      rescindAll(ledger, asked, "cancelled")
      ledger.say({ type: "ContactCancelled", atMs: ledger.nowMs, contact: id, reason: "consult over" })
      gone(ledger, asked)
    }
  }
}
