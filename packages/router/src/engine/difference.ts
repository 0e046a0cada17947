import type { Configuration } from "../Configuration.ts"
import type { Difference, MovedContact, Place } from "../Difference.ts"
import { differenceText } from "./differenceText.ts"
import { step } from "./Engine.ts"
import { inOrder } from "./inOrder.ts"
import { aheadOf } from "./explain/position.ts"
import { decode } from "./log/decode.ts"
import { restore } from "./snapshot/restore.ts"
import { snapshot } from "./snapshot/take.ts"
import type { State } from "./State.ts"
import { ContactState } from "./state/Contacts.ts"
import { StateView } from "./view.ts"
import { changeWarnings } from "./warnings/changeWarnings.ts"
import { warningsIn } from "./warnings/warningsIn.ts"

/**
 * Tries the configuration on a copy of the state, with the same engine, and says what changed: so it is what would then happen (SPEC
 * EXPL-6). Costs a snapshot, a restore, for each contact its position before and after, and the warnings.
 */
export function difference(s: State, configuration: Configuration): Difference {
  const said = untold(s, configuration)
  return { text: differenceText(said), ...said }
}

function untold(s: State, configuration: Configuration): Omit<Difference, "text"> {
  const trial = restore(snapshot(s), {}, s.rules.afresh())
  step(trial, { type: "Tick" }, s.nowMs)
  const before = places(trial)
  const refusal = step(trial, { type: "Configure", configuration }, s.nowMs)
  if (refusal !== undefined) return { refusal, events: [], contacts: [], warnings: [] }
  const events = decode(trial)
  const after = places(trial)
  const contacts = [...before].flatMap(([contact, place]): MovedContact[] => {
    const now = after.get(contact)
    if (now === undefined) return [{ contact, before: place }]
    return inOrder(place) === inOrder(now) ? [] : [{ contact, before: place, after: now }]
  })
  return { events, contacts, warnings: [...warningsIn(trial), ...changeWarnings(s, configuration)] }
}

function places(s: State): Map<string, Place> {
  const found = new Map<string, Place>()
  for (const { id, queue, state, agent, agents, offers, step, callback } of new StateView(s).contacts()) {
    const contact = s.contactOf.get(id)!
    const waits = s.contacts.state(contact) <= ContactState.Unreachable
    const several = state === "offered" ? offers?.map((offer) => offer.agent) : agents
    found.set(id, {
      queue,
      state,
      ...(agent === undefined ? {} : { agent }),
      ...(several === undefined ? {} : { agents: several }),
      ...(step === undefined || !waits ? {} : { step }),
      ...(callback === undefined ? {} : { callback: true as const }),
      ...(waits ? { position: aheadOf(s, contact) + 1 } : {})
    })
  }
  return found
}
