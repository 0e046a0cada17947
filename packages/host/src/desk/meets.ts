import { meets, type QueueConfiguration, type Skills } from "@strowger/router"

/**
 * Whether skills meet what a queue needs, as the engine itself judges it. The text is read once per agent's sign-in and queue: a wall asks for
 * every pair of them again and again. What is known goes with the skills of the sign-in.
 */
export const makeMeets = (): ((queue: QueueConfiguration, skills: Skills) => boolean) => {
  const known = new WeakMap<Skills, Map<string, boolean>>()
  return ({ needs }, skills) => {
    if (needs === undefined || needs.trim() === "") return true
    const answers = known.get(skills) ?? new Map<string, boolean>()
    known.set(skills, answers)
    const answer = answers.get(needs) ?? meets(needs, skills)
    answers.set(needs, answer)
    return answer
  }
}
