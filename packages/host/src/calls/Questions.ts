import type { Question } from "@strowger/router/ports"
import { Effect } from "effect"

/**
 * Route requests that wait for our answer. In memory only: a question dies with the link it came by, so nothing of it may outlive the
 * process. While a call has one open it is reachable; in between it keeps place and clock and takes no agent.
 */
export interface Questions {
  readonly open: (question: Question) => void
  /** Forgets this question; true when the call has none left. */
  readonly close: (question: Question) => boolean
  readonly isOpen: (thread: string) => boolean
  /** Answers every question of the call with this device. "taken" when the switch took one of the answers, or took the same before. */
  readonly answer: (thread: string, device: string) => Effect.Effect<"taken" | "late">
}

/** Answers remembered, so that a second request for the same call is told the same. Far above what can be under way at once. */
const answersKept = 10_000

export const makeQuestions = (): Questions => {
  const open = new Map<string, Set<Question>>()
  const answered = new Map<string, string>()

  const answer = Effect.fnUntraced(function* (thread: string, device: string) {
    const asked = [...(open.get(thread) ?? [])]
    if (asked.length === 0) return answered.get(thread) === device ? ("taken" as const) : ("late" as const)
    // Taken out before the wire is touched: whatever comes of it, these questions are answered.
    open.delete(thread)
    const answers = yield* Effect.forEach(asked, (question) => question.answer({ device }))
    if (!answers.includes("taken")) return "late" as const
    answered.delete(thread)
    answered.set(thread, device)
    const [oldest] = answered.keys()
    if (answered.size > answersKept && oldest !== undefined) answered.delete(oldest)
    return "taken" as const
  })

  return {
    open: (question) => {
      const { thread } = question.unit
      answered.delete(thread)
      const asked = open.get(thread)
      if (asked === undefined) open.set(thread, new Set([question]))
      else asked.add(question)
    },
    close: (question) => {
      const { thread } = question.unit
      const asked = open.get(thread)
      if (asked?.delete(question) !== true) return false
      if (asked.size === 0) open.delete(thread)
      return asked.size === 0
    },
    isOpen: (thread) => open.has(thread),
    answer
  }
}
