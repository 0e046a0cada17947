import { type Command, type Refusal, RowKind, type Router, type RouterEvent } from "../../src/index.ts"

export interface Done {
  readonly events: ReadonlyArray<RouterEvent>
  readonly refusal: Refusal | undefined
}

/** Which calls by number a history used, and which were refused: a test that used none has shown nothing. */
export class Used {
  readonly calls = new Map<string, number>()

  note(call: string): void {
    this.calls.set(call, (this.calls.get(call) ?? 0) + 1)
  }
}

/**
 * A router that is asked by number wherever there is such a call and `may` says so, and by text elsewhere. What rows and subscribers tell
 * is compared on the way.
 */
export class NumberedFace {
  readonly router: Router
  private heard: RouterEvent[] = []
  private readonly used: Used

  constructor(router: Router, used: Used) {
    this.router = router
    this.used = used
    router.subscribe((event) => this.heard.push(event))
  }

  give(command: Command, nowMs: number, byNumber: boolean): Done {
    const { router } = this
    this.heard = []
    router.byNumber.clock[0] = nowMs
    const call = byNumber ? this.callFor(command) : undefined
    if (call === undefined) {
      const { events, refusal } = router.step(command, nowMs)
      return { events, refusal }
    }
    const accepted = call()
    const { refusal } = router.byNumber
    if (accepted !== (refusal === undefined)) throw new Error(`${command.type}: ${accepted}, but ${refusal?.text}`)
    this.used.note(`${command.type} ${refusal?.reason ?? ""}`.trim())
    this.compareRows()
    return { events: this.heard, refusal }
  }

  /** The call by number that means the same; undefined = there is none. */
  private callFor(command: Command): (() => boolean) | undefined {
    const { byNumber, view } = this.router
    switch (command.type) {
      case "Enqueue": {
        const { type: _, contact: __, ...like } = command
        const kind = byNumber.kind(like)
        return typeof kind === "number" ? () => byNumber.enqueue(kind) >= 0 : undefined
      }
      case "Accept":
      case "Decline": {
        const offer = Number(command.offer.slice(1))
        // By number nobody says who accepts: whoever it was offered to.
        const open = view.contact(command.contact)
        const own = open?.offers ?? (open?.offer === undefined ? [] : [{ ...open.offer, agent: open.agent! }])
        const other = own.some(({ id, agent }) => id === command.offer && agent !== command.agent)
        if (other || view.agent(command.agent) === undefined || ("reason" in command && command.reason !== undefined))
          return undefined
        const contact = byNumber.contact(command.contact)
        return command.type === "Accept"
          ? () => byNumber.accept(contact, offer)
          : () => byNumber.decline(contact, offer)
      }
      case "Complete":
        return () => byNumber.complete(byNumber.contact(command.contact), byNumber.agent(command.agent))
      case "EndWrapUp":
        return () => byNumber.endWrapUp(byNumber.contact(command.contact), byNumber.agent(command.agent))
      case "Abandon":
        return () => byNumber.abandon(byNumber.contact(command.contact))
      case "MakeReady":
        return () => byNumber.makeReady(byNumber.agent(command.agent))
      case "MakeNotReady":
        return command.reason === undefined ? () => byNumber.makeNotReady(byNumber.agent(command.agent)) : undefined
      case "Tick":
        return () => byNumber.tick()
      default:
        return undefined
    }
  }

  /** What rows say is what subscribers were told. */
  private compareRows(): void {
    const { rows } = this.router.byNumber
    const said = Array.from({ length: rows.count }, (_, row) => rows.event(row))
    if (JSON.stringify(said) !== JSON.stringify(this.heard)) throw new Error("rows and subscribers differ")
    for (const [row, event] of this.heard.entries()) {
      const kind = RowKind[event.type as keyof typeof RowKind] ?? RowKind.Other
      const x =
        event.type === "OfferMade"
          ? event.expiresAtMs - event.atMs
          : "notAgainUntilMs" in event
            ? event.notAgainUntilMs! - event.atMs
            : event.type === "ContactCompleted"
              ? (event.wrapUpEndsAtMs ?? event.atMs) - event.atMs
              : 0
      const expected = [kind, offerOf(event) ?? rows.offer(row), x]
      const got = [rows.kind(row), rows.offer(row), rows.x(row)]
      if (String(got) !== String(expected)) throw new Error(`row ${got.join()} is not ${JSON.stringify(event)}`)
      this.compareName(rows.contact(row), "contact" in event ? event.contact : undefined, "contact")
      this.compareName(rows.agent(row), "agent" in event ? event.agent : undefined, "agent")
    }
  }

  private compareName(number: number, id: string | undefined, of: "contact" | "agent"): void {
    if (number < 0) {
      // Whoever is only named, and never signed in, has no number; and what is a contact's alone has no agent's.
      if (id !== undefined && this.router.byNumber[of](id) >= 0 && of === "contact") throw new Error(`no number: ${id}`)
      return
    }
    const known = id === undefined ? -1 : this.router.byNumber[of](id)
    // Whoever is over by the end of the step is known by no id any more.
    if (known >= 0 && known !== number) throw new Error(`${of} ${id} is ${known}, not ${number}`)
    if (of === "contact" && id?.startsWith("#") && id !== `#${number}` && !id.includes("k"))
      throw new Error(`${id} is not ${number}`)
  }
}

const offerOf = (event: RouterEvent): number | undefined =>
  "offer" in event && typeof event.offer === "string" ? Number(event.offer.slice(1)) : undefined
