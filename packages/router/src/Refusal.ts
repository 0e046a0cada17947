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
    | "QueueFull"
    | "ContactIsCallback"
    | "OfferNotOpen"
    | "AgentExcluded"
    | "AgentNotEligible"
    | "TransferLoop"
    | "NotConsulted"
    | "InConference"
    | "NotEngaged"
    | "NotParked"
    | "NotInWrapUp"
    | "NoWrapUp"
    | "WrapUpFixed"
    | "WrapUpNotExtendable"
    | "TimeWentBack"
    | "InvalidValue"
    | "InvalidNeeds"
    | "SkillUnknown"
    | "AttributeUnknown"
    | "InvalidConfiguration"
    | "NothingToRevert"
    | "RuleUnknown"
  /** The field of the command at fault, where one is. */
  readonly field?: string
  /** For requirement texts: where in the text, in UTF-16 units from 0. */
  readonly at?: number
  /** The rule that stands against it, where one of SPEC.md does. */
  readonly rule?: string
  readonly text: string
}
