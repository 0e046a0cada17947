import { ln2High, ln2Low } from "./ln.ts"

/**
 * e to the power of x, made of + - * / alone: the same bits on every runtime, which `Math.exp` does not promise. Within 1e-15 of the
 * exact value, relative to it, for x from -700 to 700.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 709.7) return Number.POSITIVE_INFINITY
  if (x < -708) return 0
  const twos = Math.round(x / (ln2High + ln2Low))
  const r = x - twos * ln2High - twos * ln2Low
  let sum = 1
  for (let n = 16; n >= 1; n--) sum = 1 + (sum * r) / n
  let left = Math.abs(twos)
  const by = twos < 0 ? 0.5 : 2
  for (let power = by; left > 0; left = Math.floor(left / 2), power *= power) if (left % 2 === 1) sum *= power
  return sum
}
