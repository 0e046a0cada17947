import type { RouterEvent } from "../../Event.ts"
import { deflect } from "./deflect.ts"
import type { Ledger } from "./Ledger.ts"
import { meets } from "./needs.ts"
import { armSteps, stageOf, stepAfter } from "./steps.ts"
import type { Agent, Contact, World } from "./world.ts"

type Because = Extract<RouterEvent, { type: "ContactRelaxed" }>["because"]

function relax(ledger: Ledger, contact: Contact, step: number, because: Because): void {
  contact.step = step
  ledger.say({ type: "ContactRelaxed", atMs: ledger.nowMs, contact: contact.id, step, because })
  armSteps(ledger, contact)
}

const contactOf = (ledger: Ledger, id: string) => ledger.world.contacts.find((c) => c.id === id)!

export function relaxes(ledger: Ledger, id: string): void {
  const contact = contactOf(ledger, id)
  relax(ledger, contact, stepAfter(ledger.world, contact)!, "time")
}

export function leaves(ledger: Ledger, id: string): void {
  const contact = contactOf(ledger, id)
  deflect(ledger, contact, ledger.world.queues[contact.queue]!.afterSteps!, "lastStep")
}

export function needsEnd(ledger: Ledger, id: string): void {
  contactOf(ledger, id).needs = ""
  ledger.say({ type: "NeedsExpired", atMs: ledger.nowMs, contact: id })
}

/** Whoever waits at a step that says so goes on while nobody is there for it (SPEC RELAX-5). */
export function skipSteps(ledger: Ledger): void {
  const { world } = ledger
  for (const contact of world.contacts) {
    for (;;) {
      const next = stepAfter(world, contact)
      const { skipIf } = stageOf(world, contact)
      if (contact.state !== "waiting" || next === undefined || skipIf === undefined) break
      const isThere = (a: Agent) => (skipIf === "nobodyReady" ? a.presence === "ready" : a.presence !== "signed-out")
      if (world.agents.some((a) => isThere(a) && isMeetable(world, contact, a))) break
      relax(ledger, contact, next, skipIf)
    }
  }
}

/** He meets what is needed and takes the channel, whatever he has in hand. */
const isMeetable = (world: World, contact: Contact, { skills, attributes, capacity }: Agent): boolean =>
  capacity[contact.channel] > 0 &&
  meets(stageOf(world, contact).needs, skills, attributes) &&
  meets(contact.needs, skills, attributes)
