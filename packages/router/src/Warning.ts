import type { SignIn } from "./Command.ts"

/** Those who may sign in, and what each of them would say: `SignIn` without its type. */
export type Staff = ReadonlyArray<Omit<SignIn, "type">>

/**
 * What a configuration leaves out of reach or without effect (SPEC CONF-5 to CONF-8).
 *
 * Of a queue: `QueueUnreachable`: nobody could ever be offered a contact of it, at any step. `ReserveOnly`: nobody but its reserve could,
 * so nobody until that joins. `StepUnstaffed`: nobody could at this step, so who comes waits for the next. `OverflowNowhere`: sends
 * contacts to a queue that is unreachable. Of a step: `StepDead`: admits nobody of the staff whom the step before does not admit, or no
 * contact has it. `StepTooLate`: who waits was sent on before. Of words: `SkillNobodyHas` and `AttributeNobodyHas`: nobody of the staff
 * meets a comparison that a requirement names, or has a skill that the configuration lists. Of settings: `OverflowDead`: a rule before it always decides.
 * `WithoutEffect`: changes nothing as it is written. `ServiceLevelByDefault`: counts by a service level that is not written.
 * `ReserveEmpty`: nobody is the reserve who could take a contact. `ReserveTooHigh`: joins when more wait than may come. Of people:
 * `AgentRefused`: could not sign in. `AgentWithoutQueue`: could take nothing at all. `ReserveNeverJoins`: is the reserve of a queue that
 * says of no time when it joins. Of a change: `CapacityFromSignIn`: new default slots or units hold only for who signs in from then on.
 * `HoursDropped`: a queue that is left out loses the hours it was given.
 */
export type WarningName =
  | "QueueUnreachable"
  | "ReserveOnly"
  | "StepUnstaffed"
  | "OverflowNowhere"
  | "StepDead"
  | "StepTooLate"
  | "SkillNobodyHas"
  | "AttributeNobodyHas"
  | "OverflowDead"
  | "WithoutEffect"
  | "ServiceLevelByDefault"
  | "ReserveEmpty"
  | "ReserveTooHigh"
  | "AgentRefused"
  | "AgentWithoutQueue"
  | "ReserveNeverJoins"
  | "CapacityFromSignIn"
  | "HoursDropped"

/** Something to know before a configuration is put in force. It is not refused for it. */
export interface ConfigurationWarning {
  /** What kind it is. */
  readonly name: WarningName
  /** Dotted path of the value it is about, e.g. `queues.loans.steps.1`; of somebody of the staff `agents.wei`. */
  readonly path: string
  /** What is so, and what to do. */
  readonly text: string
  /** The queue it is about, where it is about one. */
  readonly queue?: string
  /** The agent it is about, where it is about one. */
  readonly agent?: string
}
