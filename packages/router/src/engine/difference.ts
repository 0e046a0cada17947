import type { Configuration } from "../Configuration.ts"
import type { Difference, MovedContact, Place } from "../Difference.ts"
import { step } from "./Engine.ts"
import { aheadOf } from "./explain/position.ts"
import { decode } from "./log/decode.ts"
import { restore } from "./snapshot/restore.ts"
import { snapshot } from "./snapshot/take.ts"
import type { State } from "./State.ts"
import { ContactState } from "./state/Contacts.ts"
import { StateView } from "./view.ts"
import { warningsIn } from "./warnings/warningsIn.ts"

/**
 * Tries the configuration on a copy of the state, with the same engine, and says what changed: so it is what would then happen (SPEC
 * EXPL-6). Costs a snapshot, a restore and, for each contact, its position before and after.
 */
export function difference(s: State, configuration: Configuration): Difference {
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
    return isSame(place, now) ? [] : [{ contact, before: place, after: now }]
  })
  return { events, contacts, warnings: warningsIn(trial) }
}

function places(s: State): Map<string, Place> {
  const found = new Map<string, Place>()
  for (const { id, queue, state, agent } of new StateView(s).contacts()) {
    const contact = s.contactOf.get(id)!
    const waits = s.contacts.state(contact) <= ContactState.Unreachable
    found.set(id, {
      queue,
      state,
      ...(agent === undefined ? {} : { agent }),
      ...(waits ? { position: aheadOf(s, contact) + 1 } : {})
    })
  }
  return found
}

const isSame = (a: Place, b: Place): boolean =>
  a.queue === b.queue && a.state === b.state && a.agent === b.agent && a.position === b.position
