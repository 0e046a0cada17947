/**
 * Cells of the work that decisions cost, counted and not timed, so the same in every run: how often the best contact of an agent and the
 * best agent of a contact were looked for; lanes and crews whose heads were compared; single contacts and agents that were tested because
 * the group they stand in does not say whether they fit; single contacts that a rule about many went through; groups of agents that were
 * asked whether somebody of them is there; events that were made as objects; demands, not empty, whose bounds were compared.
 */
export const Work = {
  ContactSought: 0,
  AgentSought: 1,
  LaneCompared: 2,
  CrewCompared: 3,
  ContactTested: 4,
  AgentTested: 5,
  ContactVisited: 6,
  StaffAsked: 7,
  EventMade: 8,
  BoundCompared: 9
} as const

/** What decisions have cost since the router was made. */
export const noWork = (): Float64Array => new Float64Array(10)

export const workCounters = (work: Float64Array) => ({
  contactsSought: work[Work.ContactSought]!,
  agentsSought: work[Work.AgentSought]!,
  boundsCompared: work[Work.BoundCompared]!,
  lanesCompared: work[Work.LaneCompared]!,
  crewsCompared: work[Work.CrewCompared]!,
  contactsTested: work[Work.ContactTested]!,
  agentsTested: work[Work.AgentTested]!,
  contactsVisited: work[Work.ContactVisited]!,
  staffAsked: work[Work.StaffAsked]!,
  eventsMade: work[Work.EventMade]!
})
