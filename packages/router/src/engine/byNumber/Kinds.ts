import type { ContactKind } from "../../ByNumber.ts"
import type { Refusal } from "../../Refusal.ts"
import { askedBy } from "../decide/enqueue.ts"
import { inOrder } from "../inOrder.ts"
import type { QueuedSide } from "../evolve/contacts.ts"
import { refuse } from "../refuse.ts"
import { copyOf } from "../state/More.ts"
import type { State } from "../State.ts"

/** Kinds of contact that were asked for by number. Each is checked again when the configuration has changed, and only then. */
export class Kinds {
  private readonly s: State
  private readonly likes: ContactKind[] = []
  private readonly asked: Array<QueuedSide | Refusal> = []
  private readonly checkedAt: number[] = []
  private readonly kindOf = new Map<string, number>()

  constructor(s: State) {
    this.s = s
  }

  kindFor(like: ContactKind): number | Refusal {
    const asked = askedBy(this.s, like)
    if ("reason" in asked) return asked
    const key = inOrder(like)
    const known = this.kindOf.get(key)
    if (known !== undefined) return known
    const kind = this.likes.push(copyOf(like)) - 1
    this.asked.push(asked)
    this.checkedAt.push(this.s.version)
    this.kindOf.set(key, kind)
    return kind
  }

  /** What a contact of this kind asks for under the rules in force. */
  askedFor(kind: number): QueuedSide | Refusal {
    if (this.checkedAt[kind] !== this.s.version) {
      const like = this.likes[kind]
      if (like === undefined) return refuse("InvalidValue", `there is no kind ${kind}: ask for one by kind()`, "kind")
      this.asked[kind] = askedBy(this.s, like)
      this.checkedAt[kind] = this.s.version
    }
    return this.asked[kind]!
  }
}
