import type { ByNumber, ContactKind, RowsOut } from "../../ByNumber.ts"
import type { Refusal } from "../../Refusal.ts"
import { assign, begin } from "../Engine.ts"
import { F } from "../state/Contacts.ts"
import { Count, type State } from "../State.ts"
import * as decisions from "./decisions.ts"
import { Kinds } from "./Kinds.ts"
import { StepRows } from "./StepRows.ts"

/** What has to happen around a step: the time may be the real one, and somebody may listen. */
export interface Shell {
  /** Before it: writes the time, where the caller does not. */
  setTime(clock: Float64Array): void
  /** After it. */
  tell(): void
}

/** The engine's steps with numbers in and rows out. */
export class EngineByNumber implements ByNumber {
  readonly clock = new Float64Array(1)
  readonly rows: RowsOut
  refusal: Refusal | undefined
  private readonly s: State
  private readonly kinds: Kinds
  private readonly shell: Shell

  constructor(s: State, shell: Shell) {
    this.s = s
    this.shell = shell
    this.kinds = new Kinds(s)
    this.rows = new StepRows(s)
  }

  kind(like: ContactKind): number | Refusal {
    return this.kinds.kindFor(like)
  }

  agent(id: string): number {
    const agent = this.s.agentOf.get(id)
    return agent === undefined ? -1 : this.s.agents.ordinal[agent]!
  }

  contact(id: string): number {
    const contact = this.s.contactOf.get(id)
    return contact === undefined ? -1 : this.s.contacts.f[contact * 8 + F.Sequence]!
  }

  enqueue(kind: number): number {
    if (!this.begins()) return -1
    const asked = this.kinds.askedFor(kind)
    if ("reason" in asked) {
      this.ends(asked)
      return -1
    }
    const number = this.s.counts[Count.Contact]!
    return this.ends(decisions.enqueue(this.s, asked)) ? number : -1
  }

  accept(contact: number, offer: number): boolean {
    return this.begins() && this.ends(decisions.accept(this.s, contact, offer))
  }

  decline(contact: number, offer: number): boolean {
    return this.begins() && this.ends(decisions.decline(this.s, contact, offer))
  }

  complete(contact: number, agent: number): boolean {
    return this.begins() && this.ends(decisions.complete(this.s, contact, agent))
  }

  endWrapUp(contact: number, agent: number): boolean {
    return this.begins() && this.ends(decisions.endWrapUp(this.s, contact, agent))
  }

  abandon(contact: number): boolean {
    return this.begins() && this.ends(decisions.abandon(this.s, contact))
  }

  makeReady(agent: number): boolean {
    return this.begins() && this.ends(decisions.makeReady(this.s, agent))
  }

  makeNotReady(agent: number): boolean {
    return this.begins() && this.ends(decisions.makeNotReady(this.s, agent))
  }

  tick(): boolean {
    return this.begins() && this.ends(undefined)
  }

  private begins(): boolean {
    this.shell.setTime(this.clock)
    const refusal = begin(this.s, this.clock)
    this.refusal = refusal
    if (refusal === undefined) return true
    this.shell.tell()
    return false
  }

  private ends(refusal: Refusal | undefined): boolean {
    if (refusal === undefined) assign(this.s)
    this.refusal = refusal
    this.shell.tell()
    return refusal === undefined
  }
}
