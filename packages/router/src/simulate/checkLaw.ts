import { isRecord, isWhole, show, unknownFields, type Wrong } from "../engine/compile/check.ts"

const fields: Readonly<Record<string, ReadonlyArray<string>>> = {
  exponential: ["meanMs"],
  lognormal: ["meanMs", "sdMs"],
  erlang: ["shape", "meanMs"],
  constant: ["ms"],
  recorded: ["valuesMs"],
  never: []
}
const maxMs = 365 * 86_400_000

/** A law where one may stand. `never` only where it means something. */
export function checkLaw(law: unknown, path: string, mayBeNever: boolean, wrong: Wrong): void {
  if (law === undefined) return
  const kinds = Object.keys(fields).filter((kind) => mayBeNever || kind !== "never")
  const known = isRecord(law) && typeof law.kind === "string" && kinds.includes(law.kind) ? fields[law.kind] : undefined
  if (!isRecord(law) || known === undefined) {
    const said = isRecord(law) ? law.kind : law
    return wrong(isRecord(law) ? `${path}.kind` : path, `${show(said)} is no law; there are: ${kinds.join(", ")}`)
  }
  unknownFields(law, ["kind", ...known], `${path}.`, wrong)
  for (const field of known) {
    const value = law[field]
    if (field === "valuesMs") checkValues(value, `${path}.valuesMs`, wrong)
    else if (field === "shape") {
      if (!isWhole(value, 1, 1_000)) wrong(`${path}.shape`, `${show(value)} is not a whole number from 1 to 1,000`)
    } else if (!isMs(value)) wrong(`${path}.${field}`, noMs(value))
  }
}

function checkValues(values: unknown, path: string, wrong: Wrong): void {
  if (!Array.isArray(values) || values.length === 0) return wrong(path, "is not a list of milliseconds, at least one")
  for (const [at, value] of values.entries()) if (!isMs(value)) wrong(`${path}[${at}]`, noMs(value))
}

const isMs = (value: unknown) => typeof value === "number" && value >= 0 && value <= maxMs
const noMs = (value: unknown) => `${show(value)} is not milliseconds from 0 to ${maxMs} (365 days)`
