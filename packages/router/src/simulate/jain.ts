/** Jain's index (sum x)^2 / (n sum x^2): 1 = all are equal, 1/n = one has everything. Undefined where nobody has anything. */
export function jain(values: ReadonlyArray<number>): number | undefined {
  let sum = 0
  let squares = 0
  for (const value of values) {
    sum += value
    squares += value * value
  }
  return squares === 0 ? undefined : (sum * sum) / (values.length * squares)
}
