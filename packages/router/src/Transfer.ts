/**
 * A blind transfer: the agent gives a contact he serves away, and it waits at the place that its clock gives it (SPEC XFER-1).
 * Refused: AgentExcluded, AgentSignedOut, AgentUnknown, AttributeUnknown, ContactUnknown, InConference, InvalidNeeds,
 * InvalidValue, NotEngaged, QueueUnknown, SkillUnknown, TransferLoop.
 */
export interface Transfer {
  readonly type: "Transfer"
  readonly contact: string
  readonly agent: string
  /** A queue; or an agent, for whom it is held in the queue it is in. */
  readonly to: { readonly queue: string } | TransferToAgent
  /** What the contact needs from now on beside what its queue needs. Default: what it needed. */
  readonly needs?: string
  /** Its own priority from now on. Default: what it was. */
  readonly priority?: number
}
/** A transfer to one colleague. */
export interface TransferToAgent {
  readonly agent: string
  /** How long it is held for him before anybody may take it, milliseconds, 0 to 30 days. Default 20,000. */
  readonly holdMs?: number
}
/**
 * The agent asks a colleague about a contact he serves and keeps: a contact of its own, routed like any other (SPEC XFER-10).
 * Refused: AgentExcluded, AgentSignedOut, AgentUnknown, AttributeUnknown, ContactExists, ContactUnknown, InvalidNeeds,
 * InvalidValue, NotEngaged, QueueFull, QueueUnknown, SkillUnknown, TransferLoop.
 */
export interface Consult {
  readonly type: "Consult"
  readonly contact: string
  readonly agent: string
  /** Id of the consult, new. */
  readonly consult: string
  /** Anybody of a queue; or one colleague, whom alone it may go to. */
  readonly to: { readonly queue: string } | { readonly agent: string }
  /** What the colleague must meet beside what the queue needs. */
  readonly needs?: string
}
/**
 * A warm transfer: the colleague who answered the consult takes the contact over (SPEC XFER-12).
 * Refused: AgentBusy, AgentExcluded, AgentUnknown, ContactUnknown, InConference, NotConsulted, NotEngaged, TransferLoop.
 */
export interface HandOver {
  readonly type: "HandOver"
  readonly contact: string
  /** The agent who asked and has the contact. */
  readonly from: string
  /** The colleague who answered. */
  readonly to: string
}
/**
 * A conference: the colleague who answered the consult joins the contact (SPEC XFER-13).
 * Refused: AgentBusy, AgentExcluded, AgentUnknown, ContactUnknown, InConference, NotConsulted, NotEngaged.
 */
export interface Join {
  readonly type: "Join"
  readonly contact: string
  readonly agent: string
}
/**
 * The agent leaves a contact that others go on with; the last to leave completes it (SPEC XFER-14).
 * Refused: AgentUnknown, ContactUnknown, NotEngaged.
 */
export interface Leave {
  readonly type: "Leave"
  readonly contact: string
  readonly agent: string
}
