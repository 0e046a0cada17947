import type { WarningName } from "../../Warning.ts"

/** Tells one warning, about the queue or agent that is looked at. */
export type Warn = (name: WarningName, path: string, text: string) => void
