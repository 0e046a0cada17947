export { hostLayer, type HostOptions, Listening } from "./Host.ts"
export { readConfiguration } from "./config/read.ts"
export type { File as HostConfiguration } from "./config/File.ts"
export { type Mistake, showMistakes } from "./config/Mistake.ts"
