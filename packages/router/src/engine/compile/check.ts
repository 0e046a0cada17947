/** One mistake in a configuration: where, and what to write instead. */
export interface ConfigurationMistake {
  /** Dotted path of the value at fault, e.g. `queues.loans.offerMs`. */
  readonly path: string
  readonly text: string
  /** For requirement texts: where in the text, in UTF-16 units from 0. */
  readonly at?: number
  /**
   * What kind it is, of steps: `StepNotMonotone` shuts out somebody whom the step before admits, `StepTooWide` cannot be held against it
   * (SPEC RELAX-2), `StepDead` admits nobody more (SPEC RELAX-3).
   */
  readonly name?: "StepNotMonotone" | "StepTooWide" | "StepDead"
}

/** Priorities go as far on either side of 0. */
export const maxPriority = 1_000_000

export type Wrong = (path: string, text: string, at?: number, name?: ConfigurationMistake["name"]) => void

export function checkNumber(
  value: unknown,
  path: string,
  least: number,
  most: number,
  meaning: string,
  wrong: Wrong
): void {
  if (value === undefined || isWhole(value, least, most)) return
  wrong(path, `${show(value)} is not a whole number from ${least} to ${most} (${meaning})`)
}

export function unknownFields(value: object, known: ReadonlyArray<string>, prefix: string, wrong: Wrong): void {
  for (const field of Object.keys(value)) {
    if (known.includes(field)) continue
    const near = known.find((name) => name.toLowerCase() === field.toLowerCase())
    wrong(`${prefix}${field}`, near ? `is written ${near}` : `is not known here; known are: ${known.join(", ")}`)
  }
}

export const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export function show(value: unknown): string {
  if (typeof value === "string") return `"${value.slice(0, 50)}"`
  if (typeof value === "number" || typeof value === "boolean" || value === null) return `${value}`
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : typeof value
}
