/**
 * What the rules of a plan lost by not seeing ahead, on the day's *twin in slots*: the same contacts in the same order, the same agents
 * and skills, but every contact takes its agent exactly one slot, the mean handle time of the day. Arrivals are rounded up to slots,
 * shifts and breaks to the slots that lie whole within a shift; an agent has one contact at a time, answers at once, has no wrap-up,
 * and nobody leaves, is sent on, or finds the queue full. There, and only there, the least possible total wait can be computed exactly
 * (`hindsight`).
 *
 * Hindsight may do whatever the rules may do at some time: who waits for a step, a reserve or a delay waits by the rules alone.
 *
 * So it is a figure of the rules, of whom they choose for whom; it is not what the day itself could have saved. It compares plans that
 * differ in their rules alone: plans of other agents or other classes have other twins. Priorities cost, too: this counts every wait
 * alike, so that who serves the urgent first may pay in total. And while far more wait than are served, whoever lets no agent rest is
 * nearly best: it tells most of days on which agents and contacts are scarce in turn.
 */
export interface Regret {
  /** Length of a slot, milliseconds: what a contact takes of an agent on average, work and planned wrap-up / the slots of its channel. */
  readonly slotMs: number
  /** Contacts of the twin: all that came. */
  readonly contacts: number
  /** Waited in the twin by all together under the plan's rules, in slots. Who is never served waits until nobody works any more. */
  readonly totalWait: number
  /** The least that could have been waited by who knows the day beforehand, in slots: no rules can have less. */
  readonly leastWait: number
  /** Contacts that the rules left unserved. */
  readonly unserved: number
  /** Contacts that even hindsight leaves unserved. */
  readonly leastUnserved: number
  /** Total / least, at least 1. Absent = in hindsight nobody need have waited. */
  readonly ratio?: number
}
