/**
 * Pages of other sites may not act with a visitor's cookie: a request that changes something, or a WebSocket, must come from a page of
 * ours. Programs send no Origin and no cookie of a browser; they pass.
 */
export const originAllowed = (
  origin: string | undefined,
  host: string | undefined,
  extra: ReadonlyArray<string>
): boolean => {
  if (origin === undefined) return true
  if (extra.includes(origin)) return true
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host
}
