import { normalQuantile } from "./draw/normalQuantile.ts"

/** For 1 to 30 degrees of freedom. */
const table = [
  12.706204736, 4.30265273, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135, 2.262157163,
  2.228138852, 2.20098516, 2.17881283, 2.160368656, 2.144786688, 2.131449546, 2.119905299, 2.109815578, 2.10092204,
  2.093024054, 2.085963447, 2.079613845, 2.073873068, 2.06865761, 2.063898562, 2.059538553, 2.055529439, 2.051830516,
  2.048407142, 2.045229642, 2.042272456
] as const

/**
 * What a variable of Student's law exceeds with probability 1/40: half the width of a confidence interval of 95 percent, in standard
 * errors. From a table, and beyond it from the expansion around the normal law; both to eight digits.
 */
export function studentQuantile(degrees: number): number {
  const known = table[degrees - 1]
  if (known !== undefined) return known
  const z = normalQuantile(0.975)
  const square = z * z
  const first = (z * (square + 1)) / 4
  const second = (z * (square * (5 * square + 16) + 3)) / 96
  const third = (z * (square * (square * (3 * square + 19) + 17) - 15)) / 384
  return z + (first + (second + third / degrees) / degrees) / degrees
}
