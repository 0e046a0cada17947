export type { AvayaAddress, AvayaAgents, AvayaOptions, AvayaTls } from "./AvayaOptions.ts"
export { AvayaConfigError, knownProtocolVersions } from "./AvayaOptions.ts"
export { type Avaya, openAvaya } from "./openAvaya.ts"
export { missingFields, requiredFields } from "./messages/requiredFields.ts"
