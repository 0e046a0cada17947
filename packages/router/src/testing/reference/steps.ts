import type { QueueConfiguration } from "../../Configuration.ts"
import type { SkipIf } from "../../Relaxation.ts"
import type { Ledger } from "./Ledger.ts"
import { meets } from "./needs.ts"
import { keepWaiting } from "./waited.ts"
import { canGo, type Contact, type World } from "./world.ts"

/** What a queue asks for at a step; the first from the beginning. */
interface Stage {
  readonly afterMs: number
  readonly needs: string
  readonly offerMs: number
  readonly skipIf?: SkipIf | undefined
  readonly when?: string | undefined
}

const all = (texts: ReadonlyArray<string>) => texts.map((text) => `(${text})`).join(" and ")

const known = new WeakMap<QueueConfiguration, ReadonlyArray<Stage>>()

function stagesOf(queue: QueueConfiguration = nothing): ReadonlyArray<Stage> {
  const stages = known.get(queue) ?? drawUp(queue)
  known.set(queue, stages)
  return stages
}

const nothing: QueueConfiguration = {}

function drawUp(queue: QueueConfiguration): ReadonlyArray<Stage> {
  const { needs, offerMs = 20_000, skipIf, steps = [], requirements = [] } = queue
  const own = needs === undefined ? [] : [needs]
  const inForce = (waitMs: number) =>
    all([...own, ...requirements.filter(({ forMs = waitMs + 1 }) => forMs > waitMs).map((one) => one.needs)])
  const ends = [...new Set(requirements.flatMap(({ forMs }) => forMs ?? []))].sort((a, b) => a - b)
  const stages: Stage[] = [{ afterMs: 0, needs: inForce(0), offerMs, skipIf }]
  for (const afterMs of ends) stages.push({ afterMs, needs: inForce(afterMs), offerMs })
  for (const step of steps) {
    const before = stages.at(-1)!
    stages.push({ ...before, ...step, skipIf: step.skipIf, when: step.when, ...(step.anybody ? { needs: "" } : {}) })
  }
  return stages
}

/** What its queue asks for of whoever is to take this contact now, and how long an offer stays open (SPEC RELAX-1). */
export const stageOf = (world: World, contact: Contact): Stage => stagesOf(world.queues[contact.queue])[contact.step]!

/** What it asks for of whoever is to take a contact that has just come. */
export const needsAtFirst = (queue: QueueConfiguration): string => stagesOf(queue)[0]!.needs

/** The step after the one it is at, of those that are its own. */
export function stepAfter(world: World, contact: Contact): number | undefined {
  const later = stagesOf(world.queues[contact.queue]).map(({ when }, step) => ({ when, step }))
  return later
    .slice(contact.step + 1)
    .find(({ when }) => when === undefined || meets(when, {}, contact.attributes ?? {}))?.step
}

const waitOf = (world: World, contact: Contact) => world.nowMs - contact.enqueuedAtMs

/** It came to its queue, or the rules changed: it is at the step that its wait has reached. */
export function startSteps(ledger: Ledger, contact: Contact): void {
  const { world } = ledger
  contact.step = 0
  for (let next = stepAfter(world, contact); next !== undefined; next = stepAfter(world, contact)) {
    if (stagesOf(world.queues[contact.queue])[next]!.afterMs > waitOf(world, contact)) break
    contact.step = next
  }
}

export function armSteps(ledger: Ledger, contact: Contact): void {
  const { world } = ledger
  const next = stepAfter(world, contact)
  ledger.silence("relaxing", contact.id)
  if (next !== undefined) {
    const { afterMs } = stagesOf(world.queues[contact.queue])[next]!
    ledger.alarm("relaxing", contact.id, contact.enqueuedAtMs + afterMs)
  }
  armLeaving(ledger, contact)
}

/** Who waits, reachable or not, leaves in time; who rings does not. */
export function armLeaving(ledger: Ledger, contact: Contact): void {
  const { world } = ledger
  const after = world.queues[contact.queue]?.afterSteps
  ledger.silence("leaving", contact.id)
  if (after === undefined || after.do === "stay" || contact.served || !canGo(contact, after)) return
  if (contact.state !== "waiting" && contact.state !== "unreachable") return
  ledger.alarm("leaving", contact.id, Math.max(world.nowMs, contact.enqueuedAtMs + after.afterMs))
}

/** Somebody served it, and it waits again (SPEC RELAX-11). */
export function comesBack(ledger: Ledger, contact: Contact): void {
  contact.state = "waiting"
  contact.served = true
  delete contact.callback
  startSteps(ledger, contact)
  armSteps(ledger, contact)
  keepWaiting(ledger, contact)
}
