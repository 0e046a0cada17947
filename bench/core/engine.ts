// Where the benchmarks look inside the router: a decision by itself, without rows, events and ids, has no name outside.
export { Count, State } from "../../packages/router/src/engine/State.ts"
export { step } from "../../packages/router/src/engine/Engine.ts"
export { bestAgentFor } from "../../packages/router/src/engine/match/bestAgent.ts"
export { bestContactFor } from "../../packages/router/src/engine/match/bestContact.ts"
export { N } from "../../packages/router/src/engine/index/Lanes.ts"
export { Work } from "../../packages/router/src/engine/index/Work.ts"
export { F, I, Origin } from "../../packages/router/src/engine/state/Contacts.ts"
export { uniform } from "../../packages/router/test/uniform.ts"
