/**
 * What a router can do, as far as a law asks for it. `skills`: contacts need skills. `priority`: contacts have a priority, the higher is
 * served first. `headStart`: contacts have one. `slots`: an agent may have several contacts in hand. `abandonment`: who waits may leave.
 * `offers`: an agent is asked first, and may decline or not answer. `firstCome`: among those who ask for the same the first to come is
 * first. `contactOrder`: over all an agent may take, priority and arrival decide. `agentOrder`: among agents, fewest in hand and then the
 * longest at rest. `configuration`: it obeys every rule of a `Configuration`. `replay`: it folds events. `snapshot`: it goes on from one.
 */
export type Ability =
  | "skills"
  | "priority"
  | "headStart"
  | "slots"
  | "abandonment"
  | "offers"
  | "firstCome"
  | "contactOrder"
  | "agentOrder"
  | "configuration"
  | "replay"
  | "snapshot"

/** What a router that speaks commands and events like ours can do. */
export const everyAbility: ReadonlyArray<Ability> = [
  "skills",
  "priority",
  "headStart",
  "slots",
  "abandonment",
  "offers",
  "firstCome",
  "contactOrder",
  "agentOrder",
  "configuration",
  "replay",
  "snapshot"
]
