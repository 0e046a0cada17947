export const defaultGapMs = 300_000
export const maxGapMs = 30 * 86_400_000
export const maxRetries = 100
