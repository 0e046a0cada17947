import { createRouter, type QueueConfiguration, type Skills } from "@strowger/router"

/**
 * Whether skills meet what a queue needs, as the engine itself judges it: a trial router with one agent and one contact. Each pair of needs
 * and skills is tried once.
 */
export const makeMeets = (): ((queue: QueueConfiguration, skills: Skills) => boolean) => {
  const kept = 10_000
  const known = new Map<string, boolean>()
  return ({ needs }, skills) => {
    if (needs === undefined || needs.trim() === "") return true
    const key = JSON.stringify([needs, Object.entries(skills)])
    let meets = known.get(key)
    if (meets === undefined) {
      known.set(key, (meets = tried(needs, skills)))
      const [oldest] = known.keys()
      if (known.size > kept && oldest !== undefined) known.delete(oldest)
    }
    return meets
  }
}

const tried = (needs: string, skills: Skills): boolean => {
  const trial = createRouter({ queues: { trial: { needs } } })
  trial.step({ type: "SignIn", agent: "a", skills, capacity: { chat: 1 } }, 0)
  trial.step({ type: "MakeReady", agent: "a" }, 0)
  trial.step({ type: "Enqueue", contact: "c", queue: "trial", channel: "chat" }, 0)
  return trial.view.contact("c")?.state === "offered"
}
