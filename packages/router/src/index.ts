export type * from "./AgentOrder.ts"
export type * from "./Assignment.ts"
export { type ByNumber, type ContactKind, RowKind, type RowsOut } from "./ByNumber.ts"
export * from "./Channel.ts"
export type * from "./Command.ts"
export type * from "./Configuration.ts"
export type * from "./Deflection.ts"
export { ConfigurationError } from "./ConfigurationError.ts"
export { createRouter, restore, type RouterOptions } from "./createRouter.ts"
export type { ConfigurationMistake } from "./engine/compile/check.ts"
export { checkConfiguration } from "./engine/compile/checkConfiguration.ts"
export { ReplayError } from "./engine/replay.ts"
export { SnapshotError } from "./engine/snapshot/restore.ts"
export type { Sizes } from "./engine/State.ts"
export type * from "./Difference.ts"
export type * from "./Event.ts"
export type * from "./Explanation.ts"
export type * from "./Interval.ts"
export type { NeedMistake } from "./engine/compile/parseNeed.ts"
export type { Words } from "./engine/compile/Vocabulary.ts"
export { checkNeeds, meets } from "./needs.ts"
export type * from "./Refusal.ts"
export {
  all,
  any,
  atLeast,
  attribute,
  type AttributeRequirement,
  not,
  type Requirement,
  type Requirements,
  requirementsOver,
  skill,
  type SkillRequirement
} from "./Requirement.ts"
export type * from "./Relaxation.ts"
export type * from "./Router.ts"
export type * from "./Rule.ts"
export type * from "./Snapshot.ts"
export type * from "./Transfer.ts"
export type * from "./View.ts"
export type * from "./Warning.ts"
export { warningsOf } from "./warningsOf.ts"
