/** Why a command was refused: nothing was changed. A person's answer, as a plain value; `text` says what to do next. */
export interface Refusal {
  readonly reason:
    | "AgentUnknown"
    | "AgentSignedOut"
    | "AgentBusy"
    | "ContactUnknown"
    | "ContactExists"
    | "ContactNotWaiting"
    | "QueueUnknown"
    | "OfferNotOpen"
    | "AgentExcluded"
    | "NotEngaged"
    | "NotInWrapUp"
    | "NoWrapUp"
    | "WrapUpFixed"
    | "WrapUpNotExtendable"
    | "TimeWentBack"
    | "InvalidValue"
    | "InvalidNeeds"
    | "InvalidConfiguration"
  /** The field of the command at fault, where one is. */
  readonly field?: string
  readonly text: string
}
