export { createEstimates, type Estimates, type EstimatesOptions, type EstimatesState } from "./createEstimates.ts"
export type { Backtest, Basis, Estimate, Estimated, NoEstimate } from "./Estimate.ts"
