/** What has to hold: not more than, or not less than. */
export type Limit = { readonly atMost: number } | { readonly atLeast: number }

/** One number of the table, and what is asked of it. */
export interface Figure {
  /** What it is, e.g. "backlog step / heap, m". */
  readonly name: string
  readonly value: number
  /** "x" = a ratio; "" = a count. */
  readonly unit: "x" | "B" | "ns" | "us" | "ms" | "s" | "%" | ""
  /** The run fails where this does not hold. Left out = told, not judged. */
  readonly pass?: Limit
  readonly aim?: Limit
  /** Least and greatest of the repeats. */
  readonly spread?: readonly [number, number]
  /**
   * It is compared with what was accepted before (`baseline.json`): "count" anywhere, "machine" where Node and processor are the same. Left
   * out = it is not: what a clock measured is no such figure.
   */
  readonly baseline?: "count" | "machine"
  /** What has to be read beside it: the heap's own time, lanes compared, hit rate. */
  readonly beside?: string
}

export type Verdict = "aim" | "pass" | "FAIL" | "-"

export const holds = (limit: Limit, value: number): boolean =>
  "atMost" in limit ? value <= limit.atMost : value >= limit.atLeast

export function verdictOf({ value, pass, aim }: Figure): Verdict {
  if (pass !== undefined && !holds(pass, value)) return "FAIL"
  if (aim !== undefined && holds(aim, value)) return "aim"
  return pass === undefined ? "-" : "pass"
}
