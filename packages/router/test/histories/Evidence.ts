import type { Command } from "../../src/Command.ts"
import type { QueueConfiguration } from "../../src/Configuration.ts"
import type { RouterEvent } from "../../src/Event.ts"
import type { Outcome } from "../../src/Router.ts"
import type { ContactView, View } from "../../src/View.ts"

/** What can be seen of one step: what was asked, what followed, and what kept whom from a contact that waits. */
export interface Step {
  readonly command: Command
  readonly outcome: Outcome
  readonly view: View
  /** The contact the command is about, as it was before. */
  readonly contact: ContactView | undefined
  /** Rules that keep somebody from some contact that waits now (`explain`, for one contact). */
  readonly gates: ReadonlySet<string>
  /** Contacts that waited, and agents that were ready, before. */
  readonly waiting: number
  readonly ready: number
  /** How many commands were decided together; 0 = it was one by itself. */
  readonly together: number
  /** Rounds that were matched exactly in this step, and waves that were matched pair by pair. */
  readonly wavesExact: number
  readonly wavesGreedy: number
}

/** Did the rule decide something in this step? */
export type Evidence = (step: Step) => boolean

type Of<Type extends RouterEvent["type"]> = Extract<RouterEvent, { readonly type: Type }>
type Asked<Type extends Command["type"]> = Extract<Command, { readonly type: Type }>

export const event =
  <Type extends RouterEvent["type"]>(type: Type, is: (event: Of<Type>, step: Step) => boolean = () => true): Evidence =>
  (step) =>
    step.outcome.events.some((one) => one.type === type && is(one as Of<Type>, step))

/** It was asked and not refused. */
export const accepted =
  <Type extends Command["type"]>(
    type: Type,
    is: (command: Asked<Type>, step: Step) => boolean = () => true
  ): Evidence =>
  (step) =>
    step.command.type === type && step.outcome.refusal === undefined && is(step.command as Asked<Type>, step)

export const refused =
  (reason: NonNullable<Outcome["refusal"]>["reason"], ...types: ReadonlyArray<Command["type"]>): Evidence =>
  ({ command, outcome: { refusal } }) =>
    refusal?.reason === reason && (types.length === 0 || types.includes(command.type))

export const gate =
  (rule: string): Evidence =>
  ({ gates }) =>
    gates.has(rule)

/** An offer from a queue whose rules are so. */
export const offer = (is: (queue: QueueConfiguration, step: Step) => boolean): Evidence =>
  event("OfferMade", ({ queue }, step) => {
    const rules = step.view.configuration.queues[queue]
    return rules !== undefined && is(rules, step)
  })

export const either =
  (...all: ReadonlyArray<Evidence>): Evidence =>
  (step) =>
    all.some((one) => one(step))

/** A promise about every step there is: each is held against it. */
export const always: Evidence = () => true
