/** Looks again until `look` gives something; for views that only a request shows. Rejects after `timeoutMs` with what it last threw or saw. */
export const until = async <A>(
  look: () => Promise<A | undefined | false>,
  what: string,
  timeoutMs = 15_000
): Promise<A> => {
  const endMs = performance.now() + timeoutMs
  let last: unknown
  for (;;) {
    try {
      const found = await look()
      if (found !== undefined && found !== false) return found
      last = found
    } catch (error) {
      last = error
    }
    if (performance.now() > endMs) throw new Error(`${what} did not come in ${timeoutMs} ms; last: ${String(last)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
