import { checkConfiguration } from "@strowger/router"
import type { CrossMistake } from "./Mistake.ts"

/** Requirements are checked by the router's own parser, so that what is said here is what the engine will do. */
export const requirementMistakes = (queues: Readonly<Record<string, unknown>>): ReadonlyArray<CrossMistake> =>
  Object.entries(queues).flatMap(([queue, value]) => {
    const needs = (value as { needs?: unknown } | null)?.needs
    if (typeof needs !== "string") return []
    return checkConfiguration({ queues: { [queue]: { needs } } }).map((mistake) => ({
      path: ["queues", queue, "needs"],
      ...splitRemedy(mistake.text)
    }))
  })

/** The parser says what is wrong and, in its last sentence, what to do. */
const splitRemedy = (text: string): { readonly text: string; readonly remedy: string } => {
  const sentences = text.replace(/\.$/, "").split(/(?<=[^.])\. /)
  const remedy = sentences.length > 1 ? (sentences.at(-1) ?? "") : "Write it like `zh >= 30 and loan >= 50`"
  return { text: sentences.length > 1 ? sentences.slice(0, -1).join(". ") : text, remedy }
}
