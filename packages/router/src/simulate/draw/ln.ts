/** ln 2 in two parts: the first has so few digits that small whole multiples of it are exact. */
export const ln2High = 0.6931471803691238
export const ln2Low = 1.9082149292705877e-10
const rootHalf = Math.sqrt(0.5)

/**
 * Natural logarithm of a positive normal number, made of + - * / alone: the same bits on every runtime, which `Math.log` does not
 * promise. Within 4e-16 of the exact value, relative to the larger of it and 1.
 */
export function ln(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN
  let twos = 0
  let m = x
  for (; m >= 4_294_967_296; m /= 4_294_967_296) twos += 32
  for (; m < 1 / 4_294_967_296; m *= 4_294_967_296) twos -= 32
  for (; m >= 2 * rootHalf; m /= 2) twos++
  for (; m < rootHalf; m *= 2) twos--
  // ln m = 2 artanh s = 2 (s + s^3 / 3 + s^5 / 5 + ...), |s| < 0.172.
  const s = (m - 1) / (m + 1)
  const square = s * s
  let sum = 0
  for (let n = 23; n >= 3; n -= 2) sum = (sum + 1 / n) * square
  return twos * ln2High + (2 * s + (2 * s * sum + twos * ln2Low))
}
