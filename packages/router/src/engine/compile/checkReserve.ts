import { checkNumber, isRecord, isWhole, unknownFields, type Wrong } from "./check.ts"

const most = 1_000_000

/** What is wrong with when a queue's reserve joins and leaves. */
export function checkReserve(reserve: unknown, path: string, wrong: Wrong): void {
  if (reserve === undefined) return
  if (!isRecord(reserve)) {
    wrong(path, "write e.g. { opensAt: 10, closesAt: 5 }, in waiting contacts")
    return
  }
  unknownFields(reserve, ["opensAt", "closesAt", "second"], `${path}.`, wrong)
  checkLevel(reserve, path, wrong)
  const { second } = reserve
  if (second === undefined) return
  if (!isRecord(second)) {
    wrong(`${path}.second`, "write e.g. { opensAt: 20, closesAt: 10 }, in waiting contacts")
    return
  }
  unknownFields(second, ["opensAt", "closesAt"], `${path}.second.`, wrong)
  checkLevel(second, `${path}.second`, wrong)
  for (const field of ["opensAt", "closesAt"] as const) {
    if (Number(second[field]) < Number(reserve[field]))
      wrong(
        `${path}.second.${field}`,
        `is less than ${field} of the first level: the second joins later and leaves first`
      )
  }
}

function checkLevel({ opensAt, closesAt }: Record<string, unknown>, path: string, wrong: Wrong): void {
  checkNumber(opensAt ?? null, `${path}.opensAt`, 1, most, "waiting contacts", wrong)
  checkNumber(closesAt ?? null, `${path}.closesAt`, 0, most, "waiting contacts", wrong)
  if (isWhole(opensAt, 1, most) && isWhole(closesAt, 0, most) && closesAt >= opensAt)
    wrong(`${path}.closesAt`, `must be less than opensAt, ${opensAt}: else it would open and close for ever`)
}

/** What is wrong with whose reserve an agent is, in words; undefined = nothing. */
export function reserveForMistake(reserveFor: unknown): string | undefined {
  if (isRecord(reserveFor) && Object.values(reserveFor).every((level) => level === 1 || level === 2)) return undefined
  return "reserveFor is a level, 1 or 2, per queue, e.g. { loans: 1 }"
}
