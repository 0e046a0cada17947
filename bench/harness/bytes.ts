/** The flags that `bytesPerStep` needs: its steps must not meet a collection. */
export const bytesFlags: ReadonlyArray<string> = [
  "--expose-gc",
  "--min-semi-space-size=128",
  "--max-semi-space-size=256"
]

/** Bytes of heap that a step leaves behind, alive or not. Nothing is collected meanwhile, or it throws. */
export function bytesPerStep(step: () => void, steps: number): number {
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  for (let n = 0; n < steps; n++) step()
  const after = process.memoryUsage().heapUsed
  return (after - before) / steps
}

export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("run Node with --expose-gc")
  globalThis.gc()
}
