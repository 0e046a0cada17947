import type { Deflection, DeflectionCause, OverflowRule, Staffing } from "../../Deflection.ts"
import { gone } from "./acts.ts"
import { becomeCallback } from "./callback.ts"
import type { Ledger } from "./Ledger.ts"
import { meets } from "./needs.ts"
import { keepWaiting } from "./waited.ts"
import { type Agent, canGo, type Contact, handsOf, isUnaccepted, type World } from "./world.ts"
import { armSteps, stageOf, startSteps } from "./steps.ts"

/** Sends a contact on that waits or is unreachable; says whether it went. */
export function deflect(ledger: Ledger, contact: Contact, deflection: Deflection, because: DeflectionCause): boolean {
  const names = { atMs: ledger.nowMs, contact: contact.id }
  if (deflection.do === "stay" || !canGo(contact, deflection)) return false
  if (deflection.do === "overflow") {
    const from = contact.queue
    contact.been.push(from)
    contact.queue = deflection.queue
    ledger.say({ type: "ContactOverflowed", ...names, from, to: deflection.queue, because })
    ledger.silence("waited", contact.id)
    startSteps(ledger, contact)
    keepWaiting(ledger, contact)
    armSteps(ledger, contact)
    admit(ledger, contact)
    return true
  }
  if (deflection.do === "callback") {
    const { retries = 0, gapMs = 300_000 } = deflection
    becomeCallback(ledger, contact, { notBeforeMs: 0, retries, gapMs }, because)
    return true
  }
  gone(ledger, contact)
  ledger.say({ type: "ContactDeflected", ...names, to: deflection.do, because })
  return true
}

/** A contact came to its queue: the first rule that holds and can be carried out sends it on. */
export function admit(ledger: Ledger, contact: Contact): void {
  const { world } = ledger
  const { whenClosed, maxWaiting, whenFull, overflow = [] } = world.queues[contact.queue] ?? {}
  const others = world.contacts.filter((c) => c !== contact && c.queue === contact.queue && isUnaccepted(c))
  if (whenClosed !== undefined && world.hours[contact.queue]?.open === false)
    if (deflect(ledger, contact, whenClosed, "closed")) return
  if (whenFull !== undefined && whenFull !== "refuse" && others.length >= (maxWaiting ?? 0))
    if (deflect(ledger, contact, whenFull, "full")) return
  for (const { when, for: whom, do: deflection } of overflow) {
    if (whom === "waiting") continue
    const because = causeOf(world, contact, when, others)
    if (because !== undefined && deflect(ledger, contact, deflection, because)) return
  }
}

function causeOf(
  world: World,
  contact: Contact,
  when: OverflowRule["when"],
  others: ReadonlyArray<Contact>
): DeflectionCause | undefined {
  if ("waiting" in when) return others.length >= when.waiting ? "length" : undefined
  if ("waitedMs" in when) return world.nowMs >= contact.enqueuedAtMs + when.waitedMs ? "wait" : undefined
  if ("nobody" in when) return isThere(world, contact, when.nobody) ? undefined : "staff"
  const longestMs = Math.max(...others.map((c) => world.nowMs - c.enqueuedAtMs))
  const targetMs = world.queues[contact.queue]?.serviceLevelMs ?? 20_000
  return longestMs * 100 >= when.serviceLevelRisk * targetMs ? "serviceLevel" : undefined
}

/** Is there an agent who is that? */
function isThere(world: World, contact: Contact, staffing: Staffing): boolean {
  const signedIn = world.agents.filter((agent) => agent.presence !== "signed-out")
  if (staffing === "signedIn") return signedIn.length > 0
  const able = signedIn.filter((agent) => isAble(world, contact, agent))
  if (staffing === "able") return able.length > 0
  const ready = able.filter((agent) => agent.presence === "ready")
  if (staffing === "ready") return ready.length > 0
  return ready.some((agent) => !handsOf(world, agent).some(({ tie }) => tie.state === "wrap-up"))
}

const isAble = (world: World, contact: Contact, agent: Agent): boolean =>
  agent.capacity[contact.channel] > 0 &&
  meets(stageOf(world, contact).needs, agent.skills, agent.attributes) &&
  meets(contact.needs, agent.skills, agent.attributes)

/** Sends on who waits without the staff its queue asks for, first come first; says whether somebody went. */
export function leave(ledger: Ledger): boolean {
  const { world } = ledger
  const waiting = world.contacts.filter((c) => c.state === "waiting" || c.state === "unreachable")
  const went = waiting.map((contact) =>
    (world.queues[contact.queue]?.overflow ?? []).some(
      (rule) =>
        "nobody" in rule.when &&
        rule.for !== "arriving" &&
        !isThere(world, contact, rule.when.nobody) &&
        deflect(ledger, contact, rule.do, "staff")
    )
  )
  return went.includes(true)
}
