import { exp } from "../draw/exp.ts"
import { ln2High, ln2Low } from "../draw/ln.ts"

/** e^-y for y >= 0 as `mantissa / 2^halvings`, the mantissa about 0.5 to 1: never zero, however large y is. */
export function decayParts(y: number): { readonly mantissa: number; readonly halvings: number } {
  const halvings = Math.floor(y / (ln2High + ln2Low))
  return { mantissa: exp(-(y - halvings * ln2High - halvings * ln2Low)), halvings }
}

/** e^-y for y >= 0. */
export const decay = (y: number): number => exp(-y)

/** 1 - e^-y for y >= 0, exact also where y is small. */
export function decayed(y: number): number {
  if (y > 1) return 1 - decay(y)
  let sum = 0
  for (let n = 20; n >= 1; n--) sum = (y / n) * (1 - sum)
  return sum
}

/** `value / 2^halvings`; below zero, doubled. Zero where nothing is left. */
export function halve(value: number, halvings: number): number {
  let result = value
  let left = Math.min(Math.abs(halvings), 4_000)
  for (; left >= 32; left -= 32) result *= halvings > 0 ? 1 / 4_294_967_296 : 4_294_967_296
  for (; left > 0; left--) result *= halvings > 0 ? 0.5 : 2
  return result
}
