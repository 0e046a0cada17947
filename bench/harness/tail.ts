/** How long single steps take, in nanoseconds, the clock's own time included: the middle one, and the one that 1 of 1,000 exceeds. */
export function tailOf(step: () => void, steps: number): { p50: number; p999: number } {
  const ns = new Float64Array(steps)
  for (let n = 0; n < steps; n++) {
    const startMs = performance.now()
    step()
    ns[n] = (performance.now() - startMs) * 1_000_000
  }
  ns.sort()
  return { p50: ns[steps >> 1]!, p999: ns[Math.floor(steps * 0.999)]! }
}
