export { addAgents, addContacts, type AgentCounts, type ContactCounts } from "./Counts.ts"
export {
  createMeasures,
  type Measured,
  type Measures,
  type MeasuresOptions,
  type MeasuresState,
  type Selection
} from "./createMeasures.ts"
export { type AgentRatios, agentRatios, type ContactRatios, contactRatios, type ServiceLevels } from "./ratios.ts"
