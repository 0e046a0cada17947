/**
 * Erlang B: the share of contacts that `agents` without a queue turn away when `load` Erlang are offered (mean contacts that come
 * during one mean handle time). Exact for any law of handle times.
 *
 * B(0) = 1, B(k) = load B(k-1) / (k + load B(k-1)).
 */
export function erlangB(agents: number, load: number): number {
  let blocked = 1
  for (let k = 1; k <= agents; k++) blocked = (load * blocked) / (k + load * blocked)
  return blocked
}
