import type { Message, MessageOf } from "../../messages/Message.ts"
import type { UnitEntry } from "../Book.ts"
import type { Exchange } from "../Exchange.ts"
import { type Fault, operation } from "../Fault.ts"
import type { Adjunct, Outcome, Question } from "../Question.ts"
import { connectionOf, linkage, originOf, type Wording } from "./events.ts"
import type { Session } from "./Session.ts"

interface Registration {
  readonly id: string
  readonly session: Session
  /** "" takes the questions of every VDN nobody registered for. */
  readonly vdn: string
}

interface Dialogue {
  readonly question: Question
  readonly registration: Registration
  readonly entry: UnitEntry
  wantsRouteUsed: boolean
}

export interface RouteServerOptions {
  readonly wording: Wording
  readonly linkUp: () => boolean
  /** Sends to a session, and says what became of it. */
  readonly tell: (
    session: Session,
    message: Message,
    about: { readonly ucid?: string; readonly awaits?: boolean }
  ) => UnitEntry
  /** Enters into the book how a question ended. */
  readonly settle: (question: UnitEntry, by: "client" | "switch", what: string) => void
}

/**
 * Adjunct routing over DMCC: registrations, and one dialogue per question (RouteRequest, RouteSelect or RouteEnd, RouteUsed, RouteEnd).
 * The latest registration for a VDN wins; the session that had it is told with RouteRegisterAbort.
 */
export class RouteServer implements Adjunct {
  readonly #registrations = new Map<string, Registration>()
  readonly #dialogues = new Map<string, Dialogue>()
  readonly #options: RouteServerOptions
  #registered = 0

  constructor(options: RouteServerOptions) {
    this.#options = options
  }

  register(session: Session, vdn: string): string {
    const before = this.#registrations.get(vdn)
    if (before !== undefined && before.session !== session) {
      this.#options.tell(before.session, { type: "RouteRegisterAbort", routeRegisterReqID: before.id }, {})
    }
    const id = String(++this.#registered)
    this.#registrations.set(vdn, { id, session, vdn })
    return id
  }

  cancel(session: Session, id: string): Fault | undefined {
    for (const one of this.#registrations.values()) {
      if (one.id !== id || one.session !== session) continue
      this.#registrations.delete(one.vdn)
      return undefined
    }
    return operation("invalidRouteRegistrationCrossRefID")
  }

  /** The session is gone for good. */
  forget(session: Session): void {
    for (const one of this.#registrations.values()) if (one.session === session) this.#registrations.delete(one.vdn)
  }

  readonly ask = (question: Question): boolean => {
    const registration = this.#registrations.get(question.vdn) ?? this.#registrations.get("")
    if (registration === undefined || !registration.session.linked || !this.#options.linkUp()) return false
    const { wording, tell } = this.#options
    const { call, vdn } = question
    const entry = tell(
      registration.session,
      {
        type: "RouteRequest",
        crossRefIdentifier: question.id,
        routeRegisterReqID: registration.id,
        currentRoute: wording.ids.of(vdn),
        callingDevice: wording.ids.of(call.from),
        routeingDevice: wording.ids.of(vdn),
        routedCall: connectionOf(call, vdn, wording),
        routeSelAlgorithm: "normal",
        priority: false,
        callLinkageData: linkage(call, wording),
        privateData: {
          ...originOf(call, wording),
          ...(call.uui === undefined ? {} : { userData: call.uui }),
          callLinkageData: linkage(call, wording)
        }
      },
      { ucid: call.ucid, awaits: true }
    )
    this.#dialogues.set(question.id, { question, registration, entry, wantsRouteUsed: false })
    return true
  }

  /** A RouteSelect. What follows is said in the dialogue, so a good one has no answer of its own. */
  select(session: Session, message: MessageOf<"RouteSelect">, exchange: Exchange): Fault | undefined {
    const dialogue = this.#dialogueOf(session, message.crossRefIdentifier)
    if (dialogue === undefined) return operation("invalidRouteingCrossRefID")
    const { question, entry } = dialogue
    const to = this.#options.wording.ids.extension(message.routeSelected)
    this.#options.settle(entry, "client", `RouteSelect ${to}`)
    dialogue.wantsRouteUsed = message.routeUsedReq === true
    const uui = message.privateData?.userData
    if (uui !== undefined) question.call.uui = uui
    exchange.runs.get(question.call.ucid)?.select(question, to)
    return undefined
  }

  /** A RouteEnd of the client: it has no choice to make, the vector may go on. */
  end(session: Session, message: MessageOf<"RouteEnd">, exchange: Exchange): Fault | undefined {
    const dialogue = this.#dialogueOf(session, message.crossRefIdentifier)
    if (dialogue === undefined) return operation("invalidRouteingCrossRefID")
    this.#options.settle(dialogue.entry, "client", "RouteEnd")
    exchange.runs.get(dialogue.question.call.ucid)?.decline(dialogue.question)
    return undefined
  }

  readonly ended = (question: Question, outcome: Outcome): void => {
    const dialogue = this.#dialogues.get(question.id)
    this.#dialogues.delete(question.id)
    // The client ended it itself: nothing is left to say.
    if (dialogue === undefined || outcome.type === "declined") return
    const { registration, wantsRouteUsed } = dialogue
    const { wording, tell } = this.#options
    const ids = { crossRefIdentifier: question.id, routeRegisterReqID: registration.id }
    const about = { ucid: question.call.ucid }
    if (outcome.type === "routed" && wantsRouteUsed) {
      const callLinkageData = linkage(question.call, wording)
      const routeUsed = wording.ids.of(outcome.to)
      const callingDevice = wording.ids.of(question.call.from)
      tell(registration.session, { type: "RouteUsed", ...ids, routeUsed, callingDevice, callLinkageData }, about)
    }
    if (outcome.type === "withdrawn") {
      this.#options.settle(dialogue.entry, "switch", outcome.why)
    }
    const errorValue = outcome.type === "routed" ? {} : { errorValue: outcome.fault }
    tell(registration.session, { type: "RouteEnd", ...ids, ...errorValue }, about)
  }

  #dialogueOf(session: Session, crossRefIdentifier: string): Dialogue | undefined {
    const dialogue = this.#dialogues.get(crossRefIdentifier)
    return dialogue?.registration.session === session ? dialogue : undefined
  }
}
