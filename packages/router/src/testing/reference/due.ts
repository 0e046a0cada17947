import { endWrapUp, expire } from "./acts.ts"
import { windowTurns } from "./callback.ts"
import { goesOn } from "./goesOn.ts"
import { openOrClose } from "./hours.ts"
import { endHold } from "./holds.ts"
import { skillsChange } from "./skills.ts"
import { parkingEnds } from "./parking.ts"
import { leaseEnds } from "./presence.ts"
import { leaves, needsEnd, relaxes } from "./relax.ts"
import type { Ledger } from "./Ledger.ts"
import type { Contact, Tie } from "./world.ts"

/** Something that falls due: when, in which order among equals, and what then happens. */
interface Due {
  readonly atMs: number
  readonly setAs: number
  readonly fire: () => void
}

/** What an alarm does when it rings, by its name. It sets no alarm of its own again unless it says so. */
const rings: Readonly<Record<string, (ledger: Ledger, owner: string) => void>> = {
  callback: windowTurns,
  waited: goesOn,
  hours: openOrClose,
  relaxing: relaxes,
  leaving: leaves,
  expiring: needsEnd,
  holding: (ledger, id) => {
    const contact = ledger.world.contacts.find((c) => c.id === id)
    if (contact !== undefined) endHold(ledger, contact, "time")
  },
  lost: leaseEnds,
  parked: parkingEnds,
  skills: skillsChange
}

/** The first thing to fall due: the earliest, among equals the one set first. */
export function firstDue(ledger: Ledger): Due | undefined {
  const { contacts, alarms } = ledger.world
  const all: ReadonlyArray<Due> = [
    ...contacts.flatMap((contact) => exclusionsOf(contact)),
    ...contacts.flatMap((contact) => contact.ties.flatMap((tie) => ofTie(ledger, contact, tie))),
    ...alarms.map(({ name, owner, atMs, setAs }) => ({
      atMs,
      setAs,
      fire: () => {
        ledger.silence(name, owner)
        rings[name]!(ledger, owner)
      }
    }))
  ]
  return [...all].sort((a, b) => a.atMs - b.atMs || a.setAs - b.setAs)[0]
}

const exclusionsOf = (contact: Contact): ReadonlyArray<Due> =>
  contact.notUntil.map((exclusion) => ({
    atMs: exclusion.untilMs,
    setAs: exclusion.setAs,
    fire: () => {
      contact.notUntil = contact.notUntil.filter((other) => other !== exclusion)
    }
  }))

function ofTie(ledger: Ledger, contact: Contact, tie: Tie): ReadonlyArray<Due> {
  const { setAs, offer, wrapUpEndsAtMs } = tie
  if (tie.state === "offered") return [{ atMs: offer.expiresAtMs, setAs, fire: () => expire(ledger, contact, tie) }]
  if (tie.state !== "wrap-up" || wrapUpEndsAtMs === undefined) return []
  return [{ atMs: wrapUpEndsAtMs, setAs, fire: () => endWrapUp(ledger, contact, tie, "time") }]
}
