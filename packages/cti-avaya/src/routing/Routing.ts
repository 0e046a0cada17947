import type { Question } from "@strowger/router/ports"
import { Deferred, Effect } from "effect"
import type { Message, MessageOf } from "../messages/Message.ts"
import { Asking, type Dialogue } from "./Dialogue.ts"
import { type Offer, offerOf, unitOf } from "./offer.ts"

/** What the routing needs of the rest of the adapter. */
export interface Switchboard {
  readonly account: string
  readonly routeHoldMs: number
  readonly now: () => number
  readonly sessionId: () => string
  /** False = there is no link. `refused` hears the server's no. */
  readonly tell: (message: Message, refused?: (code: string) => void) => boolean
  /** The switch's id of where a call shall go. */
  readonly destination: (extension: string) => Effect.Effect<string>
  readonly fork: (effect: Effect.Effect<void>) => void
  /** Which call it is; an effect only where the switch must be asked. */
  readonly identify: (offer: Offer) => string | Effect.Effect<string>
  readonly ask: (question: Question) => void
  /** The chosen device did not get the call. */
  readonly failed: (thread: string, device: string, code: string) => void
  /** A question is over and nobody was chosen. */
  readonly unanswered: (thread: string) => void
  readonly count: (reason: string) => void
}

/** A second link that asks within this time about a call just sent somewhere gets the same answer. */
const sameDecisionMs = 2_000
/** The switch's last word on an answered dialogue is waited for this long. */
const rememberMs = 60_000

interface Entry {
  readonly dialogue: Dialogue
  readonly offer: Offer
  asking: Asking
}

/**
 * Adjunct routing dialogues. pending -> selected -> closed; what nobody answers by its deadline goes back to the vector (RouteEnd), and a
 * caller who hangs up, a link that breaks or a registration that is taken away withdraw it.
 */
export class Routing {
  readonly #switchboard: Switchboard
  readonly #entries = new Map<string, Entry>()
  readonly #askings = new Map<string, Asking>()
  /** Dialogues whose call is being asked for. */
  readonly #nameless = new Set<string>()

  constructor(switchboard: Switchboard) {
    this.#switchboard = switchboard
  }

