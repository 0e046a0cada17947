import { RowKind } from "../../ByNumber.ts"
import type { RouterEvent } from "../../Event.ts"
import type { State } from "../State.ts"
import { decodeRow } from "./decode.ts"
import { Kind } from "./Rows.ts"

interface Listening {
  readonly listener: (event: RouterEvent) => void
  /** Undefined = all. */
  readonly types: ReadonlySet<string> | undefined
  /** Whoever has ended it hears nothing more, not even of what is being told. */
  ended: boolean
}

/** More than happens in a step; a list that once was longer is let go. */
const mostKept = 1_024

/**
 * Who hears events, and of which types. An event that nobody hears is not made. A listener may give commands: their events follow the
 * ones being told. One that throws does not keep others from being told.
 */
export class Listeners {
  /** Added to, and made anew where one ends. */
  private all: Listening[] = []
  /** Kinds of rows that somebody hears, as bits. */
  private kinds = 0
  /** What is still to be told, by place; kept from step to step, so that telling makes no list. */
  private told: Array<RouterEvent | undefined> = []
  private count = 0
  private telling = false

  add(listener: (event: RouterEvent) => void, types?: ReadonlyArray<string>): () => void {
    const listening = { listener, types: types === undefined ? undefined : new Set(types), ended: false }
    this.all.push(listening)
    this.findKinds()
    return () => {
      listening.ended = true
      this.all = this.all.filter((other) => other !== listening)
      this.findKinds()
    }
  }

  /** The rows of the last step. `events` are those of them that were made already: all, or none. */
  tell(s: State, events?: ReadonlyArray<RouterEvent>): void {
    const { kinds } = this
    if (kinds === 0) return
    const { kind, count } = s.rows
    for (let row = 0; row < count; row++)
      if (((kinds >>> kind[row]!) & 1) === 1) this.told[this.count++] = events?.[row] ?? decodeRow(s, row)
    if (this.count > 0 && !this.telling) this.tellAll()
  }

  /** Also what is added meanwhile. What was thrown first is thrown at the end. */
  private tellAll(): void {
    const { told } = this
    let thrown: { readonly first: unknown } | undefined
    this.telling = true
    for (let at = 0; at < this.count; at++) {
      const event = told[at]!
      told[at] = undefined
      const { all } = this
      // Also whoever is added meanwhile.
      for (let n = 0; n < all.length; n++) {
        const { listener, types, ended } = all[n]!
        if (ended || (types !== undefined && !types.has(event.type))) continue
        try {
          listener(event)
        } catch (error) {
          thrown ??= { first: error }
        }
      }
    }
    if (this.count > mostKept) this.told = []
    this.count = 0
    this.telling = false
    if (thrown !== undefined) throw thrown.first
  }

  private findKinds(): void {
    this.kinds = 0
    for (const { types } of this.all) {
      if (types === undefined) this.kinds = -1
      else for (const type of types) this.kinds |= 1 << (RowKind[type as keyof typeof RowKind] ?? Kind.Fact)
    }
  }
}
