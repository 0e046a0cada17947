import { Origin } from "../state/Contacts.ts"
import type { Lanes } from "./Lanes.ts"

/**
 * Contacts of one class ask for the same, with the same priority, head start and step, and are served strictly in order of age (SPEC
 * QUEUE-2): a lane of theirs is a list to whose end arrivals go.
 */
export class Classes {
  readonly demand: number[] = []
  readonly priority: number[] = []
  private readonly byKey = new Map<string, number>()
  private readonly key: string[] = []
  /** By what they need, those at the first step and without a head start: found without a text being made. */
  private readonly plainOf = new Map<string | undefined, Map<number, number>>()
  /** How many contacts have a class, where it was made in shared lanes; -1 = not counted. */
  private readonly uses: number[] = []
  /** In which shared lanes the contacts of a class stand; -1 = in lanes of their own. */
  readonly group: number[] = []
  /** Its own lanes, by `class * 3 + origin`; -1 = none yet. */
  readonly lane: number[] = []
  private readonly free: number[] = []

  /** By queue, channel and priority: those who need this, at the first step and without a head start. */
  plain(needs: string | undefined): Map<number, number> {
    let plain = this.plainOf.get(needs)
    if (plain === undefined) this.plainOf.set(needs, (plain = new Map()))
    return plain
  }

  of(key: string): number | undefined {
    return this.byKey.get(key)
  }

  /** `group` >= 0: its contacts share lanes with others. */
  open(key: string, demand: number, priority: number, group: number): number {
    const id = this.free.pop() ?? this.demand.length
    this.demand[id] = demand
    this.priority[id] = priority
    this.key[id] = key
    this.lane[id * 3] = this.lane[id * 3 + 1] = this.lane[id * 3 + 2] = -1
    this.uses[id] = group < 0 ? -1 : 0
    this.group[id] = group
    this.byKey.set(key, id)
    return id
  }

  /** A contact has this class. */
  hold(klass: number): void {
    if (this.uses[klass]! >= 0) this.uses[klass]!++
  }

  /** A contact has it no more: is nobody left in it, where that is counted? */
  isLeftBy(klass: number): boolean {
    return this.uses[klass]! >= 0 && --this.uses[klass]! === 0
  }

  forget(klass: number, needs: string | undefined, lanes: Lanes): void {
    for (let origin = 0; origin <= Origin.Ringing; origin++) {
      const lane = this.lane[klass * 3 + origin]!
      if (lane >= 0) lanes.close(lane)
    }
    const plain = this.plainOf.get(needs)
    for (const [key, known] of plain ?? []) if (known === klass) plain!.delete(key)
    if (plain?.size === 0) this.plainOf.delete(needs)
    // Rules that changed may have given its name to another.
    if (this.byKey.get(this.key[klass]!) === klass) this.byKey.delete(this.key[klass]!)
    this.free.push(klass)
  }

  /** What these have is asked anew. */
  forgetWhere(isLeft: (demand: number) => boolean): void {
    for (const [key, klass] of this.byKey) if (isLeft(this.demand[klass]!)) this.byKey.delete(key)
    for (const plain of this.plainOf.values())
      for (const [key, klass] of plain) if (isLeft(this.demand[klass]!)) plain.delete(key)
  }

  /** Was this requirement text seen before, and so read before? */
  knows(needs: string): boolean {
    return this.plainOf.has(needs)
  }
}
