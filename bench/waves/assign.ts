// The one place of the benchmarks that looks inside the router: what a wave is given by has no name of its own outside.
export { assign, type WavePairs } from "../../packages/router/src/engine/wave/assign.ts"
