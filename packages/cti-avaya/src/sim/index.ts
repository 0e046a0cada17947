/** @strowger/cti-avaya/sim: a PBX that speaks DMCC, for tests and demonstrations. */
export type { Agent, AgentSetup, WorkMode } from "./Agent.ts"
export type { Book, CallEntry, Happening, UnitEntry } from "./Book.ts"
export type { EndedBy } from "./Call.ts"
export type { Caller, CallerEvent, CallerState } from "./Caller.ts"
export { type Clock, ManualClock, realClock } from "./Clock.ts"
export type { DmccOptions } from "./dmcc/DmccServer.ts"
export type { Faults } from "./dmcc/Faults.ts"
export type { WireEntry, WireOptions } from "./dmcc/WireLog.ts"
export type { OutsideParty, Placing } from "./ExchangeSetup.ts"
export type { AgentFact, CallFact, Fact } from "./Fact.ts"
export type { Fault } from "./Fault.ts"
export { type CallOptions, Pbx, type PbxOptions } from "./Pbx.ts"
export type { Phone } from "./Phone.ts"
export type { SkillSetup } from "./Skills.ts"
export type { StationSetup } from "./Station.ts"
export {
  adjunct,
  askingVector,
  collect,
  disconnect,
  goto,
  queueTo,
  routeTo,
  type Step,
  stop,
  type Vector,
  wait
} from "./Vector.ts"
export type { VdnSetup } from "./VectorRun.ts"
