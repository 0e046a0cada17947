import type { Skills, SkillTerm } from "../../Command.ts"

export type Terms = Readonly<Record<string, SkillTerm>>

/** What is valid now, and what still begins or ends later; no terms left = undefined. */
export interface DatedSkills {
  readonly skills: Skills
  readonly terms: Terms | undefined
}

/** Takes apart what a sign-in says of skills, at its instant (SPEC SKILL-11). */
export function datedSkills(given: Readonly<Record<string, number | SkillTerm>>, nowMs: number): DatedSkills {
  const always: Record<string, number> = {}
  const dated: Record<string, SkillTerm> = {}
  for (const name of Object.keys(given)) {
    const skill = given[name]!
    if (typeof skill === "number") always[name] = skill
    else dated[name] = skill
  }
  return skillsAt(always, dated, nowMs)
}

/** At an instant: of those with a term, the ones that are valid; every other stays as it is. */
export function skillsAt(before: Skills, terms: Terms, nowMs: number): DatedSkills {
  const skills: Record<string, number> = { ...before }
  const left: Record<string, SkillTerm> = {}
  for (const name of Object.keys(terms)) {
    const { level, fromMs = 0, untilMs } = terms[name]!
    delete skills[name]
    if (fromMs <= nowMs && (untilMs === undefined || nowMs < untilMs)) skills[name] = level
    if (fromMs > nowMs) left[name] = untilMs === undefined ? { level, fromMs } : { level, fromMs, untilMs }
    else if (untilMs !== undefined && untilMs > nowMs) left[name] = { level, untilMs }
  }
  return { skills, terms: Object.keys(left).length === 0 ? undefined : left }
}

/** The next instant at which one of them begins or ends. */
export function nextChangeMs(terms: Terms, nowMs: number): number {
  let next = Number.POSITIVE_INFINITY
  for (const name of Object.keys(terms)) {
    const { fromMs = 0, untilMs = Number.POSITIVE_INFINITY } = terms[name]!
    next = Math.min(next, fromMs > nowMs ? fromMs : untilMs)
  }
  return next
}
