import type { Command } from "../../Command.ts"
import type { RouterEvent } from "../../Event.ts"
import type { View } from "../../View.ts"
import type { Witness } from "../Witness.ts"
import type { Ability } from "./Abilities.ts"

/** What a law looks at while events come. Throws `LawBroken` where it does not hold. */
export interface Watch {
  /** Before the witness folds an event. */
  readonly before?: (event: RouterEvent, asked: ReadonlyArray<Command> | undefined) => void
  /** After the witness has folded it. */
  readonly after?: (event: RouterEvent) => void
  /** Everything of this instant was told. `view`: what the router says of itself, where it is there to be asked. */
  readonly settled?: (view: View | undefined) => void
}

/** A law that can be judged from configuration and events alone. */
export interface EventLaw {
  readonly id: string
  /** The sentence. */
  readonly says: string
  /** Events that no router may tell, by the rule they contradict: it is this law that says so. */
  readonly also?: ReadonlyArray<string>
  /** What a router must be able to do for the law to mean something. */
  readonly asks: ReadonlyArray<Ability>
  /** Begins to watch with this witness. */
  readonly watch: (witness: Witness) => Watch
}
