import { createRouter } from "@strowger/router"
import { forced, forcedConfiguration, type ForcedOptions } from "./forced.ts"
import type { Trace } from "./Trace.ts"

/** How many of the starts that can tell agree. */
export interface Agreement {
  readonly compared: number
  readonly agreed: number
}
/** A forced replay of the same log under one head start of preferred customers. */
export interface Scanned {
  readonly creditS: number
  readonly all: Agreement
  readonly byType: ReadonlyMap<string, Agreement>
}
export interface ScanOptions extends Pick<ForcedOptions, "untilMs" | "fromMs" | "toleranceMs"> {
  /** Before each replay. */
  readonly onProgress?: (done: number) => void
}

/** Forced replays by head start: where the agreement is highest, there is what the bank did. */
export const scan = (trace: Trace, creditsS: ReadonlyArray<number>, options: ScanOptions): ReadonlyArray<Scanned> => {
  const { onProgress, ...forcedOptions } = options
  return creditsS.map((creditS, done) => {
    onProgress?.(done)
    const router = createRouter(forcedConfiguration(trace))
    const result = forced(router, trace, { ...forcedOptions, creditMs: creditS * 1000, unansweredEvery: 0 })
    return { creditS, all: { compared: result.compared, agreed: result.agreed }, byType: result.byType }
  })
}

/** The share that agrees; undefined = no start can tell. */
export const share = ({ compared, agreed }: Agreement): number | undefined =>
  compared === 0 ? undefined : agreed / compared

/** Fewer starts than this say little: such a class is part of `all` only. */
const enough = 100

/** The classes that have something to say, most first, and then all together. */
export const scannedClasses = (
  scanned: ReadonlyArray<Scanned>
): ReadonlyArray<{ readonly name: string; readonly of: (scanned: Scanned) => Agreement }> => {
  const none: Agreement = { compared: 0, agreed: 0 }
  const types = [...(scanned[0]?.byType ?? [])].filter(([, { compared }]) => compared >= enough)
  return [
    ...types
      .sort(([a, m], [b, n]) => n.compared - m.compared || (a < b ? -1 : 1))
      .map(([type]) => ({ name: type, of: (one: Scanned) => one.byType.get(type) ?? none })),
    { name: "all", of: (one) => one.all }
  ]
}

/** The head start with the highest agreement; of several the least. */
export const best = (scanned: ReadonlyArray<Scanned>, of: (scanned: Scanned) => Agreement): Scanned | undefined => {
  let found: Scanned | undefined
  for (const one of scanned) {
    if ((share(of(one)) ?? -1) > (found === undefined ? -1 : (share(of(found)) ?? -1))) found = one
  }
  return found
}
