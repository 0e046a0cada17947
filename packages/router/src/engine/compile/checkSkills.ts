import { type ConfigurationMistake, isRecord, isWhole, show } from "./check.ts"
import { nameMistake } from "./checkAttributes.ts"

/** What is wrong with skills; `path` is the skill. */
export function skillMistakes(skills: unknown): ReadonlyArray<ConfigurationMistake> {
  if (!isRecord(skills)) return [{ path: "", text: "skills are an object of proficiencies, e.g. { zh: 5 }" }]
  return Object.keys(skills).flatMap((skill): ReadonlyArray<ConfigurationMistake> => {
    const why = nameMistake(skill, "a skill") ?? skillMistake(skills[skill])
    return why === undefined ? [] : [{ path: skill, text: why }]
  })
}

function skillMistake(skill: unknown): string | undefined {
  if (!isRecord(skill)) return levelMistake(skill)
  const unknown = Object.keys(skill).find((field) => field !== "level" && field !== "fromMs" && field !== "untilMs")
  if (unknown !== undefined) return `${unknown} is not known here; known are: level, fromMs, untilMs`
  const { level, fromMs, untilMs } = skill
  const isTime = (value: unknown) => value === undefined || isWhole(value, 0, Number.MAX_SAFE_INTEGER)
  if (!isTime(fromMs)) return `fromMs ${show(fromMs)} is not a time in milliseconds`
  if (!isTime(untilMs)) return `untilMs ${show(untilMs)} is not a time in milliseconds`
  if (untilMs !== undefined && Number(untilMs) <= Number(fromMs ?? -1)) return "it ends before it begins"
  return levelMistake(level)
}

const levelMistake = (level: unknown): string | undefined =>
  isWhole(level, 1, 100) ? undefined : `${show(level)} is not a proficiency: a whole number from 1 to 100`
