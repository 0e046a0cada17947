import type { RouterEvent } from "../Event.ts"

interface Told {
  readonly position: number
  readonly at: number
}

/**
 * Positions as they are told: what is told rises only for a reason (SPEC EST-5). A rehearsal goes by expected ends, and those shift with
 * every end that comes early or late; nobody who waits should see that as others going past.
 */
export class Places {
  private readonly told = new Map<string, Told>()
  private readonly touched = new Map<string, number>()
  private changed = 0

  /** `at`: how many events there were by now. */
  see(event: RouterEvent, at: number): void {
    if (!("contact" in event)) {
      this.changed = at
      return
    }
    switch (event.type) {
      case "ContactAbandoned":
      case "ContactCancelled":
      case "ContactDeflected":
      case "ContactCompleted":
        this.told.delete(event.contact)
        this.touched.delete(event.contact)
        return
      case "OfferAccepted":
        this.told.delete(event.contact)
        return
      case "OfferMade":
        return
      default:
        this.touched.set(event.contact, at)
    }
  }

  /** The position to tell, where `found` was found, and `ahead` gives those before it. */
  tell(contact: string, found: number, ahead: () => ReadonlyArray<string>, at: number): number {
    const before = this.told.get(contact)
    const isNew = (one: string, since: number) => (this.touched.get(one) ?? 0) > since
    let position = found
    if (before !== undefined && found > before.position && this.changed <= before.at && !isNew(contact, before.at))
      position = Math.min(found, before.position + ahead().filter((one) => isNew(one, before.at)).length)
    this.told.set(contact, { position, at })
    return position
  }
}