  /** Questions nobody has answered. */
  get open(): number {
    return [...this.#askings.values()].filter((asking) => asking.open).length
  }

  /** Waits until every question that is open now is over. */
  readonly settled: Effect.Effect<void> = Effect.suspend(() =>
    Effect.forEach(
      [...this.#askings.values()],
      (asking) => (asking.open ? Deferred.await(asking.ended) : Effect.void),
      {
        concurrency: "unbounded",
        discard: true
      }
    )
  )

  request(message: MessageOf<"RouteRequest">): void {
    const crossRef = message.crossRefIdentifier
    if (this.#nameless.has(crossRef) || this.#entries.get(crossRef)?.dialogue.state === "pending") {
      return this.#switchboard.count("duplicate-route-request")
    }
    const offer = offerOf(message)
    const dialogue: Dialogue = {
      crossRefIdentifier: crossRef,
      routeRegisterReqID: message.routeRegisterReqID ?? "",
      state: "pending",
      expiresAtMs: this.#switchboard.now() + this.#switchboard.routeHoldMs,
      selected: undefined,
      attempt: 0
    }
    const thread = this.#switchboard.identify(offer)
    if (typeof thread === "string") return this.#begin(dialogue, offer, thread)
    this.#nameless.add(crossRef)
    this.#switchboard.fork(
      Effect.map(thread, (found) => {
        // Withdrawn while we asked.
        if (this.#nameless.delete(crossRef)) this.#begin(dialogue, offer, found)
      })
    )
  }

  /** The switch wants another choice in the same dialogue. */
  reRoute({ crossRefIdentifier }: MessageOf<"ReRoute">): void {
    const entry = this.#entries.get(crossRefIdentifier)
    if (entry === undefined) return this.#switchboard.count("unknown-dialogue")
    const { dialogue } = entry
    const { selected } = dialogue
    if (dialogue.state === "pending") return this.#switchboard.count("duplicate-route-request")
    dialogue.state = "pending"
    dialogue.selected = undefined
    dialogue.attempt += 1
    dialogue.expiresAtMs = this.#switchboard.now() + this.#switchboard.routeHoldMs
    if (selected !== undefined) this.#switchboard.failed(entry.asking.thread, selected.device, "re-route")
    this.#open(entry, entry.asking.thread)
  }

  /** The switch ends a dialogue: before our answer the caller is gone or another link was faster; with an error, the choice failed. */
  end({ crossRefIdentifier, errorValue }: MessageOf<"RouteEnd">): void {
    if (this.#nameless.delete(crossRefIdentifier)) return
    const entry = this.#entries.get(crossRefIdentifier)
    if (entry === undefined) return this.#switchboard.count("unknown-dialogue")
    const { dialogue, asking } = entry
    const { selected } = dialogue
    this.#close(entry)
    if (selected === undefined) {
      asking.withdrawIfIdle()
      return this.#switchboard.unanswered(asking.thread)
    }
    if (errorValue !== undefined) {
      this.#switchboard.failed(asking.thread, selected.device, `${errorValue.category}/${errorValue.value}`)
    }
  }

  /** The registration was taken away, with every dialogue under it. */
  abort({ routeRegisterReqID }: MessageOf<"RouteRegisterAbort">): void {
    this.#withdraw((dialogue) => dialogue.routeRegisterReqID === routeRegisterReqID)
  }

  /** No dialogue outlives its link. */
  linkLost(): void {
    this.#nameless.clear()
    this.#withdraw(() => true)
  }

  #withdraw(which: (dialogue: Dialogue) => boolean): void {
    const entries = [...this.#entries.values()].filter(({ dialogue }) => which(dialogue))
    for (const entry of entries) this.#close(entry)
    for (const { asking } of entries) asking.withdrawIfIdle()
  }

  #begin(dialogue: Dialogue, offer: Offer, thread: string): void {
    const earlier = this.#askings.get(thread)?.dialogues.find((one) => this.#justSelected(one))?.selected
    const entry: Entry = { dialogue, offer, asking: new Asking(thread) }
    this.#entries.set(dialogue.crossRefIdentifier, entry)
    if (earlier === undefined) return this.#open(entry, thread)
    entry.asking.dialogues.push(dialogue)
    entry.asking.settle("answered")
    this.#select(entry.asking, dialogue, earlier.device, earlier.id)
  }

  #justSelected({ state, selected }: Dialogue): boolean {
    return state === "selected" && selected !== undefined && this.#switchboard.now() - selected.atMs < sameDecisionMs
  }

  /** Puts the question to the host; it takes over what is still open about the same call. */
  #open(entry: Entry, thread: string): void {
    const before = this.#askings.get(thread)
    this.#expireLater(entry)
    if (before?.deciding) {
      // The answer on its way serves this dialogue too.
      entry.asking = before
      before.dialogues.push(entry.dialogue)
      return
    }
    const asking = new Asking(thread)
    for (const dialogue of before?.open ? before.pending : []) {
      const other = this.#entries.get(dialogue.crossRefIdentifier)
      if (other === undefined || other === entry) continue
      other.asking = asking
      asking.dialogues.push(dialogue)
    }
    if (before?.open) before.settle("withdrawn")
    entry.asking = asking
    asking.dialogues.push(entry.dialogue)
    this.#askings.set(thread, asking)
    const { expiresAtMs } = entry.dialogue
    this.#switchboard.ask({
      type: "Question",
      unit: unitOf(this.#switchboard, entry.offer, entry.dialogue, thread),
      expiresAtMs,
      answer: (to) => this.#answer(asking, expiresAtMs, to),
      ended: Deferred.await(asking.ended)
    })
  }

  #expireLater(entry: Entry): void {
    const { expiresAtMs, attempt } = entry.dialogue
    const expire = Effect.sync(() => {
      if (entry.dialogue.attempt === attempt) this.#expire(entry)
    })
    this.#switchboard.fork(Effect.andThen(Effect.sleep(expiresAtMs - this.#switchboard.now()), expire))
  }

  #expire(entry: Entry): void {
    if (entry.dialogue.state !== "pending") return
    this.#tellEnd(entry.dialogue)
    this.#close(entry)
    entry.asking.withdrawIfIdle()
    this.#switchboard.unanswered(entry.asking.thread)
  }

  #answer(
    asking: Asking,
    expiresAtMs: number,
    to: { readonly device: string } | "none"
  ): Effect.Effect<"taken" | "late"> {
    return Effect.gen({ self: this }, function* () {
      if (this.#switchboard.now() >= expiresAtMs || !asking.decide()) return "late"
      if (to === "none") {
        const told = asking.pending.map((dialogue) => {
          const sent = this.#tellEnd(dialogue)
          const entry = this.#entries.get(dialogue.crossRefIdentifier)
          if (entry !== undefined) this.#close(entry)
          return sent
        })
        return this.#settled(asking, told.includes(true))
      }
      const id = yield* this.#switchboard.destination(to.device)
      const told = asking.pending.map((dialogue) => this.#select(asking, dialogue, to.device, id))
      return this.#settled(asking, told.includes(true))
    })
  }

  #settled(asking: Asking, sent: boolean): "taken" | "late" {
    asking.settle(sent ? "answered" : "withdrawn")
    return sent ? "taken" : "late"
  }

  #select(asking: Asking, dialogue: Dialogue, device: string, id: string): boolean {
    const { crossRefIdentifier, routeRegisterReqID } = dialogue
    dialogue.state = "selected"
    dialogue.selected = { device, id, atMs: this.#switchboard.now() }
    const forget = Effect.sync(() => {
      const entry = this.#entries.get(crossRefIdentifier)
      if (entry?.dialogue === dialogue && dialogue.state === "selected") this.#close(entry)
    })
    this.#switchboard.fork(Effect.andThen(Effect.sleep(rememberMs), forget))
    return this.#switchboard.tell(
      { type: "RouteSelect", crossRefIdentifier, routeRegisterReqID, routeSelected: id, routeUsedReq: true },
      (code) => {
        const entry = this.#entries.get(crossRefIdentifier)
        if (entry?.dialogue !== dialogue || dialogue.state !== "selected") return
        this.#close(entry)
        this.#switchboard.failed(asking.thread, device, code)
      }
    )
  }

  #tellEnd({ crossRefIdentifier, routeRegisterReqID }: Dialogue): boolean {
    return this.#switchboard.tell({ type: "RouteEnd", crossRefIdentifier, routeRegisterReqID })
  }

  #close(entry: Entry): void {
    const { dialogue, asking } = entry
    dialogue.state = "closed"
    if (this.#entries.get(dialogue.crossRefIdentifier) === entry) this.#entries.delete(dialogue.crossRefIdentifier)
    const current = this.#askings.get(asking.thread)
    if (current === asking && asking.dialogues.every((one) => one.state === "closed"))
      this.#askings.delete(asking.thread)
  }
}
