/** New connections one address may make: a token bucket per address, forgotten once it is full again. */
export interface ConnectRate {
  readonly take: (address: string, nowMs: number) => boolean
}

/** Beyond this many addresses the full buckets are swept, so that memory follows who is active and not who ever came. */
const SWEEP_ABOVE = 10_000

export const connectRate = (limit: { readonly perSecond: number; readonly burst: number }): ConnectRate => {
  const buckets = new Map<string, { tokens: number; atMs: number }>()
  const filled = (bucket: { tokens: number; atMs: number }, nowMs: number) =>
    Math.min(limit.burst, bucket.tokens + (Math.max(0, nowMs - bucket.atMs) / 1000) * limit.perSecond)
  const sweep = (nowMs: number) => {
    for (const [address, bucket] of buckets) if (filled(bucket, nowMs) >= limit.burst) buckets.delete(address)
  }
  return {
    take: (address, nowMs) => {
      if (buckets.size >= SWEEP_ABOVE) sweep(nowMs)
      const bucket = buckets.get(address) ?? { tokens: limit.burst, atMs: nowMs }
      const tokens = filled(bucket, nowMs)
      const granted = tokens >= 1
      buckets.set(address, { tokens: granted ? tokens - 1 : tokens, atMs: nowMs })
      return granted
    }
  }
}
