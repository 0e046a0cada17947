// Where the benchmarks look inside the router: what a wave is given by has no name of its own outside.
export { assign, type WavePairs } from "../../packages/router/src/engine/wave/assign.ts"
export { fromRows, type Pair } from "../../packages/router/test/waves/fromRows.ts"
export { uniform } from "../../packages/router/test/uniform.ts"
